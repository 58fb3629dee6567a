import { Buffer } from 'node:buffer'

/** What is not in the one form that proofs have; its message says what is wrong. */
export class ProofError extends Error {
  override readonly name = 'ProofError'
}

export function malformed(what: string): never {
  throw new ProofError(what)
}

/** What an act makes of what it is given, or what is wrong with that. */
export function orProblem<T extends object>(act: () => T): T | string {
  try {
    return act()
  } catch (error) {
    if (error instanceof ProofError) return error.message
    throw error
  }
}

const MAX_PROOF_TEXT_BYTES = 1_000_000

/** A byte order mark stays part of the text: what a decoder drops, a signature would not cover. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes or text as text: valid UTF-8, not too long, and no control character but the newline. */
export function decodeProofText(input: string | Uint8Array): string {
  if (input.length > MAX_PROOF_TEXT_BYTES) malformed(`a text of over ${MAX_PROOF_TEXT_BYTES} bytes`)
  const text = typeof input === 'string' ? input : decodeUtf8(input)
  if (!text.isWellFormed()) malformed('a text with half a character')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is forbidden
  if (/[\0-\x09\x0b-\x1f]/.test(text)) malformed('a control character')
  return text
}

function decodeUtf8(bytes: Uint8Array) {
  try {
    return utf8.decode(bytes)
  } catch {
    return malformed('a text that is not UTF-8')
  }
}

/** The lines of a text of which each, the last too, ends in a newline. */
export function parseLines(text: string): string[] {
  if (!text.endsWith('\n')) malformed('a last line without its newline')
  return text.slice(0, -1).split('\n')
}

/** A whole number in decimal, in the only spelling it has. */
export function parseDecimal(text: string, what: string): number {
  const value = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(value) ? value : malformed(`${what} is no whole number in plain decimal`)
}

export function formatDecimal(value: number, what: string): string {
  return isCount(value) ? String(value) : malformed(`${what} is no whole number from 0`)
}

export const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

/** Bytes in base64 (RFC 4648 §4), in the only spelling they have. */
export function parseBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : malformed(`${what} is no padded base64`)
}

export const formatBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** A SHA-256 as the database stores it: 64 lower-case hexadecimal digits. */
export function parseHexHash(text: string, what: string): Buffer {
  return /^[0-9a-f]{64}$/.test(text)
    ? Buffer.from(text, 'hex')
    : malformed(`${what} is no SHA-256 in hexadecimal`)
}

/** An id as the database prints it. */
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
