import { spawn } from 'node:child_process'
import { findServer } from './find-postgres.js'
import { startPostgres } from './postgres-server.js'

/** Runs a command beside a PostgreSQL server of its own: `node tools/with-postgres.js [--durable | --no-autovacuum] COMMAND …`. */
const words = process.argv.slice(2)
const takes = (flag) => words[0] === flag && words.shift() !== undefined
const durable = takes('--durable')
const autovacuum = takes('--no-autovacuum') ? ['autovacuum=off'] : []

const bin = findServer()
if (!bin) {
  console.log('No PostgreSQL server (15 or newer) found: the tests on PostgreSQL were NOT run')
  process.exit(process.env.CI === 'true' ? 1 : 0)
}
const settings = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', ...autovacuum]
const server = await startPostgres(bin, { settings })
const { DATABASE_URL: _, ...env } = process.env
const command = spawn(words[0], words.slice(1), {
  stdio: 'inherit',
  env: { ...env, TEST_POSTGRES_URL: server.url },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => command.kill(signal))
command.once('exit', async (code) => {
  await server.stop()
  process.exit(code ?? 1)
})
