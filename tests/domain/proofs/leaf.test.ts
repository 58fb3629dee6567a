import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatHeadLeaf, hashEntryLeaf, hashHeadLeaf, parseHeadLeaf } from '~/domain/proofs/leaf'
import { mutationsOf, orRefused } from '../../support/proof-keys'

const refused = expect.objectContaining({ name: 'ProofError' })
const leaf = {
  channelId: '01977000-0000-7000-8000-000000000001',
  day: '2026-11-29',
  seq: 2,
  headHash: 'b1a264432f35e8471042bc476f2271383651b07c9a156d8b586793d66981aa3f',
  entriesRoot: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
}
const text = `melt-head/v1
01977000-0000-7000-8000-000000000001
2026-11-29
2
b1a264432f35e8471042bc476f2271383651b07c9a156d8b586793d66981aa3f
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
`
const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('A leaf of the log', () => {
  test('is six lines: a channel, a day, its last entry and the root over all of them', () => {
    expect(formatHeadLeaf(leaf)).toBe(text)
    expect(parseHeadLeaf(Buffer.from(text))).toEqual(leaf)
    expect(hex(hashHeadLeaf(leaf))).toBe(sha256(Uint8Array.of(0), Buffer.from(text)))
  })

  test('comes back as it was written', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex)
    const days = { min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }
    const someLeaf = fc.record({
      channelId: fc.uuid(),
      day: fc.date(days).map((at) => at.toISOString().slice(0, 10)),
      seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      headHash: hash,
      entriesRoot: hash,
    })
    fc.assert(
      fc.property(someLeaf, (leaf) => {
        expect(parseHeadLeaf(formatHeadLeaf(leaf))).toEqual(leaf)
        expect(formatHeadLeaf(parseHeadLeaf(formatHeadLeaf(leaf)))).toBe(formatHeadLeaf(leaf))
      }),
    )
  })

  test.each<[string, Partial<typeof leaf>]>([
    ['a channel in capitals', { channelId: '01977000-0000-7000-8000-00000000000A' }],
    ['a channel of CHZZK', { channelId: 'c0d9723cbb75dc223c6aa8a9d4f56002' }],
    ['a day that no month has', { day: '2026-02-30' }],
    ['a month that no year has', { day: '2026-13-01' }],
    ['a day with a time', { day: '2026-11-29T00:00:00Z' }],
    ['a day in two digits', { day: '26-11-29' }],
    ['no entry', { seq: 0 }],
    ['half an entry', { seq: 1.5 }],
    ['a hash in capitals', { headHash: leaf.headHash.toUpperCase() }],
    ['a hash that is short', { entriesRoot: leaf.entriesRoot.slice(1) }],
    ['a hash with a newline behind it', { headHash: `${leaf.headHash}\n` }],
    ['nothing', { channelId: '' }],
  ])('with %s is not written and not understood', (_, wrong) => {
    const other = { ...leaf, ...wrong }
    expect(() => formatHeadLeaf(other)).toThrow(refused)
    const lines = ['melt-head/v1', other.channelId, other.day, other.seq, other.headHash, other.entriesRoot]
    expect(() => parseHeadLeaf(`${lines.join('\n')}\n`)).toThrow(refused)
  })

  test('of a changed byte is refused or another leaf, never the same one', () => {
    for (const mutation of mutationsOf(text)) {
      const parsed = orRefused(() => parseHeadLeaf(mutation))
      if (!parsed) continue
      expect(Buffer.from(formatHeadLeaf(parsed)).equals(mutation)).toBe(true)
      expect(hex(hashHeadLeaf(parsed))).not.toBe(hex(hashHeadLeaf(leaf)))
    }
  })
})

test('An entry is a leaf of its channel’s root by the 32 bytes of its hash', () => {
  expect(hex(hashEntryLeaf(leaf.headHash))).toBe(sha256(Uint8Array.of(0), Buffer.from(leaf.headHash, 'hex')))
  for (const wrong of [
    '',
    'ab',
    leaf.headHash.toUpperCase(),
    `${leaf.headHash}00`,
    `0x${leaf.headHash.slice(2)}`,
  ])
    expect(() => hashEntryLeaf(wrong)).toThrow(refused)
})
