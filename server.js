// @ts-check
import { createRequestHandler, installGlobals } from '@remix-run/node'
import { exitWithReason } from './tools/start-failure.js'

/**
 * @typedef {typeof import('./app/entry.server')} Melt
 * @typedef {Omit<import('@remix-run/node').ServerBuild, 'entry'> & { entry: { module: Melt } }} Build
 * @typedef {{ dev?: boolean, port?: number, host?: string }} Options
 * @typedef {{ url: string, close: () => Promise<boolean> }} Running
 */

installGlobals({ nativeFetch: true })

const BUILD = './build/server/index.js'
const ENDED_BY_SIGTERM = 143

/**
 * Opens the database first; `close` drains what is under way and answers whether all of it ended by itself.
 * @type {(options?: Options) => Promise<Running>}
 */
export async function serve({ dev = false, port, host } = {}) {
  const vite = dev ? await startVite() : null
  /** @returns {Promise<any>} */
  const load = () => (vite ? vite.ssrLoadModule('virtual:remix/server-build') : import(BUILD))
  /** @type {Build} */
  const build = await load()
  const melt = build.entry.module
  await melt.start()
  const { env, log, BOUNDS: bounds } = melt
  const mode = process.env.NODE_ENV
  const draw = vite ? createRequestHandler(load, mode) : melt.requestHandler(build)
  const cache = melt.cachePublicPages({ draw, readIndex: melt.readIndex, ...(vite && { maxBytes: 0 }) })
  const app = melt.meltApp({ draw, bounds, cache, vite: vite?.middlewares })
  const server = melt.boundedServer(cache.listener(app), bounds)
  const endSockets = await melt.openSockets(server)
  const endAll = () => {
    melt.endStreams()
    endSockets()
  }
  const stop = async () => {
    await vite?.close()
    await melt.stop()
  }
  try {
    await listen(server, port ?? env.port, host ?? env.host)
  } catch (error) {
    await stop()
    throw error
  }
  const address = `http://${env.host}:${portOf(server)}`
  log.info({ address, publicUrl: env.publicUrl, sandbox: env.chzzk.sandbox }, 'Melt is open')
  return {
    url: address,
    close: () => melt.closeServer(server, { graceMs: env.shutdownGraceMs, endAll, stop }),
  }
}

async function startVite() {
  const { createServer } = await import('vite')
  return createServer({ server: { middlewareMode: true } })
}

/** @type {(server: import('node:http').Server, port: number, host: string) => Promise<void>} */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

function portOf(/** @type {import('node:http').Server} */ server) {
  const address = server.address()
  return typeof address === 'object' ? address?.port : address
}

/**
 * Ctrl+C under npm sends the signal twice, and the second must not cut the first short. What only starts ends at once:
 * the kernel keeps from process 1, as in a container, every signal that nobody listens for.
 */
export async function closeOnSignal(/** @type {Promise<Pick<Running, 'close'>>} */ starting) {
  /** @type {Pick<Running, 'close'> | undefined} */
  let running
  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    const ended = (await running?.close()) ?? true
    process.exit(running ? Number(!ended) : ENDED_BY_SIGTERM)
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, close)
  running = await starting.catch(exitWithReason)
}

if (process.argv[1] === import.meta.filename) {
  await closeOnSignal(serve({ dev: process.argv.includes('--dev') }))
}
