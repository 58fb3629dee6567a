import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

const STARTS_WITHIN_MS = 20_000

/**
 * A PostgreSQL of its own from this folder of programs, in a folder that goes with it.
 *
 * @param {string} bin
 * @param {{ settings?: string[], connections?: number }} [options]
 */
export async function startPostgres(bin, { settings = [], connections = 200 } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-postgres-'))
  const asPostgres = process.getuid?.() === 0 ? userPostgres() : {}
  if (asPostgres.uid) chownSync(folder, asPostgres.uid, asPostgres.gid)
  const data = path.join(folder, 'data')
  const own = { cwd: folder, ...asPostgres }
  const port = await freePort()
  const url = `postgresql://melt@127.0.0.1:${port}/postgres`
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'melt', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    { ...own, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const flags = [
    'log_min_messages=fatal',
    'shared_buffers=256MB',
    `max_connections=${connections}`,
    'timezone=Asia/Seoul',
    ...settings,
  ].flatMap((setting) => ['-c', setting])
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...flags]
  /** @type {import('node:child_process').ChildProcess} */
  let server
  /** @type {Promise<unknown>} */
  let ended

  function launch(stderr = 'inherit') {
    server = spawn(path.join(bin, 'postgres'), args, { ...own, stdio: ['ignore', 'ignore', stderr] })
    ended = new Promise((resolve) => server.once('exit', resolve))
  }

  /** @param {NodeJS.Signals} signal */
  async function end(signal) {
    server.kill(signal)
    await ended
  }

  async function stop() {
    await end('SIGINT')
    rmSync(folder, { recursive: true, force: true })
  }

  launch()
  try {
    await answering(url, () => server.exitCode === null)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    port,
    folder,
    stop,
    /** The postmaster is gone at once; what it started finds out by itself. */
    kill: () => end('SIGKILL'),
    /** As soon as nothing of the one before is left, which would keep the new one from starting. */
    restart: () =>
      answering(url, () => {
        if (server.exitCode !== null || server.signalCode !== null) launch('ignore')
        return true
      }),
    /** Every process of the server gets this signal. @param {'SIGSTOP' | 'SIGCONT'} signal */
    signalAll: (signal) => {
      const { stdout } = spawnSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' })
      for (const pid of [server.pid, ...stdout.split('\n').filter(Boolean)]) process.kill(Number(pid), signal)
    },
  }
}

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

/** Asked as a client would ask: a folder with a server in it need not hold pg_isready. */
async function answering(url, mayAnswer) {
  const deadline = Date.now() + STARTS_WITHIN_MS
  while (mayAnswer() && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await client.end()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('PostgreSQL did not start')
}
