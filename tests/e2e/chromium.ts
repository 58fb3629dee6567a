import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import sparticuz, { inflate } from '@sparticuz/chromium'

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
  const executablePath = await sparticuz.executablePath()
  const libraries = path.join(tmpdir(), 'al2023', 'lib')
  if (!existsSync(libraries)) {
    const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
    await inflate(path.join(path.dirname(entry), '../bin/al2023.tar.br'))
  }
  const own = { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: path.join(tmpdir(), 'fonts') }
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...own }).filter(([, value]) => value !== undefined),
  )
  return {
    executablePath,
    args: [...QUIET, '--headless=shell'],
    env: env as Record<string, string>,
  }
}
