import { Buffer } from 'node:buffer'
import { db, type Tx } from '~/db/client.server'
import { DivergedDatabase } from './divergence'
import { type HeadLeaf, hashEntryLeaf } from './leaf'
import { toHex } from './log.server'
import { nodeOf } from './tile'
import { appendToFrontier, formatFrontier, parseFrontier, rootOfFrontier } from './tree'

const CHANNELS_AT_ONCE = 500
const ENTRIES_AT_ONCE = 5_000

type StoredFrontier = { channelId: string; size: number; headHash: string; nodes: string }
/** The root over 256 entries of a channel, or over 256 such roots. */
type EntriesNode = { channelId: string; level: number; index: number; hash: string }
type Folded = { frontier: StoredFrontier; nodes: EntriesNode[] }
type Moved = StoredFrontier & { headSeq: number }
type Entry = { channelId: string; seq: number; prevHash: string; hash: string }

const toFrontier = ({ size, nodes }: StoredFrontier) => parseFrontier(size, Buffer.from(nodes, 'hex'))

/** Takes what every ledger has come to since into its channel's Merkle tree, each entry once, in batches of many channels. Leans on prisma/functions/log.sql. */
export async function foldEntries(): Promise<void> {
  for (;;) {
    const moved = await db.$queryRaw<Moved[]>`
      SELECT h.channel_id AS "channelId", h.seq AS "headSeq", coalesce(f.size, 0) AS size,
        coalesce(f.head_hash, repeat('0', 64)) AS "headHash", coalesce(f.nodes, '') AS nodes
      FROM ledger_heads h LEFT JOIN entries_frontiers f ON f.channel_id = h.channel_id
      WHERE h.seq > coalesce(f.size, 0) ORDER BY h.channel_id LIMIT ${CHANNELS_AT_ONCE}`
    if (moved.length === 0) return
    const batch = toBatch(moved)
    const entries = await listEntries(batch)
    await storeFrontiers(batch.map((channel) => foldChannel(channel, entries.get(channel.channelId) ?? [])))
  }
}

/** So many channels as have not too many entries together, the last one perhaps not to its end. */
function toBatch(moved: readonly Moved[]): Moved[] {
  let left = ENTRIES_AT_ONCE
  return moved.flatMap((channel) => {
    const headSeq = Math.min(channel.headSeq, channel.size + left)
    left -= headSeq - channel.size
    return headSeq > channel.size ? [{ ...channel, headSeq }] : []
  })
}

async function listEntries(batch: readonly Moved[]): Promise<Map<string, Entry[]>> {
  const entries = await db.$queryRaw<Entry[]>`
    SELECT e.channel_id AS "channelId", e.seq, e.prev_hash AS "prevHash", e.hash
    FROM unnest(${batch.map(({ channelId }) => channelId)}::uuid[], ${batch.map(({ size }) => size)}::int[],
      ${batch.map(({ headSeq }) => headSeq)}::int[]) AS b (channel_id, size, head_seq)
    CROSS JOIN LATERAL (SELECT channel_id, seq, prev_hash, hash FROM donation_entries
      WHERE channel_id = b.channel_id AND seq > b.size AND seq <= b.head_seq ORDER BY seq LIMIT ${ENTRIES_AT_ONCE}) e
    ORDER BY e.channel_id, e.seq`
  const byChannel = new Map<string, Entry[]>()
  for (const entry of entries) {
    const ofChannel = byChannel.get(entry.channelId)
    if (ofChannel) ofChannel.push(entry)
    else byChannel.set(entry.channelId, [entry])
  }
  return byChannel
}

function foldChannel(stored: Moved, entries: readonly Entry[]): Folded {
  const { channelId, size, headSeq } = stored
  let { headHash } = stored
  for (const [at, { seq, prevHash, hash }] of entries.entries()) {
    if (seq !== size + at + 1 || prevHash !== headHash) throw rewritten(channelId, seq)
    headHash = hash
  }
  if (size + entries.length < headSeq) throw rewritten(channelId, size + entries.length + 1)
  const leaves = entries.map(({ hash }) => hashEntryLeaf(hash))
  const nodes: EntriesNode[] = []
  const folded = appendToFrontier(toFrontier(stored), leaves, (subtree) => {
    const node = nodeOf(subtree)
    if (node) nodes.push({ channelId, ...node, hash: toHex(subtree.root) })
  })
  return {
    frontier: { channelId, size: headSeq, headHash, nodes: formatFrontier(folded).toString('hex') },
    nodes,
  }
}

/** Whoever folded the same entries meanwhile came to the same, or further. */
async function storeFrontiers(folded: readonly Folded[]) {
  const frontiers = folded.map(({ frontier }) => frontier)
  const nodes = folded.flatMap((one) => one.nodes)
  const column = <Name extends keyof StoredFrontier>(name: Name) => frontiers.map((one) => one[name])
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO entries_frontiers (channel_id, size, head_hash, nodes)
      SELECT * FROM unnest(${column('channelId')}::uuid[], ${column('size')}::int[], ${column('headHash')}::text[], ${column('nodes')}::text[])
      ON CONFLICT (channel_id) DO UPDATE SET size = EXCLUDED.size, head_hash = EXCLUDED.head_hash, nodes = EXCLUDED.nodes
      WHERE entries_frontiers.size < EXCLUDED.size`
    if (nodes.length > 0)
      await tx.$executeRaw`
        INSERT INTO entries_nodes (channel_id, level, index, hash)
        SELECT "channelId", level, index, hash
        FROM jsonb_to_recordset(${JSON.stringify(nodes)}::jsonb) AS node ("channelId" uuid, level smallint, index int, hash text)
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
