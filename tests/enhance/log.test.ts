import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatSignedCheckpoint, signCheckpoint } from '~/domain/proofs/checkpoint'
import { formatVkey } from '~/domain/proofs/key'
import { formatTile, parseTilePath, tileRanges } from '~/domain/proofs/tile'
import { type Hash, rootOf } from '~/domain/proofs/tree'
import { isSignedBy, parseCheckpoint, requireContinued } from '~/enhance/proofs/checkpoint'
import { Misfit, misfit } from '~/enhance/proofs/misfit'
import { rootByPath } from '~/enhance/proofs/tree'
import { logKey, mutationsOf, ORIGIN, strangerKey } from '../support/proof-keys'
import { flipped, inclusionOf, leaves, rootAt, sized, wrongProofs } from '../support/proof-trees'

const signedAt = (size: number, root = rootAt(size), origin = ORIGIN) =>
  parseCheckpoint(formatSignedCheckpoint(signCheckpoint({ origin, size, root }, [logKey])))

const asBytes = (hash: Hash) => new Uint8Array(hash)

/** The tiles of a log with these leaf hashes, at the addresses where c2sp.org/tlog-tiles has them. */
const tilesOf = (hashes: readonly Hash[]) => async (path: string) => {
  const ranges = tileRanges(parseTilePath(path))
  if (ranges.some(({ end }) => end > hashes.length)) return misfit('tiles')
  return new Uint8Array(formatTile(ranges.map(({ start, end }) => rootOf(hashes.slice(start, end)))))
}

async function wrongOf(act: Promise<unknown>) {
  try {
    await act
    return null
  } catch (error) {
    if (error instanceof Misfit) return error.wrong
    throw error
  }
}

const sizes = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.tuple(fc.integer({ min: 1, max: size }), fc.constant(size)))

describe('A browser finds that a log goes on', () => {
  test('from any size to any other, by the tiles that are published', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ([oldSize, size]) => {
        const tiles = tilesOf(leaves.slice(0, size))
        await requireContinued(signedAt(oldSize), signedAt(size), tiles)
      }),
      {
        numRuns: 60,
        examples: [[[256, 257]], [[255, 256]], [[1, 3_000]], [[2_560, 2_561]], [[3_000, 3_000]]],
      },
    )
  })

  test('by a few tiles, each of which it asks for once', async () => {
    const tiles = tilesOf(leaves)
    const asked: [string, Uint8Array][] = []
    await requireContinued(signedAt(700), signedAt(3_000), async (path) => {
      const bytes = await tiles(path)
      asked.push([path, bytes])
      return bytes
    })
    expect(asked.length).toBeLessThan(8)
    expect(new Set(asked.map(([path]) => path)).size).toBe(asked.length)
    for (const [path, bytes] of asked) expect(bytes.length).toBe(parseTilePath(path).width * 32)
  })
})

describe('A browser finds that a log does not go on', () => {
  const oneOther = (at: number) => leaves.with(at, flipped(leaves[at] ?? expect.fail(), 3))

  test('where any leaf before was another one', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async ([oldSize, size], at) => {
        const other = oneOther(at % oldSize).slice(0, size)
        const now = signedAt(size, rootOf(other))
        const wrong = await wrongOf(requireContinued(signedAt(oldSize), now, tilesOf(other)))
        expect(wrong).toBe('other_past')
      }),
      { numRuns: 40 },
    )
  })

  test('however the tiles are put together from both logs', async () => {
    const other = oneOther(100)
    const now = signedAt(3_000, rootOf(other))
    const [one, two] = [tilesOf(leaves), tilesOf(other)]
    const paths = new Set<string>()
    const noting = (path: string) => {
      paths.add(path)
      return one(path)
    }
    await wrongOf(requireContinued(signedAt(700), now, noting))
    const all = [...paths]
    for (let choice = 0; choice < 2 ** all.length; choice++) {
      const mixed = (path: string) => ((choice >> all.indexOf(path)) & 1 ? two(path) : one(path))
      expect(await wrongOf(requireContinued(signedAt(700), now, mixed))).toBe('other_past')
    }
  })

  test('where it is shorter, of one size with another root, of another name, or hides its tiles', async () => {
    const tiles = tilesOf(leaves)
    const between = (old: number, now: ReturnType<typeof signedAt>, from = tiles) =>
      wrongOf(requireContinued(signedAt(old), now, from))
    expect(await between(9, signedAt(8))).toBe('shorter')
    expect(await between(9, signedAt(9, rootAt(10)))).toBe('other_past')
    expect(await between(9, signedAt(12, rootAt(12), 'other.example/ledger'))).toBe('other_log')
    expect(await between(9, signedAt(12), tilesOf(leaves.slice(0, 10)))).toBe('tiles')
    expect(await between(9, signedAt(12), async () => new Uint8Array(31))).toBe('tiles')
  })

  test('and a connection that breaks off is no answer of the log', async () => {
    const broken = () => Promise.reject(new TypeError('fetch failed'))
    await expect(requireContinued(signedAt(9), signedAt(12), broken)).rejects.toThrow('fetch failed')
  })
})

describe('A path', () => {
  test('leads from its leaf to the root, and no other does', async () => {
    await fc.assert(
      fc.asyncProperty(sized, async ([index, size]) => {
        const { leaf, proof, root } = inclusionOf(index, size)
        const rootBy = async (path: Hash[], at = index) => {
          const found = await rootByPath(asBytes(leaf), at, size, path.map(asBytes))
          return found && Buffer.from(found).toString('hex')
        }
        const expected = Buffer.from(root).toString('hex')
        expect(await rootBy(proof)).toBe(expected)
        for (const wrong of wrongProofs(proof)) expect(await rootBy(wrong)).not.toBe(expected)
        if (index > 0) expect(await rootBy(proof, index - 1)).not.toBe(expected)
      }),
      { numRuns: 30 },
    )
  })
})

describe('A checkpoint', () => {
  const text = formatSignedCheckpoint(signCheckpoint({ origin: ORIGIN, size: 8, root: rootAt(8) }, [logKey]))
  const vkey = formatVkey(logKey)

  test('is signed by its log’s key and by no other', async () => {
    expect(await isSignedBy(parseCheckpoint(text), [vkey])).toBe(true)
    expect(await isSignedBy(parseCheckpoint(text), [formatVkey(strangerKey), vkey])).toBe(true)
    expect(await isSignedBy(parseCheckpoint(text), [formatVkey(strangerKey)])).toBe(false)
    expect(await isSignedBy(parseCheckpoint(text), [])).toBe(false)
  })

  test('has no byte that can change and it is still signed', async () => {
    for (const mutation of mutationsOf(text)) {
      const changed = mutation.toString()
      if (!Buffer.from(changed).equals(mutation)) continue
      const isSigned = async () => isSignedBy(parseCheckpoint(changed), [vkey])
      const found = await isSigned().catch((error: unknown) => (error instanceof Misfit ? false : error))
      expect(found, changed).toBe(false)
    }
  })
})
