import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatTile,
  formatTilePath,
  parseTile,
  parseTilePath,
  rootFromTiles,
  type Tile,
  tileRanges,
  tilesForRanges,
  tilesSince,
} from '~/domain/proofs/tile'
import { type Hash, leafHash, rootOf } from '~/domain/proofs/tree'
import {
  consistencyProof,
  consistencyRanges,
  inclusionProof,
  inclusionRanges,
} from '~/domain/proofs/tree-proof'
import { orRefused } from '../../support/proof-keys'

const refused = expect.objectContaining({ name: 'ProofError' })
const hex = (hashes: Hash[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'))

describe('A tile’s address', () => {
  test.each<[Tile, string]>([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 1_067, width: 256 }, 'tile/0/x001/067'],
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 1, index: 0, width: 17 }, 'tile/1/000.p/17'],
    [{ level: 63, index: 999, width: 1 }, 'tile/63/999.p/1'],
    [{ level: 3, index: 1_000, width: 255 }, 'tile/3/x001/000.p/255'],
  ])('of %o is %s', (tile, address) => {
    expect(formatTilePath(tile)).toBe(address)
    expect(parseTilePath(address)).toEqual(tile)
  })

  test('comes back as it was written', () => {
    const tile = fc.record({
      level: fc.integer({ min: 0, max: 63 }),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    })
    fc.assert(
      fc.property(tile, (tile) => {
        expect(parseTilePath(formatTilePath(tile))).toEqual(tile)
      }),
    )
  })

  test.each([
    '',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/x000/067',
    'tile/0/001/067',
    'tile/0/x001/x067',
    'tile/0/x001/067/',
    '/tile/0/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/017',
    'tile/0/000.p/',
    'tile/0/000.p/1\n',
    'tile/entries/000',
    'tile/0/../000',
    'tile/0/x999/x999/x999/x999/x999/999',
    `tile/0/${'x001/'.repeat(20_000)}001`,
  ])('is not %s', (address) => {
    expect(() => parseTilePath(address)).toThrow(refused)
  })

  test('is nothing that people type', () => {
    fc.assert(fc.property(fc.string(), (address) => orRefused(() => parseTilePath(address)) === null))
  })

  test('is not given to what no tree has', () => {
    for (const wrong of [{ level: 64 }, { index: -1 }, { index: 0.5 }, { width: 0 }, { width: 257 }])
      expect(() => formatTilePath({ level: 0, index: 0, width: 256, ...wrong })).toThrow(refused)
  })
})

describe('The tiles of a log', () => {
  const countsOf = (tiles: Iterable<Tile>) => {
    const counts: Record<string, number> = {}
    for (const { level, width } of tiles) {
      const kind = `${level}: ${width}`
      counts[kind] = (counts[kind] ?? 0) + 1
    }
    return counts
  }

  test('of 70,000 and of 256 leaves are those of the standard’s examples', () => {
    expect(countsOf(tilesSince(0, 70_000))).toEqual({
      '0: 256': 273,
      '0: 112': 1,
      '1: 256': 1,
      '1: 17': 1,
      '2: 1': 1,
    })
    expect(countsOf(tilesSince(0, 256))).toEqual({ '0: 256': 1, '1: 1': 1 })
  })

  test('since an earlier size are those that grew', () => {
    expect([...tilesSince(5, 5)]).toEqual([])
    expect([...tilesSince(0, 3)].map(formatTilePath)).toEqual(['tile/0/000.p/3'])
    expect([...tilesSince(255, 257)].map(formatTilePath)).toEqual([
      'tile/0/000',
      'tile/0/001.p/1',
      'tile/1/000.p/1',
    ])
    expect([...tilesSince(256, 257)].map(formatTilePath)).toEqual(['tile/0/001.p/1'])
    expect(() => [...tilesSince(6, 5)]).toThrow(refused)
  })

  const LEAVES = 70_000
  const leaves = Array.from({ length: LEAVES }, (_, at) => leafHash(Buffer.from(`head ${at}`)))

  /** Every tile of the log as it grew from size to size, each made of the tiles below it. */
  function publish(sizes: number[]) {
    const tiles = new Map<string, Buffer>()
    sizes.forEach((size, at) => {
      for (const tile of tilesSince(sizes[at - 1] ?? 0, size)) {
        const hashes = tileRanges(tile).map(({ start, end }) => {
          if (tile.level === 0) return leaves[start] ?? Buffer.alloc(0)
          const below = { level: tile.level - 1, index: start / 256 ** tile.level, width: 256 }
          expect((end - start) % 256).toBe(0)
          return rootOf(parseTile(below, tiles.get(formatTilePath(below)) ?? Buffer.alloc(0)))
        })
        tiles.set(formatTilePath(tile), formatTile(hashes))
      }
    })
    return tiles
  }

  const SIZES = [1, 255, 256, 257, 300, 511, 65_535, 65_536, 66_000, LEAVES]
  const tiles = publish(SIZES)
  const bytesOf = (tile: Tile) => tiles.get(formatTilePath(tile)) ?? Buffer.alloc(0)

  test('have its root at every size at which it was published', () => {
    for (const size of SIZES) {
      const root = rootFromTiles({ start: 0, end: size }, size, bytesOf)
      expect(hex([root]), `${size}`).toEqual(hex([rootOf(leaves.slice(0, size))]))
    }
  })

  test('have every proof, from the tiles that it says it needs and few', () => {
    const published = fc
      .constantFrom(...SIZES)
      .chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)))
    fc.assert(
      fc.property(published, ([index, size]) => {
        const some = leaves.slice(0, size)
        for (const [ranges, proof] of [
          [inclusionRanges(index, size), inclusionProof(index, some)],
          [consistencyRanges(index, size), consistencyProof(index, some)],
        ] as const) {
          const needed = new Set(tilesForRanges(ranges, size).map(formatTilePath))
          expect(needed.size).toBeLessThanOrEqual(7)
          const fetched = (tile: Tile) => (needed.has(formatTilePath(tile)) ? bytesOf(tile) : Buffer.alloc(0))
          expect(hex(ranges.map((range) => rootFromTiles(range, size, fetched)))).toEqual(hex(proof))
        }
      }),
      { numRuns: 12 },
    )
  })

  test('of which one is cut or longer are refused', () => {
    for (const cut of [0, 1, 31, 33, 256 * 32])
      expect(() => rootFromTiles({ start: 0, end: 2 }, 2, () => Buffer.alloc(cut))).toThrow(
        /where 2 hashes belong/,
      )
    expect(() => tilesForRanges([{ start: 0, end: 300 }], 256)).toThrow(refused)
  })

  test('of the greatest log there is are found without counting to its end', () => {
    const size = Number.MAX_SAFE_INTEGER
    expect(tilesForRanges(inclusionRanges(5, size), size).length).toBeLessThan(60)
    expect(tilesSince(size - 1, size).next().value).toMatchObject({ level: 0, width: 255 })
  })
})
