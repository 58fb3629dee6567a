import { Buffer } from 'node:buffer'
import { db, insertMany, type Tx } from '~/db/client.server'
import { parseHexHash } from './encoding'
import { type HeadLeaf, hashHeadLeaf } from './leaf'
import { findRangeRoots, TILE_WIDTH, type Tile } from './tile'
import { type Hash, rootOf } from './tree'
import { consistencyRanges, inclusionRanges } from './tree-proof'

/** The log as a client of the database reads it: in a transaction, or as it stands. */
export type LogReader = Pick<Tx, 'logLeaf' | 'logNode' | 'logCheckpoint'>

const MAX_INDEX = 2_147_483_647

export const toHex = (hash: Hash) => Buffer.from(hash).toString('hex')

export async function countLeaves(reader: LogReader = db): Promise<number> {
  const last = await reader.logLeaf.findFirst({ orderBy: { index: 'desc' }, select: { index: true } })
  return last ? last.index + 1 : 0
}

/** The hashes of a tile; null where the log has not so many. */
export async function findTile(tile: Tile, reader: LogReader = db): Promise<Hash[] | null> {
  const { level, width } = tile
  const from = tile.index * TILE_WIDTH
  if (from + width > MAX_INDEX) return null
  const index = { gte: from, lt: from + width }
  const rows =
    level === 0
      ? await reader.logLeaf.findMany({
          where: { index },
          orderBy: { index: 'asc' },
          select: { hash: true },
        })
      : await reader.logNode.findMany({
          where: { level, index },
          orderBy: { index: 'asc' },
          select: { hash: true },
        })
  return rows.length === width ? rows.map(({ hash }) => parseHexHash(hash, 'a hash of the log')) : null
}

/** The root over the first leaves, from a tile or two of each level; null where hashes of the log are missing. */
export async function findRoot(size: number, reader: LogReader = db): Promise<Hash | null> {
  const roots = await findRangeRoots([{ start: 0, end: size }], size, (tile) => findTile(tile, reader))
  return roots?.[0] ?? null
}

/** The proof that a leaf is among the first `size`; null where hashes of the log are missing. */
export function findLeafProof(index: number, size: number): Promise<Hash[] | null> {
  return findRangeRoots(inclusionRanges(index, size), size, findTile)
}

/** The proof that the first leaves continue fewer of them; null where hashes of the log are missing. */
export function findConsistencyProof(oldSize: number, size: number): Promise<Hash[] | null> {
  return findRangeRoots(consistencyRanges(oldSize, size), size, findTile)
}

/** Behind the leaves that are there, and every node that is complete with them. Leans on prisma/functions/log.sql. */
export async function appendLeaves(tx: Tx, leaves: readonly HeadLeaf[]): Promise<void> {
  const oldSize = await countLeaves(tx)
  const rows = leaves.map((leaf, at) => ({
    index: oldSize + at,
    channel_id: leaf.channelId,
    day: leaf.day,
    seq: leaf.seq,
    head_hash: leaf.headHash,
    entries_root: leaf.entriesRoot,
    hash: toHex(hashHeadLeaf(leaf)),
  }))
  await insertMany(tx, 'log_leaves', rows)
  await appendNodes(tx, oldSize, oldSize + leaves.length)
}

async function appendNodes(tx: Tx, oldSize: number, size: number) {
  for (let level = 1; size >= TILE_WIDTH ** level; level++) {
    const nodes: { level: number; index: number; hash: string }[] = []
    const count = Math.floor(size / TILE_WIDTH ** level)
    for (let index = Math.floor(oldSize / TILE_WIDTH ** level); index < count; index++) {
      const below = await findTile({ level: level - 1, index, width: TILE_WIDTH }, tx)
      if (!below) throw new Error(`the log has no 256 hashes below node ${index} of level ${level}`)
      nodes.push({ level, index, hash: toHex(rootOf(below)) })
    }
    await insertMany(tx, 'log_nodes', nodes)
  }
}
