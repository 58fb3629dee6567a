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

/** @typedef {{ host: string, port: number, user: string, database: string }} Connection */
/** `data` is PostgreSQL's own folder; whoever holds `lock` may open it. @typedef {{ folder: string, data: string, lock: string, connection: Connection }} Place */

const PORT = 5432

/** All of it follows from the real path, so that a pool can be built before the database is open. @type {(dataDir: string) => Place} */
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

/** Paths of sockets may not exceed some 100 characters; not TMPDIR, since all have to meet at one lock. @param {string} folder */
function socketFolder(folder) {
  const { uid } = statSync(folder)
  const ours = privateFolder(path.join(existsSync('/tmp') ? '/tmp' : os.tmpdir(), `melt-${uid}`), uid)
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return privateFolder(path.join(ours, name), uid)
}

/** Nobody but the owner of the data directory may reach a socket in here. @type {(folder: string, uid: number) => string} */
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

/** The next opener may already be in it. @param {Place} place */
export function removeSockets({ connection }) {
  try {
    rmdirSync(connection.host)
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error
  }
}
