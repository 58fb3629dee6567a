// @ts-check
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/** Built beside its place and renamed: a process killed half-way leaves no folder that will not open. */
export async function ensureFolder(/** @type {string} */ data) {
  if (!existsSync(data)) await makeFolder(data)
  chmodSync(data, 0o700)
}

async function makeFolder(/** @type {string} */ data) {
  const parent = path.dirname(data)
  const prefix = `${path.basename(data)}.new-`
  for (const leftover of readdirSync(parent).filter((name) => name.startsWith(prefix))) {
    rmSync(path.join(parent, leftover), { recursive: true })
  }
  const fresh = path.join(parent, `${prefix}${process.pid}`)
  const plain = await PGlite.create(fresh)
  await plain.close()
  chmodSync(fresh, 0o700)
  syncTree(fresh)
  renameSync(fresh, data)
  syncPath(parent)
}

function syncTree(/** @type {string} */ folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) syncTree(file)
    else syncPath(file)
  }
  syncPath(folder)
}

export function syncPath(/** @type {string} */ file) {
  const descriptor = openSync(file, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
