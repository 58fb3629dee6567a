import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { openEmbedded } from '../../app/db/embedded/open.js'
import { templateFolder } from '../../tools/embedded-template.js'

/** The embedded database is tested where it is used; the run on PostgreSQL has no template of it. */
export const onPostgres = Boolean(process.env.TEST_POSTGRES_URL)

/** A data directory of this test's own. */
export function emptyFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'melt-embedded-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The same with a database in it, which opens much faster than a new one is made. */
export function usedFolder() {
  const folder = emptyFolder()
  execFileSync('cp', ['-R', `${templateFolder()}/.`, folder])
  return folder
}

/** Another process: its lines as they come, how it ended, and a way to end it at once. */
export function startChild(script: string, folder: string, flags: string[] = [], env = {}) {
  const child = spawn(process.execPath, [...flags, path.resolve('tests/faults/child', script), folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const complaint = text(child.stderr)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(() => kill(child, ended))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${script} ended: ${await complaint}`)
    return value
  }
  return { pid: child.pid, line, ended, complaint, kill: () => kill(child, ended) }
}

async function kill(child: ChildProcess, ended: Promise<unknown>) {
  child.kill('SIGKILL')
  await ended
}

/** Opens a data directory in this process, asks it, closes it. */
export async function inDatabase<Answer>(folder: string, act: (client: pg.Client) => Promise<Answer>) {
  const { connection, close } = await openEmbedded(folder)
  const client = new pg.Client(connection)
  try {
    await client.connect()
    return await act(client).finally(() => client.end())
  } finally {
    await close()
  }
}
