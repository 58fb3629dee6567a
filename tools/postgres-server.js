// @ts-check
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const OLDEST = 15
const UP_WITHIN_MS = 20_000

/** The folder with the newest PostgreSQL server on this machine, if there is one that is new enough. */
export function findServer() {
  const installed = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].filter((place) =>
    existsSync(place),
  )
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...installed.flatMap((place) => readdirSync(place).map((name) => path.join(place, name, 'bin'))),
  ]
  const complete = folders.filter((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(path.join(folder, name))),
  )
  const [newest] = complete
    .map((folder) => ({ folder, version: versionOf(folder) }))
    .filter(({ version }) => version >= OLDEST)
    .sort((a, b) => b.version - a.version)
  return newest?.folder
}

/** @param {string} folder */
function versionOf(folder) {
  const answer = execFileSync(path.join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)/.exec(answer)?.[1] ?? 0)
}

/**
 * Starts an empty server on a free port of 127.0.0.1. Its zone is Seoul on purpose: who forgets to ask for UTC
 * shall notice.
 *
 * @param {string} binaries
 * @param {{ fast: boolean }} options fast: answers before the disk has it
 */
export async function startServer(binaries, { fast }) {
  const owner = ownerOfServer()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'melt-postgres-'))
  const data = path.join(folder, 'data')
  const passwordFile = path.join(folder, 'password')
  const password = randomBytes(16).toString('hex')
  writeFileSync(passwordFile, password)
  if (owner) for (const file of [folder, passwordFile]) chownSync(file, owner.uid, owner.gid)
  const access = ['--username=postgres', '--auth=password', `--pwfile=${passwordFile}`]
  const init = ['-D', data, '--no-sync', '--no-locale', '--encoding=UTF8', ...access]
  execFileSync(path.join(binaries, 'initdb'), init, {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })

  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    timezone: 'Asia/Seoul',
  }
  const speed = fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}
  const flags = Object.entries({ ...settings, ...speed }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  // Detached, so that Ctrl+C reaches the command first and the server is stopped after it.
  const server = spawn(path.join(binaries, 'postgres'), ['-D', data, ...flags], {
    ...owner,
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  server.stderr.on('data', (text) => {
    log = (log + text).slice(-4_000)
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async () => {
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
  try {
    await answering(url, () => server.exitCode !== null)
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error })
  }
  return { url, stop }
}

/** PostgreSQL refuses to run as root, so root lends it another account. */
function ownerOfServer() {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = ['postgres', 'nobody']
    .map((name) => accounts.find((fields) => fields[0] === name))
    .find(Boolean)
  if (!account) throw new Error('PostgreSQL needs an account that is not root: postgres or nobody')
  return { uid: Number(account[2]), gid: Number(account[3]) }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const asking = net.createServer().once('error', reject)
    asking.listen(0, '127.0.0.1', () => {
      const address = asking.address()
      asking.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * @param {string} url
 * @param {() => boolean} hasEnded
 */
async function answering(url, hasEnded) {
  const deadline = Date.now() + UP_WITHIN_MS
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (hasEnded() || Date.now() > deadline) throw error
      await wait(100)
    }
  }
}
