// @ts-check
import { existsSync, mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { placeOf, removeSockets } from './place.js'

/** Bundled, this file has no neighbour: the worker is then found from the working directory. */
const neighbour = path.join(import.meta.dirname, 'worker.js')
const WORKER = existsSync(neighbour) ? neighbour : path.resolve('app/db/embedded/worker.js')

/** PostgreSQL's own limit refuses a deep recursion before the thread's stack ends. */
const STACK_MB = 64

export async function openEmbedded(/** @type {string} */ dataDir) {
  const place = placeOf(dataDir)
  const { folder, data, lock, connection } = place
  const unlock = await acquireLock(lock, folder)
  const release = async () => {
    await unlock()
    removeSockets(place)
  }
  const socket = path.join(connection.host, `.s.PGSQL.${connection.port}`)
  try {
    rmSync(socket, { force: true })
    const worker = new Worker(WORKER, {
      workerData: { data, socket },
      resourceLimits: { stackSizeMb: STACK_MB },
    })
    await opened(worker)
    return { connection, close: closer(worker, release) }
  } catch (error) {
    await release()
    throw error
  }
}

function opened(/** @type {Worker} */ worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The embedded database did not open (exit code ${code})`)))
  })
}

function closer(/** @type {Worker} */ worker, /** @type {() => Promise<void>} */ release) {
  let /** @type {Promise<void> | undefined} */ closing
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  let /** @type {unknown} */ cause
  worker.on('error', (error) => {
    cause = error
  })
  // Thrown out of an event, this ends the process: without its database it would only hang.
  worker.on('exit', (code) => {
    if (!closing) throw new Error(`The embedded database stopped by itself (exit code ${code})`, { cause })
  })
  const close = async () => {
    worker.postMessage('close')
    await ended
    await release()
  }
  return () => {
    closing ??= close()
    return closing
  }
}

const TAKEOVER_TAKES_AT_MOST_MS = 5_000
const ANSWER_WITHIN_MS = 2_000

/** The lock is a unix socket: the kernel lets go of it when its process dies, however it dies. */
export async function acquireLock(/** @type {string} */ file, /** @type {string} */ folder) {
  for (;;) {
    const server = await listen(file)
    if (server) return () => /** @type {Promise<void>} */ (new Promise((done) => server.close(() => done())))
    const holder = await askHolder(file)
    if (holder) {
      throw new Error(
        `The embedded database in ${folder} is in use by ${holder}. Stop it, or set another MELT_DATA_DIR.`,
      )
    }
    await removeStale(file)
  }
}

/** Nothing when the path is taken. @type {(file: string) => Promise<net.Server | undefined>} */
function listen(file) {
  return new Promise((resolve, reject) => {
    const server = net.createServer((asking) => {
      asking.on('error', () => asking.destroy())
      asking.end(String(process.pid))
    })
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(file, () => resolve(server.unref()))
  })
}

/** Nothing when nobody listens there any more. @type {(file: string) => Promise<string | undefined>} */
function askHolder(file) {
  return new Promise((resolve) => {
    let answer = ''
    const socket = net.connect(file)
    const found = () => resolve(answer ? `process ${answer}` : 'a process that does not answer')
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy())
    socket.on('data', (data) => {
      answer += data
    })
    socket.on('close', found)
    socket.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(undefined)
    })
  })
}

/** Under a second, short lock: of two that see the same dead socket, the slower would remove the living one of the faster. */
async function removeStale(/** @type {string} */ file) {
  const takeover = `${file}.takeover`
  if (!makeFolder(takeover)) {
    await wait(50)
    if (ageInMs(takeover) > TAKEOVER_TAKES_AT_MOST_MS) rmSync(takeover, { recursive: true, force: true })
    return
  }
  try {
    await wait(50)
    if (!(await askHolder(file))) rmSync(file, { force: true })
  } finally {
    rmdirSync(takeover)
  }
}

function makeFolder(/** @type {string} */ folder) {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

function ageInMs(/** @type {string} */ file) {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}
