import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import sparticuz from '@sparticuz/chromium'

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** The npm package is a bare shell for this kind of machine: it draws a page for a third of what a whole browser takes. */
const hasShell = process.platform === 'linux' && process.arch === 'x64'

/** How to launch a Chromium: the one that is asked for, else the npm package's with our flags (its own switch web security off). */
export async function launchOptions() {
  const installed = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', chromium.executablePath()]
  const found = installed.find((place) => place && existsSync(place))
  if (found && (process.env.CHROMIUM_PATH || !hasShell)) return { executablePath: found, args: QUIET }
  const { executablePath, folder } = await unpack()
  const own = {
    LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
    FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
  }
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...own }).filter(([, value]) => value !== undefined),
  )
  return {
    executablePath,
    args: [...QUIET, '--headless=shell'],
    env: env as Record<string, string>,
  }
}

/** The package unpacks into the temporary folder and takes what lies there, whatever its version: each version gets its own. */
async function unpack() {
  const entry = import.meta.resolve('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', entry), 'utf8'))
  const folder = path.join(tmpdir(), `melt-chromium-${version}`)
  mkdirSync(folder, { recursive: true })
  const { TMPDIR } = process.env
  process.env.TMPDIR = folder
  try {
    const executablePath = await sparticuz.executablePath()
    if (!existsSync(path.join(folder, 'al2023'))) {
      const { inflate }: { inflate: (file: string) => Promise<string> } = await import(
        new URL('lambdafs.js', entry).href
      )
      await inflate(fileURLToPath(new URL('../../bin/al2023.tar.br', entry)))
    }
    // The package's own list of fonts names /tmp, and a letter that no font of the machine has ends Chromium.
    const korean = fileURLToPath(
      new URL('../../public/static', import.meta.resolve('pretendard/dist/web/static/pretendard.css')),
    )
    const fonts = [path.join(folder, 'fonts/fonts'), korean].map((place) => `<dir>${place}</dir>`)
    const list = `<fontconfig>${fonts.join('')}<cachedir>${folder}/cache</cachedir></fontconfig>`
    writeFileSync(path.join(folder, 'fonts.conf'), list)
    return { executablePath, folder }
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
}
