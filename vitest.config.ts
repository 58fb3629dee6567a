import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What a process reads once or has once: its environment, its modules, the tables of its database, other processes. */
const ONCE = /process\.env\.\w+ = |resetModules|startSandbox|launchMelt|closeServer|CREATE TABLE|spawn/
const files = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => path.join('tests', name))
const alone = files.filter((file) => file.includes('/faults/') || ONCE.test(readFileSync(file, 'utf8')))
/** What asks no database is tried once, in the run on the embedded one. */
const ASKS = /useDatabase|useMelt|spawn/
const pure = files.filter(
  (file) => /domain\/.*\.test\.ts$/.test(file) && !ASKS.test(readFileSync(file, 'utf8')),
)

/** What asks a database of either kind: all of it but the run on PostgreSQL can be left out, or all else (tools/test.js and .ci/run say when). */
const asking = files.filter(
  (file) =>
    (/\/(domain|enhance|http|privacy)\//.test(file) && !pure.includes(file)) ||
    /database\/(structure|prisma-status)\./.test(file),
)
/** What goes through everything there is, by a table or at random: `.ci/run` does, `npm test` leaves it out (tools/test.js). */
const SWEEPS = [
  /histories\./,
  /database\/(plans|structure)\./,
  /privacy\//,
  /http\/(bundle(-forged)?|messages-at-once|published-changes)\./,
  /http\/pipeline\/(hostile-|rate-limit)/,
  /http\/server\/(request-handler|unread-body)\./,
  /proofs\/(dead-witness|receipt|witness-process)\./,
  /enhance\/tampering\./,
  /statements\/(hostile-memory|hostile-upload|plan-cost)\./,
  /stats\/figures\./,
]
const sweeps = files.filter((file) => SWEEPS.some((pattern) => pattern.test(file)))
const onEmbedded = process.env.TEST_POSTGRES_URL ? undefined : process.env.MELT_EMBEDDED_TESTS

const exclude = [
  'tests/e2e/**',
  ...(process.env.MELT_SWEEPS === 'later' ? sweeps : []),
  ...(process.env.MELT_SWEEPS === 'only' ? files.filter((file) => !sweeps.includes(file)) : []),
  ...(process.env.MELT_FAULTS ? [] : ['tests/faults/**']),
  ...(onEmbedded === 'pure' ? asking : []),
  ...(onEmbedded === 'asking' || (process.env.TEST_POSTGRES_URL && process.env.MELT_SWEEPS !== 'only')
    ? pure
    : []),
]
/** What takes longest, above all what waits, begins first: at the end nothing is left to run alone. A clean install remembers no durations. */
const LONGEST =
  /faults\/(database\/silent|kill|shutdown|environment|database\/full|database\/killed)\.|database\/structure\.|pipeline\/(hostile-input|rate-limit)\.|dead-witness\.|supervisor\.|privacy\/./
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

const project = {
  resolve: { alias: { '~': place('./app'), '#prisma': place('./generated/prisma/client.ts') } },
}
const test = {
  pool: 'forks' as const,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  setupFiles: 'tests/support/setup.ts',
  server: { deps: { external: [/\/build\/server\//, /\/server\.js$/] } },
}

export default defineConfig({
  test: {
    maxWorkers: 3,
    globalSetup: 'tests/support/global-setup.ts',
    sequence: { sequencer: LongestFirst },
    projects: [
      { ...project, test: { ...test, name: 'alone', include: alone, exclude, sequence: { groupOrder: 0 } } },
      {
        ...project,
        test: {
          ...test,
          name: 'together',
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: [...exclude, ...alone],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
