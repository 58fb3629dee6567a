// @ts-check
import { fsyncSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { ensureFolder, syncPath } from './folder.js'

/**
 * Emscripten's file system over Node's.
 * @typedef {{ nfd?: number, node: unknown }} Stream
 * @typedef {{ stream_ops: { fsync?: (stream: Stream) => number }, realPath: (node: unknown) => string, tryFSOperation: (operation: () => void) => void }} NodeFiles
 */

/** PGlite's file system with the one call it lacks: without it no commit ever asks the disk. */
class DurableFiles extends NodeFS {
  /** @override @type {NodeFS['init']} */
  async init(pg, given) {
    const { emscriptenOpts } = await super.init(pg, given)
    const preRun = [...(emscriptenOpts.preRun ?? []), addSync]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
}

function addSync(/** @type {{ NODEFS: NodeFiles }} */ { NODEFS }) {
  NODEFS.stream_ops.fsync = ({ nfd, node }) => {
    NODEFS.tryFSOperation(() => (nfd == null ? syncPath(NODEFS.realPath(node)) : fsyncSync(nfd)))
    return 0
  }
}

const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  ...['-c', 'timezone=UTC'],
  ...['-c', 'min_wal_size=32MB'],
  ...['-c', 'max_wal_size=64MB'],
]

/** An answered commit is on the disk. */
async function openDurable(/** @type {string} */ data) {
  const database = await PGlite.create({ fs: new DurableFiles(data), startParams })
  endOnCrash(database)
  return database
}

/** How PostgreSQL leaves a failed statement; everything else that is thrown is the engine breaking. */
const FAILED_STATEMENT = 100

/** PGlite calls an engine that threw again: broken, it would spin for ever or answer from a broken memory. */
function endOnCrash(/** @type {PGlite} */ { Module: engine }) {
  const takeTurn = engine._PostgresMainLoopOnce
  engine._PostgresMainLoopOnce = () => {
    try {
      takeTurn()
    } catch (error) {
      if (/** @type {{ status?: number }} */ (error).status !== FAILED_STATEMENT) crash(error)
      throw error
    }
  }
}

function crash(/** @type {unknown} */ error) {
  process.stderr.write(
    `The embedded database broke: ${error instanceof Error ? error.stack : JSON.stringify(error)}\n`,
  )
  process.exit(1)
}

const { data, socket } = workerData
await ensureFolder(data)
const database = await openDurable(data)
const server = new PGLiteSocketServer({ db: database, path: socket, maxConnections: 20 })
await server.start()

parentPort?.once('message', async () => {
  await server.stop()
  await database.close()
  process.exit(0)
})
parentPort?.postMessage('open')
