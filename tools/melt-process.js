import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const OPEN_WITHIN_MS = 120_000

/**
 * Starts `node server.js` as a process of its own, with these variables and nothing else of this one's environment.
 *
 * @param {Record<string, string>} variables
 * @param {string[]} [nodeFlags]
 * @param {string} [tree] the folder of another commit
 */
export async function launchMelt(variables, nodeFlags = [], tree = '.') {
  const port = variables.PORT ?? String(await freePort())
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const own = { PATH, HOME, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) }
  const play = { NODE_ENV: 'production', CHZZK_SANDBOX: '1', LOG_LEVEL: 'warn', PORT: port }
  const began = performance.now()
  const child = spawn(process.execPath, [...nodeFlags, 'server.js'], {
    cwd: tree,
    env: { ...own, ...play, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  /** @type {Promise<{ code: number | null, signal: string | null }>} */
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })))
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    ended,
    output: () => output,
    /** How long it took until it answered; throws what it said when it ended instead. */
    opened: async () => {
      await answering(`http://127.0.0.1:${port}/healthz`, child, () => output)
      return performance.now() - began
    },
    /** @param {NodeJS.Signals} signal */
    end: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => string} said
 */
async function answering(url, child, said) {
  const deadline = Date.now() + OPEN_WITHIN_MS
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Melt did not start:\n${said()}`)
    const response = await fetch(url).catch(() => null)
    if (response?.ok) return
    if (Date.now() > deadline)
      throw new Error(`Melt did not answer within ${OPEN_WITHIN_MS / 1000} s:\n${said()}`)
    await wait(20)
  }
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
