// @ts-check
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  rmdirSync,
  statSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const PORT = 5432

/** All of it follows from the real path, so that a pool can be built before the database is open. */
export function placeOf(/** @type {string} */ dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const folder = realpathSync.native(dataDir)
  const sockets = socketFolder(folder)
  return {
    folder,
    data: path.join(folder, 'pg'),
    lock: path.join(sockets, 'lock'),
    connection: { host: sockets, port: PORT, user: 'postgres', database: 'postgres' },
  }
}

/** Paths of sockets may not exceed some 100 characters; not TMPDIR, since all have to meet at one lock. */
function socketFolder(/** @type {string} */ folder) {
  const { uid } = statSync(folder)
  const ours = privateFolder(path.join(existsSync('/tmp') ? '/tmp' : os.tmpdir(), `melt-${uid}`), uid)
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return privateFolder(path.join(ours, name), uid)
}

/** Nobody but the owner of the data directory may reach a socket in here. */
function privateFolder(/** @type {string} */ folder, /** @type {number} */ uid) {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (made && process.getuid?.() === 0) chownSync(folder, uid, statSync(folder).gid)
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== uid) {
    throw new Error(
      `${folder} belongs to somebody else: remove it, the embedded database keeps its sockets there`,
    )
  }
  if (found.mode & 0o077) chmodSync(folder, 0o700)
  return folder
}

/** The next opener may already be in it. */
export function removeSockets(/** @type {ReturnType<typeof placeOf>} */ { connection }) {
  try {
    rmdirSync(connection.host)
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error
  }
}
