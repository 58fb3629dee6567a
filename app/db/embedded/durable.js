// @ts-check
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * @typedef {{ nfd?: number, node: unknown }} Stream
 * @typedef {object} NodeFiles Emscripten's file system over Node's
 * @property {{ fsync?: (stream: Stream) => number }} stream_ops
 * @property {(node: unknown) => string} realPath
 * @property {(operation: () => void) => void} tryFSOperation turns Node's errors into PostgreSQL's
 */

/** PGlite's file system with the one call it lacks: without it no commit ever asks the disk. */
class DurableFiles extends NodeFS {
  /**
   * @param {PGlite} pg
   * @param {Parameters<NodeFS['init']>[1]} given
   * @override
   */
  async init(pg, given) {
    const { emscriptenOpts } = await super.init(pg, given)
    const preRun = [...(emscriptenOpts.preRun ?? []), addSync]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
}

/** @param {{ NODEFS: NodeFiles }} module */
function addSync({ NODEFS }) {
  NODEFS.stream_ops.fsync = ({ nfd, node }) => {
    NODEFS.tryFSOperation(() => (nfd == null ? syncPath(NODEFS.realPath(node)) : fsyncSync(nfd)))
    return 0
  }
}

const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  ...['-c', 'timezone=UTC'],
]

/**
 * Opens the database so that an answered commit is on the disk.
 *
 * @param {string} data
 */
export async function openDurable(data) {
  const database = await PGlite.create({ fs: new DurableFiles(data), startParams })
  endOnCrash(database)
  return database
}

/** How PostgreSQL leaves a failed statement; everything else that is thrown is the engine breaking. */
const FAILED_STATEMENT = 100

/**
 * PGlite swallows what its engine throws and calls it again: an engine that broke would spin for ever, or answer
 * from a broken memory.
 *
 * @param {PGlite} database
 */
function endOnCrash({ Module: engine }) {
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

/**
 * @param {unknown} error
 * @returns {never}
 */
function crash(error) {
  process.stderr.write(
    `The embedded database broke: ${error instanceof Error ? error.stack : JSON.stringify(error)}\n`,
  )
  process.exit(1)
}

/**
 * Makes the database's folder unless it exists: built beside its place and renamed, so a process killed half-way
 * leaves a leftover and never a folder that will not open.
 *
 * @param {string} data
 */
export async function ensureFolder(data) {
  if (existsSync(data)) return
  const parent = path.dirname(data)
  const prefix = `${path.basename(data)}.new-`
  for (const leftover of readdirSync(parent).filter((name) => name.startsWith(prefix))) {
    rmSync(path.join(parent, leftover), { recursive: true })
  }
  const fresh = path.join(parent, `${prefix}${process.pid}`)
  const plain = await PGlite.create(fresh)
  await plain.close()
  syncTree(fresh)
  renameSync(fresh, data)
  syncPath(parent)
}

/** @param {string} folder */
function syncTree(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) syncTree(file)
    else syncPath(file)
  }
  syncPath(folder)
}

/** @param {string} file */
function syncPath(file) {
  const descriptor = openSync(file, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
