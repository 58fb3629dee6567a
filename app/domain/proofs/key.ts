import { Buffer } from 'node:buffer'
import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { decodeProofText, formatBase64, malformed, orProblem, parseBase64 } from './encoding'

/** The kinds of signature that Melt makes and checks, by their byte in c2sp.org/signed-note. */
export const ED25519 = 0x01
export const COSIGNATURE = 0x04
export type SignatureType = typeof ED25519 | typeof COSIGNATURE

/** Whose signature a note may carry. The id is eight hexadecimal digits and no proof of anything: the key is. */
export type VerifierKey = { name: string; keyId: string; type: SignatureType; publicKey: Uint8Array }
export type SigningKey = VerifierKey & { privateKey: KeyObject }

const KEY_BYTES = 32
const SIGNATURE_BYTES = 64

/** A name without spaces and plus signs, as a line of a signature has to carry it. */
export function requireKeyName(name: string): string {
  if (!name || /[\p{White_Space}+]/u.test(name))
    malformed('a key name that is empty or has a space or a plus')
  return decodeProofText(name)
}

/** A public key of 32 bytes with its name, for signatures of one type. */
export function toVerifierKey(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (publicKey.length !== KEY_BYTES) malformed(`a public key of ${publicKey.length} bytes`)
  const named = Buffer.from(`${requireKeyName(name)}\n`)
  const digest = hash('sha256', Buffer.concat([named, Uint8Array.of(type), publicKey]), 'hex')
  return { name, keyId: digest.slice(0, 8), type, publicKey }
}

/** An Ed25519 private key that signs under this name. */
export function toSigningKey(name: string, type: SignatureType, privateKey: KeyObject): SigningKey {
  const { crv, x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (crv !== 'Ed25519' || !x) return malformed('a private key that is not Ed25519')
  return { ...toVerifierKey(name, type, Buffer.from(x, 'base64url')), privateKey }
}

/** A public key as people hand it on: `name+id+base64`. */
export function formatVkey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${formatBase64(Buffer.concat([Uint8Array.of(type), publicKey]))}`
}

export function parseVkey(text: string): VerifierKey {
  const [, name = '', keyId, encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const bytes = parseBase64(encoded, 'the public key')
  const type = bytes[0]
  if (type !== ED25519 && type !== COSIGNATURE) return malformed('a key of another kind than Ed25519')
  const key = toVerifierKey(name, type, bytes.subarray(1))
  return key.keyId === keyId ? key : malformed('a key id that does not fit its key')
}

export function signBytes(key: SigningKey, message: Uint8Array): Buffer {
  return sign(null, message, key.privateKey)
}

export function isSignedBy({ publicKey }: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  const x = Buffer.from(publicKey).toString('base64url')
  return verify(
    null,
    message,
    createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } }),
    signature,
  )
}

/** Somebody who cosigns checkpoints: known by a key, asked at an address. */
export type Witness = { key: VerifierKey; vkey: string; url: string }

const MAX_WITNESSES = 16

/** Witnesses as an operator names them: "vkey address", comma-separated. */
export const witnessList = z.string().transform((text, context): Witness[] => {
  const entries = text.split(',').filter((entry) => entry.trim())
  const found = orProblem(() => requireDistinct(entries.map(parseWitness)))
  if (typeof found !== 'string') return found
  context.addIssue({ code: 'custom', message: found })
  return z.NEVER
})

function parseWitness(entry: string, at: number): Witness {
  const [vkey = '', address = '', ...others] = entry.trim().split(/\s+/)
  const wrong = (what: string) => malformed(`witness ${at + 1}: ${what}`)
  if (!/^[^+]+\+[0-9a-f]{8}\+/.test(vkey) || !address || others.length > 0)
    return wrong('not "name+id+key https://…"')
  const key = orProblem(() => parseVkey(vkey))
  if (typeof key === 'string') return wrong(key)
  if (key.type !== COSIGNATURE) return wrong('the key of a log, not of a witness')
  if (!/^https?:\/\/[^?#@]+$/.test(address) || !URL.canParse(address))
    return wrong('an address that is not https://host/path')
  return { key, vkey, url: address.replace(/\/+$/, '') }
}

function requireDistinct(witnesses: Witness[]): Witness[] {
  if (witnesses.length > MAX_WITNESSES) malformed(`over ${MAX_WITNESSES} witnesses`)
  const names = witnesses.map(({ key }) => `${key.name}+${key.keyId}`)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  return twice === undefined ? witnesses : malformed(`${twice} twice`)
}
