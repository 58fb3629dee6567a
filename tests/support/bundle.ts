import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const TOOLS: [string, (archive: string, folder: string) => string[]][] = [
  ['unzip', (archive, folder) => ['-q', archive, '-d', folder]],
  ['python3', (archive, folder) => ['-m', 'zipfile', '-e', archive, folder]],
]

const isThere = (tool: string) => spawnSync(tool, ['-h'], { stdio: 'ignore' }).error === undefined

/** The programs of this machine that open archives; none of them is Melt's. */
export const unzippers = TOOLS.filter(([tool]) => isThere(tool)).map(([tool]) => tool)
if (unzippers.length === 0) console.log('Neither unzip nor python3 is here: no bundle was opened')

/** An archive unpacked by one of them: the folder. */
export function unpack(bytes: Uint8Array, tool = unzippers[0] ?? ''): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-bundle-'))
  const archive = path.join(folder, 'bundle.zip')
  writeFileSync(archive, bytes)
  const into = path.join(folder, 'bundle')
  const [, wordsOf] = TOOLS.find(([name]) => name === tool) ?? []
  const { status, stderr } = spawnSync(tool, wordsOf?.(archive, into) ?? [], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${tool} could not open it: ${stderr}`)
  return into
}

export const textsOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))

/** Its own program, run by Node alone in an environment of nothing. */
export function verifyBundle(folder: string, ...words: string[]) {
  const program = path.join(folder, 'verify.mjs')
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' as const }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    env,
  })
  return { status, said: stdout + stderr }
}
