import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inclusionProof, inclusionRanges, verifyInclusion } from '~/domain/proofs/tree-proof'
import {
  first,
  flipped,
  inclusionOf,
  published,
  rootAt,
  second,
  short,
  sized,
  wrongProofs,
} from '../../support/proof-trees'

describe('A proof that an entry is in the log', () => {
  test('is the published one for published leaves', () => {
    const proofOf = (index: number, size: number) => short(inclusionProof(index, published.slice(0, size)))
    expect(proofOf(0, 1)).toEqual([])
    expect(proofOf(1, 5)).toEqual(['6e340b9c', '5f083f0a', 'bc1a0643'])
    expect(proofOf(2, 3)).toEqual(['fac54203'])
    expect(proofOf(0, 8)).toEqual(['96a296d2', '5f083f0a', '6b47aaf2'])
    expect(proofOf(5, 8)).toEqual(['bc1a0643', 'ca854ea1', 'd37ee418'])
  })

  test('holds for every entry of every log of up to 70', () => {
    for (let size = 1; size <= 70; size++)
      for (let index = 0; index < size; index++)
        expect(verifyInclusion(inclusionOf(index, size)), `${index} of ${size}`).toBe(true)
  })

  test('holds for entries of greater logs, and is at most as long as the log is high', () => {
    fc.assert(
      fc.property(sized, ([index, size]) => {
        const inclusion = inclusionOf(index, size)
        expect(verifyInclusion(inclusion)).toBe(true)
        expect(inclusion.proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)))
      }),
    )
  })

  test('holds for no other index, size, entry or root', () => {
    for (let size = 1; size <= 40; size++)
      for (let index = 0; index < size; index++) {
        const inclusion = inclusionOf(index, size)
        for (let other = 0; other <= size; other++)
          if (other !== index) expect(verifyInclusion({ ...inclusion, index: other })).toBe(false)
        for (let other = 0; other <= 2 * size; other++)
          if (verifyInclusion({ ...inclusion, size: other }))
            expect(shapeOf(index, other)).toEqual(shapeOf(index, size))
        const otherLeaf = index === 0 ? second : first
        expect(verifyInclusion({ ...inclusion, leaf: otherLeaf })).toBe(false)
        expect(verifyInclusion({ ...inclusion, root: rootAt(size + 1) })).toBe(false)
      }
  })

  test('does not hold with any of its hashes changed, gone, doubled or in another place', () => {
    fc.assert(
      fc.property(sized, fc.integer({ min: 0, max: 255 }), ([index, size], bit) => {
        const inclusion = inclusionOf(index, size)
        expect(verifyInclusion({ ...inclusion, leaf: flipped(inclusion.leaf, bit) })).toBe(false)
        expect(verifyInclusion({ ...inclusion, root: flipped(inclusion.root, bit) })).toBe(false)
        for (const proof of wrongProofs(inclusion.proof))
          expect(verifyInclusion({ ...inclusion, proof })).toBe(false)
      }),
    )
  })
})

/** On which sides the hashes of a proof stand: all that the size changes in the way to a given root. */
function shapeOf(index: number, size: number) {
  return inclusionRanges(index, size).map(({ start }) => start < index)
}
