import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appendToFrontier,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  formatFrontier,
  type Hash,
  leafHash,
  nodeHash,
  parseFrontier,
  rootOf,
  rootOfFrontier,
} from '~/domain/proofs/tree'
import { published } from '../../support/proof-trees'

/** The roots over the first one, two … eight published leaves. */
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const hashes = (count: number) =>
  Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`leaf ${at}`)))

/** The definition of RFC 9162 §2.1.1 word for word, with a hash of its own. */
function definedRoot(leaves: Uint8Array[]): Hash {
  const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return sha256(Uint8Array.of(0), ...leaves)
  let middle = 1
  while (middle * 2 < leaves.length) middle *= 2
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)]
  return sha256(Uint8Array.of(1), definedRoot(left), definedRoot(right))
}

describe('The root of a log', () => {
  test('without leaves is the hash of nothing', () => {
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hex(rootOf([]))).toBe(hex(EMPTY_ROOT))
  })

  test('is the published one for one to eight published leaves', () => {
    expect(ROOTS.map((_, at) => hex(rootOf(published.slice(0, at + 1))))).toEqual(ROOTS)
  })

  test('is what RFC 9162 defines, at every size up to 70 and at greater ones', () => {
    const leaves = Array.from({ length: 1_500 }, (_, at) => Buffer.from(`donation ${at}`))
    const sizes = [...Array(71).keys(), 255, 256, 257, 1_023, 1_024, 1_025, 1_500]
    for (const size of sizes) {
      const some = leaves.slice(0, size)
      expect(hex(rootOf(some.map(leafHash))), `${size}`).toBe(hex(definedRoot(some)))
    }
  })

  test('is not that of a leaf that says the same as a node', () => {
    const [left = EMPTY_ROOT, right = EMPTY_ROOT] = hashes(2)
    expect(hex(leafHash(Buffer.concat([left, right])))).not.toBe(hex(nodeHash(left, right)))
  })
})

describe('A log that grows', () => {
  test('has its next root from its frontier, without its leaves', () => {
    const leaves = hashes(70)
    let frontier = EMPTY_FRONTIER
    leaves.forEach((leaf, at) => {
      frontier = appendToFrontier(parseFrontier(frontier.size, formatFrontier(frontier)), [leaf])
      expect(frontier.size).toBe(at + 1)
      expect(hex(rootOfFrontier(frontier))).toBe(hex(rootOf(leaves.slice(0, at + 1))))
    })
  })

  test('comes to the same frontier however its leaves are divided', () => {
    const leaves = hashes(600)
    const cuts = fc.array(fc.integer({ min: 0, max: leaves.length }), { maxLength: 6 })
    fc.assert(
      fc.property(cuts, (at) => {
        const ends = [...at.sort((a, b) => a - b), leaves.length]
        const parts = ends.map((end, part) => leaves.slice(ends[part - 1] ?? 0, end))
        const frontier = parts.reduce((frontier, part) => appendToFrontier(frontier, part), EMPTY_FRONTIER)
        expect(frontier).toEqual(appendToFrontier(EMPTY_FRONTIER, leaves))
      }),
    )
  })

  test('of a hundred thousand leaves needs six nodes and a few hashes more', () => {
    const leaf = leafHash(Buffer.from('one'))
    function* repeated(count: number) {
      for (let at = 0; at < count; at++) yield leaf
    }
    const frontier = appendToFrontier(EMPTY_FRONTIER, repeated(100_000))
    expect(frontier.nodes.length).toBe(6)
    expect(formatFrontier(appendToFrontier(EMPTY_FRONTIER, repeated(65_535))).length).toBe(16 * 32)
    const next = appendToFrontier(frontier, [leaf])
    expect(hex(rootOfFrontier(next))).toBe(hex(rootOf(repeated(100_001))))
  })

  test('leaves an earlier frontier as it was', () => {
    const [leaf = EMPTY_ROOT] = hashes(1)
    const three = appendToFrontier(EMPTY_FRONTIER, [leaf, leaf, leaf])
    const before = hex(rootOfFrontier(three))
    appendToFrontier(three, [leaf])
    expect(hex(rootOfFrontier(three))).toBe(before)
  })

  test('refuses a frontier that is none, and a hash of another length', () => {
    for (const size of [-1, 0.5, Number.NaN, 2 ** 53, 3])
      expect(() => parseFrontier(size, Buffer.alloc(32))).toThrow(/frontier/)
    expect(() => parseFrontier(1, Buffer.alloc(31))).toThrow('a hash of 31 bytes')
    expect(() => parseFrontier(1, Buffer.alloc(33))).toThrow(/a hash of 1 bytes/)
    expect(() => parseFrontier(1, Buffer.alloc(64))).toThrow(/frontier of 2 nodes/)
    expect(() => rootOf([Buffer.alloc(20)])).toThrow('a hash of 20 bytes')
    expect(() => nodeHash(EMPTY_ROOT, Buffer.alloc(33))).toThrow('a hash of 33 bytes')
  })
})
