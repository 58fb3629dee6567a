import { decodeProofText, formatDecimal, malformed, parseDecimal, parseLines } from './encoding'
import { ED25519, type SigningKey, type VerifierKey } from './key'
import { formatNote, type Note, parseNote, signNote, type VerifiedSignature, verifyNote } from './note'
import { EMPTY_ROOT, formatHash, type Hash, isSameHash, parseHash } from './tree'

/** What a log was at one moment (c2sp.org/tlog-checkpoint): whose, how many leaves, and their root. */
export type Checkpoint = { origin: string; size: number; root: Hash }
export type SignedCheckpoint = Checkpoint & { note: Note }

/** The three lines that are signed. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = requireCheckpoint(checkpoint)
  return `${origin}\n${formatDecimal(size, 'the size')}\n${formatHash(root)}\n`
}

/** Three lines and no more: Melt signs no extension lines and believes none. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...extensions] = parseLines(decodeProofText(text))
  if (extensions.length > 0) malformed('a checkpoint with more than three lines')
  return requireCheckpoint({
    origin,
    size: parseDecimal(size, 'the size'),
    root: parseHash(root, 'the root'),
  })
}

function requireCheckpoint(checkpoint: Checkpoint): Checkpoint {
  const { origin, size, root } = checkpoint
  if (!origin || decodeProofText(origin).includes('\n')) malformed('an origin that is not one line')
  if (size === 0 && !isSameHash(root, EMPTY_ROOT)) malformed('a root of an empty log that is not its root')
  return checkpoint
}

/** A checkpoint with its signatures as it was sent, before anything of it is believed. */
export function parseSignedCheckpoint(input: string | Uint8Array): SignedCheckpoint {
  const note = parseNote(input)
  return { ...parseCheckpoint(note.text), note }
}

export const formatSignedCheckpoint = ({ note }: SignedCheckpoint) => formatNote(note)

/** A checkpoint under the log's keys: one, or two while a key is replaced. */
export function signCheckpoint(checkpoint: Checkpoint, keys: readonly SigningKey[]): SignedCheckpoint {
  if (keys.some(({ type }) => type !== ED25519)) malformed('a log key that is a witness’s')
  const text = formatCheckpoint(checkpoint)
  return { ...checkpoint, note: { text, signatures: keys.map((key) => signNote(text, key)) } }
}

/** Whose checkpoints are believed: the log by its origin and keys, and the witnesses by theirs. */
export type CheckpointPolicy = {
  origin: string
  logKeys: readonly VerifierKey[]
  witnessKeys?: readonly VerifierKey[]
}

/** A checkpoint that its own log signed, and which known witnesses did, each with its time. */
export type VerifiedCheckpoint = Checkpoint & { cosignatures: VerifiedSignature[] }

/** What the signed lines say, once the log's key and every known witness's line fit them; throws otherwise. */
export function verifyCheckpoint({ note }: SignedCheckpoint, policy: CheckpointPolicy): VerifiedCheckpoint {
  const { origin, logKeys, witnessKeys = [] } = policy
  const checkpoint = parseCheckpoint(note.text)
  if (checkpoint.origin !== origin) malformed(`a checkpoint of ${checkpoint.origin}, not of ${origin}`)
  const verified = verifyNote(note, [...logKeys, ...witnessKeys])
  const cosignatures = verified.filter(({ key }) => !logKeys.includes(key))
  if (cosignatures.length === verified.length) malformed(`a checkpoint that ${origin} has not signed`)
  return { ...checkpoint, cosignatures }
}
