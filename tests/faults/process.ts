import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll } from 'vitest'
import { startDatabase, stopDatabase } from '~/db/start.server'
import { launchMelt } from '../../tools/melt-process.js'
import { cloneDatabase } from '../support/place'

type Variables = Record<string, string>
export type MeltProcess = Awaited<ReturnType<typeof launchMelt>>

const OWN = ['DATABASE_URL', 'MELT_DATA_DIR', 'SESSION_SECRET', 'TOKEN_ENCRYPTION_KEY', 'PORT', 'PUBLIC_URL']

/** What leads a process to this test file's own database, and to the port that its clients ask. */
export function ownVariables(more: Variables = {}): Variables {
  const own = OWN.map((name) => [name, process.env[name]]).filter(
    (field): field is [string, string] => field[1] !== undefined,
  )
  return { ...Object.fromEntries(own), MELT_RATE_LIMITS: 'off', LOG_LEVEL: 'silent', ...more }
}

beforeAll(cloneDatabase)

const running: MeltProcess[] = []
afterAll(async () => {
  for (const melt of running) await melt.end('SIGKILL')
})

/** A process that does not outlive its test file. */
export async function launch(variables: Variables): Promise<MeltProcess> {
  const melt = await launchMelt(variables)
  running.push(melt)
  return melt
}

/** A process over this file's own database, answering. */
export async function openMelt(more: Variables = {}): Promise<MeltProcess> {
  const melt = await launch(ownVariables(more))
  await melt.opened()
  return melt
}

/** What is to be in the database before Melt starts: the embedded one has a single opener, and after this that is Melt. */
export async function beforeMelt(prepare: () => Promise<void>) {
  await startDatabase()
  await prepare().finally(stopDatabase)
}

/** What `ledger:verify` says of this file's own database, or of the one these name, while no process has it open. */
export function verifyLedger(elsewhere: Variables = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/command.js', 'ledger:verify'], {
    encoding: 'utf8',
    env: { ...process.env, ...elsewhere },
  })
  return { status, said: (stdout + stderr).trim() }
}
