import { Buffer } from 'node:buffer'
import {
  decodeProofText,
  formatDecimal,
  malformed,
  parseDecimal,
  parseHexHash,
  parseLines,
  UUID,
} from './encoding'
import { type Hash, leafHash } from './tree'

/** What the log says of a channel on a KST day: how far its ledger went, its last hash, and the root over all its entries. */
export type HeadLeaf = { channelId: string; day: string; seq: number; headHash: string; entriesRoot: string }

const FORM = 'melt-head/v1'

export function formatHeadLeaf(leaf: HeadLeaf): string {
  const { channelId, day, seq, headHash, entriesRoot } = requireHeadLeaf(leaf)
  const lines = [FORM, channelId, day, formatDecimal(seq, 'the entry number'), headHash, entriesRoot]
  return `${lines.join('\n')}\n`
}

export function parseHeadLeaf(input: string | Uint8Array): HeadLeaf {
  const lines = parseLines(decodeProofText(input))
  const [form, channelId = '', day = '', seq = '', headHash = '', entriesRoot = ''] = lines
  if (form !== FORM || lines.length !== 6) malformed(`a leaf that is not six lines of ${FORM}`)
  return requireHeadLeaf({
    channelId,
    day,
    seq: parseDecimal(seq, 'the entry number'),
    headHash,
    entriesRoot,
  })
}

function requireHeadLeaf(leaf: HeadLeaf): HeadLeaf {
  if (!UUID.test(leaf.channelId)) malformed('a channel that is no UUID in lower case')
  if (!isDay(leaf.day)) malformed('a day that is none')
  if (leaf.seq < 1) malformed('a leaf of a channel without entries')
  parseHexHash(leaf.headHash, 'the head hash')
  parseHexHash(leaf.entriesRoot, 'the entries root')
  return leaf
}

function isDay(text: string) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** The leaf as the log has it. */
export const hashHeadLeaf = (leaf: HeadLeaf): Hash => leafHash(Buffer.from(formatHeadLeaf(leaf)))

/** A ledger entry as a leaf of its channel's entries root, from the hash that the database stores. */
export const hashEntryLeaf = (entryHash: string): Hash => leafHash(parseHexHash(entryHash, 'the entry hash'))
