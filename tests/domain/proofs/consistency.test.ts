import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY_ROOT, type Hash, rootOf } from '~/domain/proofs/tree'
import {
  consistencyProof,
  consistencyRanges,
  inclusionProof,
  inclusionRanges,
  verifyConsistency,
  verifyInclusion,
} from '~/domain/proofs/tree-proof'
import {
  consistencyOf,
  first,
  flipped,
  inclusionOf,
  leaves,
  published,
  rootAt,
  short,
  sized,
  wrongProofs,
} from '../../support/proof-trees'

describe('A proof that the log was only added to', () => {
  test('is the published one for published leaves', () => {
    const proofOf = (oldSize: number, size: number) =>
      short(consistencyProof(oldSize, published.slice(0, size)))
    expect(proofOf(1, 1)).toEqual([])
    expect(proofOf(1, 8)).toEqual(['96a296d2', '5f083f0a', '6b47aaf2'])
    expect(proofOf(6, 8)).toEqual(['0ebc5d34', 'ca854ea1', 'd37ee418'])
    expect(proofOf(2, 5)).toEqual(['5f083f0a', 'bc1a0643'])
  })

  test('holds between every two sizes up to 70', () => {
    for (let size = 0; size <= 70; size++)
      for (let oldSize = 0; oldSize <= size; oldSize++)
        expect(verifyConsistency(consistencyOf(oldSize, size)), `${oldSize} to ${size}`).toBe(true)
  })

  test('holds between greater sizes, and with none of its hashes changed, gone, doubled or moved', () => {
    fc.assert(
      fc.property(sized, fc.integer({ min: 0, max: 255 }), ([oldSize, size], bit) => {
        const consistency = consistencyOf(oldSize, size)
        expect(verifyConsistency(consistency)).toBe(true)
        expect(verifyConsistency({ ...consistency, root: flipped(consistency.root, bit) })).toBe(
          oldSize === 0,
        )
        expect(verifyConsistency({ ...consistency, oldRoot: flipped(consistency.oldRoot, bit) })).toBe(false)
        for (const proof of wrongProofs(consistency.proof))
          expect(verifyConsistency({ ...consistency, proof })).toBe(false)
      }),
    )
  })

  test('does not hold for a log of which a leaf was changed, dropped or moved', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 200 })
          .chain((size) => fc.tuple(fc.integer({ min: 1, max: size - 1 }), fc.constant(size))),
        fc.nat(),
        ([oldSize, size], at) => {
          const oldRoot = rootAt(oldSize)
          const all = leaves.slice(0, size)
          const changed = at % oldSize
          const rewritten = [
            all.with(changed, flipped(all[changed] ?? EMPTY_ROOT, 0)),
            [...all.toSpliced(changed, 1), EMPTY_ROOT],
            ...(oldSize > 1 ? [all.with(changed, all[(changed + 1) % oldSize] ?? first)] : []),
          ]
          for (const other of rewritten) {
            const proof = consistencyProof(oldSize, other)
            expect(verifyConsistency({ oldSize, oldRoot, size, root: rootOf(other), proof })).toBe(false)
          }
        },
      ),
    )
  })

  test('from an empty log is empty, and nothing else is believed of one', () => {
    const root = rootAt(3)
    expect(verifyConsistency({ oldSize: 0, oldRoot: EMPTY_ROOT, size: 3, root, proof: [] })).toBe(true)
    expect(verifyConsistency({ oldSize: 0, oldRoot: root, size: 3, root, proof: [] })).toBe(false)
    expect(verifyConsistency({ oldSize: 0, oldRoot: EMPTY_ROOT, size: 3, root, proof: [first] })).toBe(false)
    expect(verifyConsistency({ oldSize: 0, oldRoot: EMPTY_ROOT, size: 0, root, proof: [] })).toBe(false)
    expect(verifyConsistency({ oldSize: 2, oldRoot: root, size: 3, root, proof: [] })).toBe(false)
  })
})

describe('What no log has', () => {
  const NUMBERS = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -0.5]

  test('is refused where a proof is made, and shows nothing where one is checked', () => {
    expect(() => inclusionProof(3, leaves.slice(0, 3))).toThrow('no leaf 3 among 3')
    expect(() => consistencyProof(4, leaves.slice(0, 3))).toThrow('no 4 leaves among 3')
    for (const number of NUMBERS) {
      expect(() => inclusionRanges(number, 8)).toThrow(/no leaf/)
      expect(() => inclusionRanges(0, number)).toThrow(/no leaf/)
      expect(() => consistencyRanges(number, 8)).toThrow(/leaves among/)
      expect(() => consistencyRanges(1, number)).toThrow(/leaves among/)
      expect(verifyInclusion({ ...inclusionOf(1, 4), index: number })).toBe(false)
      expect(verifyInclusion({ ...inclusionOf(1, 4), size: number })).toBe(false)
      expect(verifyConsistency({ ...consistencyOf(1, 4), oldSize: number })).toBe(false)
      expect(verifyConsistency({ ...consistencyOf(1, 4), size: number })).toBe(false)
    }
  })

  test('a hash of another length shows nothing', () => {
    const inclusion = inclusionOf(1, 4)
    expect(verifyInclusion({ ...inclusion, leaf: Buffer.alloc(31) })).toBe(false)
    expect(verifyInclusion({ ...inclusion, proof: inclusion.proof.with(0, Buffer.alloc(33)) })).toBe(false)
    expect(verifyConsistency({ ...consistencyOf(1, 4), root: Buffer.alloc(0) })).toBe(false)
  })

  test('the greatest size there is costs no more than its height', () => {
    const size = Number.MAX_SAFE_INTEGER
    expect(inclusionRanges(size - 1, size).length).toBe(52)
    expect(inclusionRanges(0, size).length).toBe(53)
    expect(consistencyRanges(2 ** 52 + 1, size).length).toBeLessThanOrEqual(54)
    const proof = Array<Hash>(100_000).fill(first)
    expect(verifyInclusion({ index: 5, leaf: first, size, root: first, proof })).toBe(false)
    expect(verifyConsistency({ oldSize: 5, oldRoot: first, size, root: first, proof })).toBe(false)
  })
})
