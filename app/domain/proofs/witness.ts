import { formatSignedCheckpoint, parseSignedCheckpoint, type SignedCheckpoint } from './checkpoint'
import { decodeProofText, formatDecimal, malformed, parseDecimal } from './encoding'
import { COSIGNATURE, type VerifierKey } from './key'
import { type Note, parseSignatures, verifyNote } from './note'
import { formatHashes, parseHashes } from './proof-file'
import type { Hash } from './tree'

/** What a witness is asked (c2sp.org/tlog-witness): to sign a checkpoint that continues the one it signed last. */
export type AddCheckpoint = { oldSize: number; hashes: Hash[]; checkpoint: SignedCheckpoint }

const OLD = 'old '

export function formatAddCheckpoint({ oldSize, hashes, checkpoint }: AddCheckpoint): string {
  const lines = [`${OLD}${formatDecimal(oldSize, 'the old size')}`, ...formatHashes(hashes)]
  return `${lines.join('\n')}\n\n${formatSignedCheckpoint(checkpoint)}`
}

export function parseAddCheckpoint(input: string | Uint8Array): AddCheckpoint {
  const text = decodeProofText(input)
  const blank = text.indexOf('\n\n')
  if (blank < 0) malformed('a request without an empty line before its checkpoint')
  const [old = '', ...lines] = text.slice(0, blank).split('\n')
  if (!old.startsWith(OLD)) malformed('a request without the old size')
  return {
    oldSize: parseDecimal(old.slice(OLD.length), 'the old size'),
    hashes: parseHashes(lines),
    checkpoint: parseSignedCheckpoint(text.slice(blank + 2)),
  }
}

/** The size that a witness answers where it knows another than the old one (409, `text/x.tlog.size`). */
export const formatWitnessedSize = (size: number) => `${formatDecimal(size, 'the witnessed size')}\n`

export function parseWitnessedSize(text: string): number {
  if (!text.endsWith('\n')) malformed('a witnessed size without its newline')
  return parseDecimal(text.slice(0, -1), 'the witnessed size')
}

/** Why there is no cosignature. `unsigned`: not by the key that it is known by; `unsettled`: it says another size each time. */
export type WitnessTrouble =
  | 'timeout'
  | 'unreached'
  | 'redirected'
  | 'refused'
  | 'failing'
  | 'too_long'
  | 'unreadable'
  | 'unsigned'
  | 'unsettled'

/** The checkpoint with what a witness answered under it: its own cosignatures that hold, and nobody else's. */
export function addCosignatures(
  checkpoint: SignedCheckpoint,
  answer: string | Uint8Array,
  witnessKeys: readonly VerifierKey[],
): SignedCheckpoint {
  if (witnessKeys.some(({ type }) => type !== COSIGNATURE)) malformed('a witness key that is a log’s')
  const { text, signatures } = checkpoint.note
  const answered = parseSignatures(decodeProofText(answer))
  const verified = verifyNote({ text, signatures: answered }, witnessKeys)
  if (verified.some(({ atSeconds }) => !atSeconds)) malformed('a cosignature without its time')
  const isVerified = isOneOf(verified.map(({ key }) => key))
  const note: Note = {
    text,
    signatures: [...signatures.filter((line) => !isVerified(line)), ...answered.filter(isVerified)],
  }
  return { ...checkpoint, note }
}

const isOneOf = (keys: VerifierKey[]) => (line: { name: string; keyId: string }) =>
  keys.some(({ name, keyId }) => name === line.name && keyId === line.keyId)
