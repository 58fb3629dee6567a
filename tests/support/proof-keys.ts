import { Buffer } from 'node:buffer'
import { createHash, createPrivateKey } from 'node:crypto'
import { COSIGNATURE, ED25519, type SignatureType, toSigningKey } from '~/domain/proofs/key'

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** An Ed25519 key from its seed of 32 bytes, so that a test signs the same every time. */
export function privateKeyOf(seed: Uint8Array) {
  const key = Buffer.concat([PKCS8_ED25519, seed])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

export const named = (name: string, type: SignatureType) =>
  toSigningKey(name, type, privateKeyOf(createHash('sha256').update(name).digest()))

export const ORIGIN = 'melt.example/ledger'
export const logKey = named(ORIGIN, ED25519)
export const witnessKey = named('witness.example/밤비', COSIGNATURE)
export const strangerKey = named('stranger.example', ED25519)
export const policy = { origin: ORIGIN, logKeys: [logKey], witnessKeys: [witnessKey] }

/** Every text that differs from this one in one byte: changed, gone, doubled, or with another before it. */
export function* mutationsOf(text: string): Generator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (const [at, byte] of bytes.entries()) {
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 1)]
    for (const other of new Set([byte ^ 1, byte ^ 0x20, byte ^ 0x80, (byte + 1) % 256, 0x0a, 0x20, 0x41]))
      if (other !== byte) yield Buffer.concat([before, Uint8Array.of(other), after])
    yield Buffer.concat([before, after])
    yield Buffer.concat([before, Uint8Array.of(byte, byte), after])
    yield Buffer.concat([before, Uint8Array.of(0x0a, byte), after])
  }
  for (const byte of [0x0a, 0x0d, 0x20, 0x41]) yield Buffer.concat([bytes, Uint8Array.of(byte)])
}

/** What an act answers, or null where it refuses with an error of proofs; any other error is the test's. */
export function orRefused<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof Error && error.name === 'ProofError') return null
    throw error
  }
}
