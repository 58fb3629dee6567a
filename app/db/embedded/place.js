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

/**
 * Where one data directory keeps its database and its sockets. Both follow from the directory's real path, so a
 * connection pool can be built before the database is open.
 *
 * @typedef {object} Place
 * @property {string} folder the data directory
 * @property {string} data PostgreSQL's own folder inside it
 * @property {string} lock the unix socket whose owner may open the database
 * @property {{ host: string, port: number, user: string, database: string }} connection
 */

const PORT = 5432

/**
 * @param {string} dataDir
 * @returns {Place}
 */
export function placeOf(dataDir) {
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

/**
 * Sockets live outside the data directory because their paths may not exceed some 100 characters, and under /tmp
 * rather than TMPDIR because every opener of one folder has to meet at one lock.
 *
 * @param {string} folder
 */
function socketFolder(folder) {
  const { uid } = statSync(folder)
  const ours = privateFolder(path.join(existsSync('/tmp') ? '/tmp' : os.tmpdir(), `melt-${uid}`), uid)
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return privateFolder(path.join(ours, name), uid)
}

/**
 * Nobody but the owner of the data directory may reach a socket in here.
 *
 * @param {string} folder
 * @param {number} uid
 */
function privateFolder(folder, uid) {
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

/**
 * Leaves no empty folder behind, and leaves it alone when the next opener is already in it.
 *
 * @param {Place} place
 */
export function removeSockets({ connection }) {
  try {
    rmdirSync(connection.host)
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error
  }
}
