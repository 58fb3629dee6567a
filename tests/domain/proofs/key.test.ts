import { Buffer } from 'node:buffer'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { COSIGNATURE, ED25519, formatVkey, parseVkey, toSigningKey, toVerifierKey } from '~/domain/proofs/key'
import { signNote, verifyNote } from '~/domain/proofs/note'
import { logKey, mutationsOf, orRefused, strangerKey, witnessKey } from '../../support/proof-keys'

const PETER_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'

describe('A public key', () => {
  test('comes back as it was written, for either kind of signature, under different ids', () => {
    for (const key of [logKey, witnessKey, strangerKey])
      expect(formatVkey(parseVkey(formatVkey(key)))).toBe(formatVkey(key))
    const other = toVerifierKey(logKey.name, COSIGNATURE, logKey.publicKey)
    expect(other.keyId).not.toBe(logKey.keyId)
  })

  test('that is cut anywhere, or has another byte, is refused', () => {
    for (let from = 0; from < PETER_VKEY.length; from++)
      for (let to = from + 1; to <= PETER_VKEY.length; to++)
        if (to - from < PETER_VKEY.length)
          expect(orRefused(() => parseVkey(PETER_VKEY.slice(from, to)))).toBeNull()
    for (const mutation of mutationsOf(PETER_VKEY))
      expect(orRefused(() => parseVkey(mutation.toString()))).toBeNull()
  })

  test.each([
    [
      'has a longer key, under its right id',
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    ],
    [
      'is of an unknown kind, under its right id',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    ],
    ['is empty', ''],
    ['is of pluses', '+++++'],
  ])('that %s is refused', (_, vkey) => {
    expect(() => parseVkey(vkey)).toThrow(expect.objectContaining({ name: 'ProofError' }))
  })

  test('of another algorithm does not sign', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(() => toSigningKey('melt.example', ED25519, privateKey)).toThrow(/not Ed25519/)
    const { privateKey: x25519 } = generateKeyPairSync('x25519')
    expect(() => toSigningKey('melt.example', ED25519, x25519)).toThrow(/not Ed25519/)
  })
})

describe('A cosignature', () => {
  const AT = 1_679_315_147
  const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'

  test('says its time before its signature, which covers it', () => {
    const signature = signNote(text, witnessKey, AT)
    expect(Buffer.from(signature.bytes).readBigUInt64BE()).toBe(BigInt(AT))
    expect(signature.bytes.length).toBe(72)
    expect(verifyNote({ text, signatures: [signature] }, [witnessKey])).toEqual([
      { key: witnessKey, atSeconds: AT },
    ])
    for (let at = 0; at < 72; at++) {
      const bytes = signature.bytes.map((byte, place) => (place === at ? byte ^ 1 : byte))
      expect(() => verifyNote({ text, signatures: [{ ...signature, bytes }] }, [witnessKey])).toThrow(
        /does not fit/,
      )
    }
  })

  test('is not a signature of its two lines more, and the other way round', () => {
    const key = toVerifierKey('one.example', ED25519, witnessKey.publicKey)
    const both = { ...witnessKey, ...key }
    const plain = signNote(`cosignature/v1\ntime ${AT}\n${text}`, both)
    expect(() =>
      verifyNote({ text, signatures: [{ ...plain, ...pick(witnessKey) }] }, [witnessKey]),
    ).toThrow()
    const cosigned = signNote(text, witnessKey, AT)
    expect(() => verifyNote({ text, signatures: [{ ...cosigned, ...pick(key) }] }, [key])).toThrow(
      /does not fit/,
    )
  })

  test('needs a time', () => {
    for (const at of [undefined, 0, -1, 0.5, 2 ** 53])
      expect(() => signNote(text, witnessKey, at)).toThrow('a cosignature without its time')
  })

  const pick = ({ name, keyId }: { name: string; keyId: string }) => ({ name, keyId })
})
