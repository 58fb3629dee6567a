// @ts-check
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { acquireLock } from './lock.js'
import { placeOf, removeSockets } from './place.js'

/** Bundled into build/server/index.js this file has no neighbour: the worker is then found from the working directory. */
const neighbour = path.join(import.meta.dirname, 'worker.js')
const WORKER = existsSync(neighbour) ? neighbour : path.resolve('app/db/embedded/worker.js')

/** Deep enough that PostgreSQL's own limit refuses a deep recursion before the thread's stack ends. */
const STACK_MB = 64

/**
 * Opens the database of a data directory in a thread of its own; it then answers on the unix socket that
 * `placeOf(dataDir).connection` names.
 *
 * @param {string} dataDir
 */
export async function openEmbedded(dataDir) {
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

/** @param {Worker} worker */
function opened(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The embedded database did not open (exit code ${code})`)))
  })
}

/**
 * @param {Worker} worker
 * @param {() => Promise<void>} release
 */
function closer(worker, release) {
  /** @type {Promise<void> | undefined} */
  let closing
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  /** @type {unknown} */
  let cause
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
