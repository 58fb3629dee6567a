import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatCheckpoint,
  formatSignedCheckpoint,
  parseCheckpoint,
  parseSignedCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
} from '~/domain/proofs/checkpoint'
import { ED25519, toVerifierKey } from '~/domain/proofs/key'
import { formatNote, signNote } from '~/domain/proofs/note'
import { EMPTY_ROOT, leafHash } from '~/domain/proofs/tree'
import {
  logKey,
  mutationsOf,
  ORIGIN,
  orRefused,
  policy,
  strangerKey,
  witnessKey,
} from '../../support/proof-keys'

const AT = 1_795_996_800
const root = leafHash(Buffer.from('root'))
const checkpoint = { origin: ORIGIN, size: 1_234, root }
const cosign = (text: string) => signNote(text, witnessKey, AT)

const refused = expect.objectContaining({ name: 'ProofError' })

describe('A checkpoint', () => {
  test('is three lines: whose log, how many leaves, and their root', () => {
    expect(formatCheckpoint(checkpoint)).toBe(
      `melt.example/ledger\n1234\n${Buffer.from(root).toString('base64')}\n`,
    )
  })

  test('of the standard is understood', () => {
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
    const parsed = parseCheckpoint(text)
    expect(parsed).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 })
    expect(formatCheckpoint(parsed)).toBe(text)
  })

  test('comes back as it was written', () => {
    const origin = fc
      .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
      .filter((text) => !/\p{Cc}/u.test(text))
    const size = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(fc.record({ origin, size, root: hash }), (made) => {
        const text = formatCheckpoint(made)
        const parsed = parseCheckpoint(text)
        expect({ ...parsed, root: [...parsed.root] }).toEqual({ ...made, root: [...made.root] })
        expect(formatCheckpoint(parsed)).toBe(text)
      }),
    )
  })

  const base64 = Buffer.from(root).toString('base64')
  test.each([
    ['size with a zero before it', `${ORIGIN}\n01234\n${base64}\n`],
    ['size with a sign', `${ORIGIN}\n+1234\n${base64}\n`],
    ['size below nothing', `${ORIGIN}\n-1\n${base64}\n`],
    ['size with a space', `${ORIGIN}\n1234 \n${base64}\n`],
    ['size in other digits', `${ORIGIN}\n１２３４\n${base64}\n`],
    ['size in an exponent', `${ORIGIN}\n1e3\n${base64}\n`],
    ['size that no number holds', `${ORIGIN}\n9007199254740992\n${base64}\n`],
    ['size without end', `${ORIGIN}\n${'9'.repeat(50_000)}\n${base64}\n`],
    ['root without padding', `${ORIGIN}\n1234\n${base64.slice(0, -1)}\n`],
    ['root with bits left over', `${ORIGIN}\n1234\n${base64.slice(0, -2)}B=\n`],
    ['root of 31 bytes', `${ORIGIN}\n1234\n${Buffer.alloc(31).toString('base64')}\n`],
    ['root of 33 bytes', `${ORIGIN}\n1234\n${Buffer.alloc(33).toString('base64')}\n`],
    ['line more', `${ORIGIN}\n1234\n${base64}\nextension\n`],
    ['empty line more', `${ORIGIN}\n1234\n${base64}\n\n`],
    ['line less', `${ORIGIN}\n1234\n`],
    ['last line without an end', `${ORIGIN}\n1234\n${base64}`],
    ['carriage return', `${ORIGIN}\r\n1234\n${base64}\n`],
    ['origin of nothing', `\n1234\n${base64}\n`],
    ['root that an empty log does not have', `${ORIGIN}\n0\n${base64}\n`],
  ])('with a %s is refused', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(refused)
    expect(() => parseSignedCheckpoint(formatNote({ text, signatures: [cosign('a\n')] }))).toThrow(refused)
  })

  test('that cannot be written in one way is not written', () => {
    for (const wrong of [
      { size: -1 },
      { size: 1.5 },
      { size: 2 ** 53 },
      { origin: '' },
      { origin: 'a\nb' },
      { size: 0 },
    ])
      expect(() => formatCheckpoint({ ...checkpoint, ...wrong })).toThrow(refused)
    expect(() => formatCheckpoint({ ...checkpoint, root: Buffer.alloc(20) })).toThrow(refused)
    expect(formatCheckpoint({ ...checkpoint, size: 0, root: EMPTY_ROOT })).toContain('\n0\n47DEQpj8')
  })
})

describe('A signed checkpoint', () => {
  const signed = signCheckpoint(checkpoint, [logKey])
  const text = formatCheckpoint(checkpoint)
  const witnessed = { ...signed, note: { text, signatures: [...signed.note.signatures, cosign(text)] } }

  test('is believed by the log’s key, with the witnesses that are known', () => {
    const sent = formatSignedCheckpoint(witnessed)
    expect(verifyCheckpoint(parseSignedCheckpoint(sent), policy)).toEqual({
      ...checkpoint,
      cosignatures: [{ key: witnessKey, atSeconds: AT }],
    })
    expect(verifyCheckpoint(witnessed, { ...policy, witnessKeys: [] }).cosignatures).toEqual([])
    expect(formatSignedCheckpoint(parseSignedCheckpoint(Buffer.from(sent)))).toBe(sent)
  })

  test('of a log whose key is replaced carries both, and each of them suffices', () => {
    const next = { ...strangerKey, ...toVerifierKey(ORIGIN, ED25519, strangerKey.publicKey) }
    const twice = signCheckpoint(checkpoint, [logKey, next])
    for (const key of [logKey, next])
      expect(verifyCheckpoint(twice, { origin: ORIGIN, logKeys: [key] })).toBeTruthy()
  })

  test('is not believed of another log, by a stranger’s key, or by a witness alone', () => {
    expect(() => verifyCheckpoint(signed, { ...policy, origin: 'other.example/ledger' })).toThrow(
      /not of other/,
    )
    expect(() => verifyCheckpoint(signed, { ...policy, logKeys: [strangerKey] })).toThrow(/no known key/)
    const alone = { ...signed, note: { text, signatures: [cosign(text)] } }
    expect(() => verifyCheckpoint(alone, policy)).toThrow(/has not signed/)
  })

  test('says what was signed, not what was put beside it', () => {
    expect(verifyCheckpoint({ ...signed, size: 99 }, policy).size).toBe(1_234)
  })

  test('is not signed with a witness’s key', () => {
    expect(() => signCheckpoint(checkpoint, [witnessKey])).toThrow(/witness/)
  })

  test('has no byte that can change and it is still believed, but for lines of strangers', () => {
    const whole = verifyCheckpoint(witnessed, policy)
    for (const mutation of mutationsOf(formatSignedCheckpoint(witnessed))) {
      const parsed = orRefused(() => parseSignedCheckpoint(mutation))
      if (!parsed) continue
      expect(Buffer.from(formatSignedCheckpoint(parsed)).equals(mutation)).toBe(true)
      const found = orRefused(() => verifyCheckpoint(parsed, policy))
      if (found) expect({ ...whole, cosignatures: [] }).toEqual({ ...found, cosignatures: [] })
    }
  })

  test('is refused in other bytes without a long wait', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (bytes) => orRefused(() => parseSignedCheckpoint(bytes)) === null,
      ),
    )
    expect(() => parseSignedCheckpoint('\n'.repeat(900_000))).toThrow(refused)
    expect(() =>
      parseSignedCheckpoint(`a\n1\n${'A'.repeat(900_000)}\n\n— a ${'A'.repeat(80_000)}\n`),
    ).toThrow(refused)
  })
})
