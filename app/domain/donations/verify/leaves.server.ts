import type { TypedQuery } from '~/db/client.server'
import { hashEntryLeaf } from '~/domain/proofs/leaf'
import { toHex } from '~/domain/proofs/log.server'
import { nodeOf } from '~/domain/proofs/tile'
import {
  appendToFrontier,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  type Hash,
  rootOfFrontier,
  type Subtree,
} from '~/domain/proofs/tree'
import type { Findings } from './findings'

type Node = { level: number; index: number; hash: string }
type Signed = { seq: number; headHash: string; entriesRoot: string; index: number }

const LEAVES = `
  SELECT index, seq, head_hash AS "headHash", entries_root AS "entriesRoot" FROM log_leaves
  WHERE channel_id = $1 ORDER BY seq`

const FRONTIER = 'SELECT size FROM entries_frontiers WHERE channel_id = $1'
const NODES = 'SELECT level, index, hash FROM entries_nodes WHERE channel_id = $1'

const HEX_HASH = /^[0-9a-f]{64}$/
const ENTRIES_AT_ONCE = 5_000

/** A channel's leaves of the log and the nodes above its entries, to be compared with its entries as they are read. */
export async function openLeaves(query: TypedQuery, channelId: string, findings: Findings) {
  const leaves = await query<Signed>('verified_leaves', LEAVES, [channelId])
  const waiting = new Map(leaves.map((leaf) => [leaf.seq, leaf]))
  const nodes = await query<Node>('verified_entries_nodes', NODES, [channelId])
  const [folded = { size: 0 }] = await query<{ size: number }>('verified_frontier', FRONTIER, [channelId])
  const stored = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  let frontier = EMPTY_FRONTIER
  let behind: Hash[] = []

  function compareNode(subtree: Subtree) {
    const node = nodeOf(subtree)
    if (!node) return
    const key = `${node.level}/${node.index}`
    const isDue = (node.index + 1) * 2 ** subtree.height <= folded.size
    const found = stored.get(key)
    if (found === undefined ? isDue : found !== toHex(subtree.root))
      findings.add('entries node', `channel ${channelId} node ${key}: is not the root over its entries`)
    stored.delete(key)
  }

  return {
    addEntry({ seq, hash }: { seq: number; hash: string }) {
      if (waiting.size === 0 && stored.size === 0) return
      behind.push(HEX_HASH.test(hash) ? hashEntryLeaf(hash) : EMPTY_ROOT)
      const leaf = waiting.get(seq)
      if (!leaf && behind.length < ENTRIES_AT_ONCE) return
      frontier = appendToFrontier(frontier, behind, compareNode)
      behind = []
      if (!leaf) return
      waiting.delete(seq)
      const at = `channel ${channelId} entry ${seq}`
      if (leaf.headHash !== hash)
        findings.add('signed entry', `${at}: leaf ${leaf.index} signs ${leaf.headHash.slice(0, 8)}`)
      if (toHex(rootOfFrontier(frontier)) !== leaf.entriesRoot)
        findings.add('entries root', `${at}: leaf ${leaf.index} signs other entries up to it`)
    },
    end() {
      appendToFrontier(frontier, behind, compareNode)
      for (const key of stored.keys())
        findings.add('entries node', `channel ${channelId} node ${key}: has no entries below it`)
      for (const { seq, index } of waiting.values())
        findings.add('signed entry', `channel ${channelId} entry ${seq}: leaf ${index} signs it, it is gone`)
    },
  }
}
