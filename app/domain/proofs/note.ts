import { Buffer } from 'node:buffer'
import { decodeProofText, formatBase64, malformed, parseBase64, parseLines } from './encoding'
import { COSIGNATURE, isSignedBy, requireKeyName, type SigningKey, signBytes, type VerifierKey } from './key'

/** One line under a note (c2sp.org/signed-note): who signed and the bytes, which only their key can judge. */
export type NoteSignature = { name: string; keyId: string; bytes: Uint8Array }
export type Note = { text: string; signatures: NoteSignature[] }

const MAX_SIGNATURES = 100
const LINE_START = '— '
const KEY_ID_BYTES = 4
const TIME_BYTES = 8

/** A note as it was sent; what it says is not to be believed before `verifyNote`. */
export function parseNote(input: string | Uint8Array): Note {
  const whole = decodeProofText(input)
  const blank = whole.lastIndexOf('\n\n')
  if (blank < 0) malformed('a note without an empty line before its signatures')
  return { text: whole.slice(0, blank + 1), signatures: parseSignatures(whole.slice(blank + 2)) }
}

/** The lines that a witness answers, or that stand under a note. */
export function parseSignatures(lines: string): NoteSignature[] {
  const all = parseLines(decodeProofText(lines))
  if (all.length > MAX_SIGNATURES) malformed(`a note with over ${MAX_SIGNATURES} signatures`)
  return all.map(parseSignature)
}

function parseSignature(line: string): NoteSignature {
  if (!line.startsWith(LINE_START)) malformed('a line under a note that is no signature')
  const [name = '', encoded = '', ...others] = line.slice(LINE_START.length).split(' ')
  const bytes = parseBase64(encoded, 'the signature')
  if (others.length > 0 || bytes.length <= KEY_ID_BYTES) malformed('a signature of another form')
  return {
    name: requireKeyName(name),
    keyId: bytes.toString('hex', 0, KEY_ID_BYTES),
    bytes: bytes.subarray(KEY_ID_BYTES),
  }
}

export function formatNote({ text, signatures }: Note): string {
  return `${requireNoteText(text)}\n${formatSignatures(signatures)}`
}

export function formatSignatures(signatures: NoteSignature[]): string {
  if (signatures.length === 0) malformed('a note without a signature')
  return signatures.map(formatSignature).join('')
}

function formatSignature({ name, keyId, bytes }: NoteSignature) {
  if (!/^[0-9a-f]{8}$/.test(keyId) || bytes.length === 0) malformed('a signature without its key id or bytes')
  const line = Buffer.concat([Buffer.from(keyId, 'hex'), bytes])
  return `${LINE_START}${requireKeyName(name)} ${formatBase64(line)}\n`
}

function requireNoteText(text: string) {
  parseLines(decodeProofText(text))
  return text
}

/** Signs a text, which ends in a newline; a cosignature also says when, in seconds since 1970. */
export function signNote(text: string, key: SigningKey, atSeconds?: number): NoteSignature {
  const time = key.type === COSIGNATURE ? formatTime(atSeconds) : Buffer.alloc(0)
  const signature = signBytes(key, messageOf(requireNoteText(text), atSeconds ?? 0, key))
  return { name: key.name, keyId: key.keyId, bytes: Buffer.concat([time, signature]) }
}

/** What is signed: the text, and for a cosignature (c2sp.org/tlog-cosignature) two lines before it. */
function messageOf(text: string, atSeconds: number, { type }: VerifierKey) {
  return Buffer.from(type === COSIGNATURE ? `cosignature/v1\ntime ${atSeconds}\n${text}` : text)
}

function formatTime(atSeconds = 0) {
  if (!Number.isSafeInteger(atSeconds) || atSeconds <= 0) malformed('a cosignature without its time')
  const time = Buffer.alloc(TIME_BYTES)
  time.writeBigUInt64BE(BigInt(atSeconds))
  return time
}

/** A signature that holds; of a cosignature the time that its witness says, else null. */
export type VerifiedSignature = { key: VerifierKey; atSeconds: number | null }

/** Which of these keys signed the note. Others' lines are ignored, a wrong line of one of them is refused. */
export function verifyNote({ text, signatures }: Note, keys: readonly VerifierKey[]): VerifiedSignature[] {
  const verified = new Map<VerifierKey, VerifiedSignature>()
  for (const signature of signatures) {
    const [key, ...others] = keys.filter(
      ({ name, keyId }) => name === signature.name && keyId === signature.keyId,
    )
    if (!key) continue
    if (others.length > 0) malformed(`two keys ${key.name}+${key.keyId}`)
    const found = verifySignature(text, signature, key)
    if (!found) return malformed(`a signature of ${key.name}+${key.keyId} that does not fit`)
    if (!verified.has(key)) verified.set(key, found)
  }
  if (verified.size === 0) malformed('a note that no known key has signed')
  return [...verified.values()]
}

function verifySignature(text: string, { bytes }: NoteSignature, key: VerifierKey): VerifiedSignature | null {
  if (key.type !== COSIGNATURE)
    return isSignedBy(key, messageOf(text, 0, key), bytes) ? { key, atSeconds: null } : null
  if (bytes.length <= TIME_BYTES) return null
  const atSeconds = Number(Buffer.from(bytes).readBigUInt64BE())
  if (!Number.isSafeInteger(atSeconds)) return null
  const isSigned = isSignedBy(key, messageOf(text, atSeconds, key), bytes.subarray(TIME_BYTES))
  return isSigned ? { key, atSeconds } : null
}
