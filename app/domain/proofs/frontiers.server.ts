import { Buffer } from 'node:buffer'
import { db, type Tx } from '~/db/client.server'
import { DivergedDatabase } from './last-signed.server'
import { type HeadLeaf, hashEntryLeaf } from './leaf'
import { toHex } from './log.server'
import { nodeOf } from './tile'
import { appendToFrontier, type Frontier, formatFrontier, parseFrontier, rootOfFrontier } from './tree'

const CHANNELS_AT_ONCE = 500
const ENTRIES_AT_ONCE = 5_000

type EntriesNode = { level: number; index: number; hash: string }
type StoredFrontier = { channelId: string; size: number; headHash: string; nodes: string }

const toFrontier = ({ size, nodes }: StoredFrontier) => parseFrontier(size, Buffer.from(nodes, 'hex'))

/** Takes what every ledger has come to since into its channel's Merkle tree, each entry once. Leans on prisma/functions/log.sql. */
export async function foldEntries(): Promise<void> {
  for (;;) {
    const moved = await db.$queryRaw<StoredFrontier[]>`
      SELECT h.channel_id AS "channelId", coalesce(f.size, 0) AS size,
        coalesce(f.head_hash, repeat('0', 64)) AS "headHash", coalesce(f.nodes, '') AS nodes
      FROM ledger_heads h LEFT JOIN entries_frontiers f ON f.channel_id = h.channel_id
      WHERE h.seq > coalesce(f.size, 0) ORDER BY h.channel_id LIMIT ${CHANNELS_AT_ONCE}`
    for (const channel of moved) await foldChannel(channel)
    if (moved.length < CHANNELS_AT_ONCE) return
  }
}

async function foldChannel(stored: StoredFrontier) {
  const { channelId } = stored
  let [frontier, headHash] = [toFrontier(stored), stored.headHash]
  const nodes: EntriesNode[] = []
  for (;;) {
    const entries = await db.donationEntry.findMany({
      where: { channelId, seq: { gt: frontier.size } },
      orderBy: { seq: 'asc' },
      take: ENTRIES_AT_ONCE,
      select: { seq: true, prevHash: true, hash: true },
    })
    for (const [at, { seq, prevHash, hash }] of entries.entries()) {
      if (seq !== frontier.size + at + 1 || prevHash !== headHash) throw rewritten(channelId, seq)
      headHash = hash
    }
    frontier = appendToFrontier(
      frontier,
      entries.map(({ hash }) => hashEntryLeaf(hash)),
      (subtree) => {
        const node = nodeOf(subtree)
        if (node) nodes.push({ ...node, hash: toHex(subtree.root) })
      },
    )
    if (entries.length < ENTRIES_AT_ONCE) break
  }
  if (frontier.size === stored.size) throw rewritten(channelId, stored.size + 1)
  await storeFrontier(stored, frontier, headHash, nodes)
}

/** Whoever folded the same entries meanwhile came to the same: the first to write it is enough. */
async function storeFrontier(
  { channelId, size: oldSize }: StoredFrontier,
  to: Frontier,
  headHash: string,
  whole: readonly EntriesNode[],
) {
  const nodes = formatFrontier(to).toString('hex')
  await db.$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      INSERT INTO entries_frontiers (channel_id, size, head_hash, nodes)
      VALUES (${channelId}::uuid, ${to.size}, ${headHash}, ${nodes})
      ON CONFLICT (channel_id) DO UPDATE SET size = EXCLUDED.size, head_hash = EXCLUDED.head_hash, nodes = EXCLUDED.nodes
      WHERE entries_frontiers.size = ${oldSize}`
    if (count > 0 && whole.length > 0)
      await tx.$executeRaw`
        INSERT INTO entries_nodes (channel_id, level, index, hash)
        SELECT ${channelId}::uuid, level, index, hash
        FROM jsonb_to_recordset(${JSON.stringify(whole)}::jsonb) AS whole (level smallint, index int, hash text)
        ON CONFLICT DO NOTHING`
  })
}

const rewritten = (channelId: string, seq: number) =>
  new DivergedDatabase('different', `channel ${channelId} has another entry ${seq} than it had, or none`)

type MovedHead = StoredFrontier & { entryHash: string | null }

/** A leaf for every channel that went further than its last one, by channel id. */
export async function listNewLeaves(tx: Tx, day: string): Promise<HeadLeaf[]> {
  const heads = await tx.$queryRaw<MovedHead[]>`
    SELECT f.channel_id AS "channelId", f.size, f.head_hash AS "headHash", f.nodes, e.hash AS "entryHash"
    FROM entries_frontiers f
    LEFT JOIN LATERAL (SELECT seq FROM log_leaves WHERE channel_id = f.channel_id ORDER BY seq DESC LIMIT 1) l ON true
    LEFT JOIN donation_entries e ON e.channel_id = f.channel_id AND e.seq = f.size
    WHERE f.size > coalesce(l.seq, 0) ORDER BY f.channel_id`
  return heads.map((head) => {
    const { channelId, size: seq, headHash, entryHash } = head
    if (entryHash !== headHash) throw rewritten(channelId, seq)
    return { channelId, day, seq, headHash, entriesRoot: toHex(rootOfFrontier(toFrontier(head))) }
  })
}

/** Throws where a ledger has not the entry any more that its channel's last leaf names. */
export async function requireSignedEntries(tx: Tx): Promise<void> {
  const [gone] = await tx.$queryRaw<{ channelId: string; seq: number }[]>`
    SELECT f.channel_id AS "channelId", l.seq FROM entries_frontiers f
    CROSS JOIN LATERAL (SELECT seq, head_hash FROM log_leaves WHERE channel_id = f.channel_id ORDER BY seq DESC LIMIT 1) l
    LEFT JOIN donation_entries e ON e.channel_id = f.channel_id AND e.seq = l.seq
    WHERE e.hash IS DISTINCT FROM l.head_hash ORDER BY f.channel_id LIMIT 1`
  if (gone) throw rewritten(gone.channelId, gone.seq)
}
