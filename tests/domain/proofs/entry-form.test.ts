import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashEntry } from '~/domain/donations/entry'
import {
  digestReason,
  type EntryForm,
  formatEntry,
  hashEntryForm,
  parseEntry,
} from '~/domain/proofs/entry-form'
import { mutationsOf, orRefused } from '../../support/proof-keys'

const refused = expect.objectContaining({ name: 'ProofError' })
const guide = readFileSync('docs/ledger.md', 'utf8')
const worked = [...guide.matchAll(/```json\n(\[.*\])\n```\n\nhash: `([0-9a-f]{64})`/g)].map(
  ([, text = '', hash]) => ({
    text,
    hash,
  }),
)

const hexHash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))
const status = fc.constantFrom('PENDING', 'OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED')
const hashed = {
  channelId: fc.uuid(),
  seq: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  donationId: fc.uuid(),
  from: fc.option(status),
  to: status,
  amountDelta: fc.integer({ min: -100_000_000, max: 100_000_000 }),
  actorKind: fc.constantFrom('viewer', 'creator', 'admin', 'session', 'statement'),
  actorId: fc.option(fc.uuid()),
  at: fc.date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
  prevHash: hexHash,
}
const form1 = fc.record({
  ...hashed,
  form: fc.constant(1 as const),
  reason: fc.option(fc.string({ unit: 'grapheme' })),
})
const form2 = fc.record({ ...hashed, form: fc.constant(2 as const), reasonDigest: fc.option(hexHash) })
const anyForm: fc.Arbitrary<EntryForm> = fc.oneof(form1, form2)

describe('An entry of either form', () => {
  test('is the text of the worked examples, with their hash', () => {
    expect(worked.map(({ text }) => parseEntry(text).form)).toEqual([1, 1, 2])
    for (const { text, hash } of worked) {
      const entry = parseEntry(text)
      expect(formatEntry(entry)).toBe(text)
      expect(hashEntryForm(entry)).toBe(hash)
    }
  })

  test('has the hash that Melt’s ledger gives it', () => {
    const [, { text = '', hash = '' } = {}] = worked
    const entry = parseEntry(text)
    if (entry.form !== 1) throw new Error('the worked example is of form 1')
    const { from, to, actorKind } = entry
    expect({ from, to, actorKind }).toEqual({ from: 'CONFIRMED', to: 'REVERSED', actorKind: 'creator' })
    const named = { from: 'CONFIRMED', to: 'REVERSED', actorKind: 'creator' } as const
    const content = { ...entry, ...named, reasonSalt: null, reasonDigest: null }
    expect(hashEntry(content)).toBe(hash)
  })
})

describe('An entry in form 2', () => {
  const [, { text = '' } = {}] = worked
  const salt = '000102030405060708090a0b0c0d0e0f'
  const reason = '금액이 "틀렸어요"'
  const reasonDigest = digestReason(salt, reason)

  test('begins with its form and has a digest where the reason was', () => {
    const first = parseEntry(text)
    const second: EntryForm = { ...first, form: 2, reasonDigest }
    expect(formatEntry(second)).toBe(
      text.replace('["', '["melt-entry/v2","').replace(JSON.stringify(reason), `"${reasonDigest}"`),
    )
    expect(hashEntryForm(second)).toBe(createHash('sha256').update(formatEntry(second)).digest('hex'))
    expect(formatEntry(second)).not.toContain('틀렸어요')
  })

  test('has the digest of 16 salt bytes and the reason, or none', () => {
    expect(reasonDigest).toBe(createHash('sha256').update(salt, 'hex').update(reason, 'utf8').digest('hex'))
    expect(formatEntry({ ...parseEntry(text), form: 2, reasonDigest: null })).toContain(
      ',null,"2026-11-29T03:09',
    )
    for (const length of [0, 15, 17, 32])
      expect(() => digestReason('00'.repeat(length), reason)).toThrow(refused)
    expect(() => digestReason(salt, '\ud800')).toThrow(refused)
  })

  test('has another digest for another reason and for another salt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(digestReason(salt, one) === digestReason(salt, other)).toBe(one === other)
        expect(digestReason('00'.repeat(16), one)).not.toBe(digestReason(salt, one))
      }),
    )
  })
})

describe('An entry of either form', () => {
  test('comes back as it was written, and no other has its text', () => {
    fc.assert(
      fc.property(anyForm, anyForm, (one, other) => {
        expect(parseEntry(formatEntry(one))).toEqual(one)
        expect(formatEntry(one) === formatEntry(other)).toBe(false)
      }),
    )
  })

  test('of a changed byte is refused or another entry, never the same one', () => {
    const [entry] = fc.sample(form2, { numRuns: 1, seed: 7 })
    if (!entry) throw new Error('a sample of an entry')
    for (const whole of [formatEntry(entry), ...worked.map(({ text }) => text)])
      for (const mutation of mutationsOf(whole)) {
        const parsed = orRefused(() => parseEntry(mutation.toString()))
        if (parsed && mutation.toString() !== whole)
          expect(hashEntryForm(parsed)).not.toBe(hashEntryForm(parseEntry(whole)))
      }
  })

  const [{ text = '' } = {}] = worked
  test.each([
    ['with a space', text.replace(',', ', ')],
    ['with a newline behind it', `${text}\n`],
    ['with an escape for nothing', text.replace('creator', '\\u0063reator')],
    ['with a number in an exponent', text.replace(',1000,', ',1e3,')],
    ['with a number of nothing below nothing', text.replace(',1000,', ',-0,')],
    ['with a number between two', text.replace(',1000,', ',0.5,')],
    ['with a number that no number holds', text.replace(',1000,', ',9007199254740993,')],
    ['with a number in quotation marks', text.replace(',1000,', ',"1000",')],
    ['without milliseconds', text.replace('.678Z', 'Z')],
    ['in another time zone', text.replace('.678Z', '.678+00:00')],
    ['on a day that is none', text.replace('2026-11-29', '2026-02-30')],
    ['with a field less', text.replace(',null,"2026', ',"2026')],
    ['with a field more', text.replace(']', ',null]')],
    ['of a third form', text.replace('["', '["melt-entry/v3","')],
    ['that is an object', '{"form":1}'],
    ['that is no JSON', 'melt'],
    ['that nests without end', '['.repeat(100_000)],
    ['of nothing', ''],
  ])('%s is refused', (_, wrong) => {
    expect(wrong).not.toBe(text)
    expect(() => parseEntry(wrong)).toThrow(refused)
  })
})
