import { Buffer } from 'node:buffer'
import type { TypedQuery } from '~/db/client.server'
import { hashEntryLeaf } from '~/domain/proofs/leaf'
import { appendToFrontier, EMPTY_FRONTIER, EMPTY_ROOT, type Hash, rootOfFrontier } from '~/domain/proofs/tree'
import type { Findings } from './findings'

type Signed = { seq: number; headHash: string; entriesRoot: string; index: number }

const LEAVES = `
  SELECT index, seq, head_hash AS "headHash", entries_root AS "entriesRoot" FROM log_leaves
  WHERE channel_id = $1 ORDER BY seq`

const HEX_HASH = /^[0-9a-f]{64}$/

/** A channel's leaves of the log, to be compared with its entries as they are read: head and entries root of each. */
export async function openLeaves(query: TypedQuery, channelId: string, findings: Findings) {
  const leaves = await query<Signed>('verified_leaves', LEAVES, [channelId])
  const waiting = new Map(leaves.map((leaf) => [leaf.seq, leaf]))
  let frontier = EMPTY_FRONTIER
  let behind: Hash[] = []

  return {
    addEntry({ seq, hash }: { seq: number; hash: string }) {
      if (waiting.size === 0) return
      behind.push(HEX_HASH.test(hash) ? hashEntryLeaf(hash) : EMPTY_ROOT)
      const leaf = waiting.get(seq)
      if (!leaf) return
      waiting.delete(seq)
      frontier = appendToFrontier(frontier, behind)
      behind = []
      const at = `channel ${channelId} entry ${seq}`
      if (leaf.headHash !== hash)
        findings.add('signed entry', `${at}: leaf ${leaf.index} signs ${leaf.headHash.slice(0, 8)}`)
      if (Buffer.from(rootOfFrontier(frontier)).toString('hex') !== leaf.entriesRoot)
        findings.add('entries root', `${at}: leaf ${leaf.index} signs other entries up to it`)
    },
    end() {
      for (const { seq, index } of waiting.values())
        findings.add('signed entry', `channel ${channelId} entry ${seq}: leaf ${index} signs it, it is gone`)
    },
  }
}
