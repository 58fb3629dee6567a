// @ts-check
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** PGlite's file system with the one call it lacks: without it no commit ever asks the disk. */
class DurableFiles extends NodeFS {
  /**
   * @param {PGlite} pg
   * @param {Parameters<NodeFS['init']>[1]} given
   * @override
   */
  async init(pg, given) {
    const { emscriptenOpts } = await super.init(pg, given)
    /** @param {{ NODEFS: any }} module */
    const addSync = ({ NODEFS }) => {
      NODEFS.stream_ops.fsync = (/** @type {{ nfd?: number, node: unknown }} */ stream) => {
        if (stream.nfd == null) syncPath(NODEFS.realPath(stream.node))
        else fsyncSync(stream.nfd)
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addSync] } }
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
export function openDurable(data) {
  return PGlite.create({ fs: new DurableFiles(data), startParams })
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
