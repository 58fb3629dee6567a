// @ts-check
import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { endOnCrash } from './crash.js'
import { syncPath } from './folder.js'

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
  ...['-c', 'min_wal_size=32MB'],
  ...['-c', 'max_wal_size=64MB'],
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
