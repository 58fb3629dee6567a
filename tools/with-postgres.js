import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { findServer } from './find-postgres.js'

/** Runs a command beside a PostgreSQL server of its own: `node tools/with-postgres.js [--durable] COMMAND …`. */
const words = process.argv.slice(2)
const durable = words[0] === '--durable' && words.shift() !== undefined

const bin = findServer()
if (!bin) {
  console.log('No PostgreSQL server (15 or newer) found: the tests on PostgreSQL were NOT run')
  process.exit(process.env.CI === 'true' ? 1 : 0)
}
const folder = mkdtempSync(path.join(tmpdir(), 'melt-postgres-'))
const asPostgres = process.getuid?.() === 0 ? userPostgres() : {}
if (asPostgres.uid) chownSync(folder, asPostgres.uid, asPostgres.gid)
const server = await startServer(await freePort())
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

/** PostgreSQL refuses to run as root. */
function userPostgres() {
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function startServer(port) {
  const data = path.join(folder, 'data')
  const own = { cwd: folder, ...asPostgres }
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'melt', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    { ...own, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const settings = [
    'log_min_messages=fatal',
    'shared_buffers=256MB',
    'max_connections=200',
    'timezone=Asia/Seoul',
  ]
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const flags = settings.flatMap((setting) => ['-c', setting])
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...flags]
  const postgres = spawn(path.join(bin, 'postgres'), args, { ...own, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise((resolve) => postgres.once('exit', resolve))
  const stop = async () => {
    postgres.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgresql://melt@127.0.0.1:${port}/postgres`
  try {
    await answering(url, postgres)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}

/** Asked as a client would ask: a folder with a server in it need not hold pg_isready. */
async function answering(url, postgres) {
  for (let tries = 0; tries < 200 && postgres.exitCode === null; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('PostgreSQL did not start')
}
