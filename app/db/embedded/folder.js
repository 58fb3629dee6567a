// @ts-check
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

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
export function syncPath(file) {
  const descriptor = openSync(file, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
