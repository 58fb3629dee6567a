import { Buffer } from 'node:buffer'
import type { CheckpointPolicy, VerifiedCheckpoint } from './checkpoint'
import { decodeProofText, malformed } from './encoding'
import { type EntryForm, formatEntry, hashEntryForm, parseEntry } from './entry-form'
import { formatHeadLeaf, type HeadLeaf, hashEntryLeaf, hashHeadLeaf, parseHeadLeaf } from './leaf'
import {
  formatHashes,
  formatProofFile,
  type ProofFile,
  parseHashes,
  parseProofFile,
  verifyProofFile,
} from './proof-file'
import type { Hash } from './tree'
import { verifyInclusion } from './tree-proof'

/** An entry with the hashes that lead from it to the entries root of its channel's leaf. */
export type ProvenEntry = { entry: EntryForm; path: Hash[] }

/** What somebody keeps of a donation (docs/ledger.md "Receipts"): its entries, the leaf that covers them, and its proof in the log. */
export type Receipt = { entries: ProvenEntry[]; leaf: HeadLeaf; proof: ProofFile }

const FORM = 'melt-receipt/v1'

/** A donation that changed more often has its last entries in a receipt. */
export const MAX_RECEIPT_ENTRIES = 40

export function formatReceipt(receipt: Receipt): string {
  const { entries, leaf, proof } = requireReceipt(receipt)
  const lines = entries.flatMap(({ entry, path }) => [formatEntry(entry), ...formatHashes(path)])
  return `${[FORM, ...lines].join('\n')}\n\n${formatHeadLeaf(leaf)}\n${formatProofFile(proof)}`
}

export function parseReceipt(input: string | Uint8Array): Receipt {
  const [head, rest] = splitAtBlank(decodeProofText(input))
  const [leaf, proof] = splitAtBlank(rest)
  const [form, ...lines] = head.split('\n')
  if (form !== FORM) malformed(`a receipt that is not ${FORM}`)
  return requireReceipt({
    entries: parseEntries(lines),
    leaf: parseHeadLeaf(`${leaf}\n`),
    proof: parseProofFile(proof),
  })
}

function splitAtBlank(text: string): [string, string] {
  const blank = text.indexOf('\n\n')
  if (blank < 0) malformed('a receipt without its parts')
  return [text.slice(0, blank), text.slice(blank + 2)]
}

/** An entry begins with a bracket, which no hash does. */
function parseEntries(lines: readonly string[]): ProvenEntry[] {
  const starts = lines.flatMap((line, at) => (line.startsWith('[') ? [at] : []))
  if (starts[0] !== 0) malformed('a receipt without an entry before its hashes')
  return starts.map((start, n) => ({
    entry: parseEntry(lines[start] ?? ''),
    path: parseHashes(lines.slice(start + 1, starts[n + 1])),
  }))
}

/** One donation of the leaf's channel, its steps in order. */
function requireReceipt(receipt: Receipt): Receipt {
  const { entries, leaf, proof } = receipt
  if (entries.length > MAX_RECEIPT_ENTRIES) malformed(`a receipt of over ${MAX_RECEIPT_ENTRIES} entries`)
  let before: EntryForm | null = null
  for (const { entry } of entries) {
    if (entry.channelId !== leaf.channelId) malformed('an entry of another channel than the leaf')
    if (before && entry.donationId !== before.donationId) malformed('entries of two donations')
    if (before && entry.from !== before.to) malformed('an entry that does not go on from the one before')
    if (entry.seq <= (before?.seq ?? 0) || entry.seq > leaf.seq) malformed('an entry out of its order')
    before = entry
  }
  if (!before) malformed('a receipt without an entry')
  if (proof.extra) malformed('a receipt with extra data in its proof')
  return receipt
}

/** The checkpoint under which every entry is proved to be in the log; throws where one is not. */
export function verifyReceipt(receipt: Receipt, policy: CheckpointPolicy): VerifiedCheckpoint {
  const { entries, leaf, proof } = requireReceipt(receipt)
  const root = Buffer.from(leaf.entriesRoot, 'hex')
  for (const { entry, path } of entries) {
    const hash = hashEntryLeaf(hashEntryForm(entry))
    if (!verifyInclusion({ index: entry.seq - 1, leaf: hash, proof: path, size: leaf.seq, root }))
      malformed(`entry ${entry.seq}, which its path does not show under the entries root`)
  }
  return verifyProofFile(proof, hashHeadLeaf(leaf), policy)
}
