// @ts-check
import { mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const TAKEOVER_TAKES_AT_MOST_MS = 5_000
const ANSWER_WITHIN_MS = 2_000

/**
 * Takes the lock or says who has it. The kernel lets go of the socket when its process dies, however it dies.
 *
 * @param {string} file a unix socket's path
 * @param {string} folder named in the refusal
 * @returns {Promise<() => Promise<void>>} gives the lock back
 */
export async function acquireLock(file, folder) {
  for (;;) {
    const server = await listen(file)
    if (server) return () => new Promise((done) => server.close(() => done()))
    const holder = await askHolder(file)
    if (holder) {
      throw new Error(
        `The embedded database in ${folder} is in use by ${holder}. Stop it, or set another MELT_DATA_DIR.`,
      )
    }
    await removeStale(file)
  }
}

/**
 * @param {string} file
 * @returns {Promise<net.Server | undefined>} nothing when the path is taken
 */
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

/**
 * @param {string} file
 * @returns {Promise<string | undefined>} nothing when nobody listens there any more
 */
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

/**
 * Removing happens under a second, short lock: of two processes that see the same dead socket, the slower one
 * would otherwise remove the living socket of the faster.
 *
 * @param {string} file
 */
async function removeStale(file) {
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

/** @param {string} folder */
function makeFolder(folder) {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file */
function ageInMs(file) {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}
