import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import { parseSignedCheckpoint, type SignedCheckpoint } from './checkpoint'
import { parseHexHash } from './encoding'
import { type HeadLeaf, hashEntryLeaf } from './leaf'
import { findLeafProof } from './log.server'
import type { ProofFile } from './proof-file'
import { findNewestCheckpoint } from './published.server'
import { findRangeRoots, TILE_WIDTH, type Tile } from './tile'
import type { Hash } from './tree'
import { inclusionRanges } from './tree-proof'

/** A channel's leaf and where it is in the log, under the checkpoint that was published last. */
export type SignedHead = { leaf: HeadLeaf; index: number; checkpoint: SignedCheckpoint; signedAt: Date }

/** The newest leaf of a channel that is published; null where none has come to this entry yet. */
export const findSignedHead = (channelId: string, seq: number) => findPublishedLeaf(channelId, { gte: seq })

/** The newest published leaf over the first entries alone; null where none of them is signed yet. */
export const findSignedPart = (channelId: string, throughSeq: number) =>
  findPublishedLeaf(channelId, { lte: throughSeq })

async function findPublishedLeaf(channelId: string, wanted: Prisma.IntFilter): Promise<SignedHead | null> {
  const published = await findNewestCheckpoint()
  if (!published) return null
  const checkpoint = parseSignedCheckpoint(published.text)
  const found = await db.logLeaf.findFirst({
    where: { channelId, seq: wanted, index: { lt: checkpoint.size } },
    orderBy: { seq: 'desc' },
  })
  if (!found) return null
  const { index, day, seq, headHash, entriesRoot } = found
  const leaf = { channelId, day: day.toISOString().slice(0, 10), seq, headHash, entriesRoot }
  return { leaf, index, checkpoint, signedAt: published.at }
}

/** The proof that a leaf is in the log; null where hashes of the log are missing. */
export async function findHeadProof({ index, checkpoint }: SignedHead): Promise<ProofFile | null> {
  const hashes = await findLeafProof(index, checkpoint.size)
  return hashes && { extra: null, index, hashes, checkpoint }
}

/**
 * The path of each of these entries to the root over a channel's first `size`: at most 256 hashes of entries around each and at the end, the
 * rest from nodes, however long the ledger is. Null where hashes are missing, as before the first signing that wrote nodes.
 */
export async function findEntryPaths(
  channelId: string,
  seqs: readonly number[],
  size: number,
): Promise<Hash[][] | null> {
  const ranges = seqs.map((seq) => inclusionRanges(seq - 1, size))
  const roots = await findRangeRoots(ranges.flat(), size, (tile) => findEntriesTile(channelId, tile))
  return roots && ranges.map(({ length }) => roots.splice(0, length))
}

async function findEntriesTile(channelId: string, { level, index, width }: Tile): Promise<Hash[] | null> {
  const from = index * TILE_WIDTH
  const rows =
    level === 0
      ? await db.donationEntry.findMany({
          where: { channelId, seq: { gt: from, lte: from + width } },
          orderBy: { seq: 'asc' },
          select: { hash: true },
        })
      : await db.entriesNode.findMany({
          where: { channelId, level, index: { gte: from, lt: from + width } },
          orderBy: { index: 'asc' },
          select: { hash: true },
        })
  return rows.length === width ? rows.map(({ hash }) => toLeaf(hash, level)) : null
}

const toLeaf = (hash: string, level: number) =>
  level === 0 ? hashEntryLeaf(hash) : parseHexHash(hash, 'a node above the entries')
