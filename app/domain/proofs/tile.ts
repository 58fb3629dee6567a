import { Buffer } from 'node:buffer'
import { formatDecimal, isCount, malformed, parseDecimal } from './encoding'
import { HASH_BYTES, type Hash, rootOf, rootOfSubtrees, type Subtree } from './tree'
import { type LeafRange, perfectSubtrees } from './tree-proof'

/** 256 neighbouring hashes of the tree, fewer at its right edge (c2sp.org/tlog-tiles). */
export type Tile = { level: number; index: number; width: number }

export const TILE_WIDTH = 256
const TILE_HEIGHT = 8
const MAX_LEVEL = 63

/** Where a tile stands below the log's address: "tile/0/x001/067", "tile/1/000.p/17". */
export function formatTilePath(tile: Tile): string {
  const { level, index, width } = requireTile(tile)
  const digits = formatDecimal(index, 'the index of a tile')
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? ['']
  const partial = width < TILE_WIDTH ? `.p/${width}` : ''
  const last = groups.pop()
  return `tile/${level}/${groups.map((group) => `x${group}/`).join('')}${last}${partial}`
}

const TILE_PATH = /^tile\/(\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/

export function parseTilePath(path: string): Tile {
  const [, level = '', groups = '', width] = TILE_PATH.exec(path) ?? malformed('a path of no tile')
  const digits = groups.replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '')
  const tile = {
    level: parseDecimal(level, 'the level of a tile'),
    index: parseDecimal(digits, 'the index of a tile'),
    width: width === undefined ? TILE_WIDTH : parseDecimal(width, 'the width of a tile'),
  }
  return formatTilePath(tile) === path ? tile : malformed('a path of a tile in another spelling')
}

function requireTile(tile: Tile): Tile {
  const { level, index, width } = tile
  const isTile = isCount(level) && level <= MAX_LEVEL && isCount(index) && isCount(width)
  return isTile && width > 0 && width <= TILE_WIDTH ? tile : malformed('a tile that no tree has')
}

/** How many hashes the tiles of a level have together, in a tree of this size. */
const countOnLevel = (size: number, level: number) => Math.floor(size / TILE_WIDTH ** level)

/** What a subtree is one hash of: the level and the index on it; null where it is inside a tile. */
export function nodeOf({ height, index }: Subtree): { level: number; index: number } | null {
  return height % TILE_HEIGHT === 0 ? { level: height / TILE_HEIGHT, index } : null
}

/** The tiles of a log that were not there, or were narrower, when it had `oldSize` leaves. */
export function* tilesSince(oldSize: number, size: number): Generator<Tile> {
  if (!isCount(oldSize) || !isCount(size) || oldSize > size) malformed(`no ${oldSize} leaves among ${size}`)
  for (let level = 0; countOnLevel(oldSize, level) < countOnLevel(size, level); level++) {
    const count = countOnLevel(size, level)
    const first = Math.floor(countOnLevel(oldSize, level) / TILE_WIDTH)
    for (let index = first; index * TILE_WIDTH < count; index++)
      yield { level, index, width: widthOf(index, count) }
  }
}

const widthOf = (index: number, count: number) => Math.min(TILE_WIDTH, count - index * TILE_WIDTH)

/** The leaves below each hash of a tile, which is the root over them. */
export function tileRanges(tile: Tile): LeafRange[] {
  const { level, index, width } = requireTile(tile)
  const leaves = TILE_WIDTH ** level
  return Array.from({ length: width }, (_, at) => {
    const start = (index * TILE_WIDTH + at) * leaves
    return { start, end: start + leaves }
  })
}

/** The tiles that the roots of these ranges are computed from, each once, in a log of this size. */
export function tilesForRanges(ranges: readonly LeafRange[], size: number): Tile[] {
  const tiles = ranges.flatMap(perfectSubtrees).map((subtree) => placeOf(subtree, size).tile)
  return [...new Map(tiles.map((tile) => [formatTilePath(tile), tile])).values()]
}

/** The root of a range of a proof, or of the whole log, from its tiles. */
export function rootFromTiles(range: LeafRange, size: number, bytesOf: (tile: Tile) => Uint8Array): Hash {
  const roots = perfectSubtrees(range).map((subtree) => {
    const { tile, from, count } = placeOf(subtree, size)
    return rootOf(parseTile(tile, bytesOf(tile)).slice(from, from + count))
  })
  return rootOfSubtrees(roots)
}

type FindTile = (tile: Tile) => Promise<Hash[] | null>

/** The roots of these ranges of a tree that is kept in tiles, each of which is asked for once; null where one is missing. */
export async function findRangeRoots(
  ranges: readonly LeafRange[],
  size: number,
  findTile: FindTile,
): Promise<Hash[] | null> {
  const tiles = new Map<string, Uint8Array>()
  for (const tile of tilesForRanges(ranges, size)) {
    const hashes = await findTile(tile)
    if (!hashes) return null
    tiles.set(formatTilePath(tile), formatTile(hashes))
  }
  const bytesOf = (tile: Tile) => tiles.get(formatTilePath(tile)) ?? new Uint8Array()
  return ranges.map((range) => rootFromTiles(range, size, bytesOf))
}

/** The tile that has a perfect subtree as one hash, or as the fewest. */
function placeOf({ start, end }: LeafRange, size: number) {
  if (end > size) malformed(`no leaf ${end - 1} among ${size}`)
  let level = 0
  while (TILE_WIDTH ** (level + 1) <= end - start) level++
  const at = start / TILE_WIDTH ** level
  const index = Math.floor(at / TILE_WIDTH)
  const tile = { level, index, width: widthOf(index, countOnLevel(size, level)) }
  return { tile, from: at - index * TILE_WIDTH, count: (end - start) / TILE_WIDTH ** level }
}

/** The hashes of a tile, which are no others than its bytes. */
export function parseTile({ width }: Tile, bytes: Uint8Array): Hash[] {
  if (bytes.length !== width * HASH_BYTES)
    malformed(`a tile of ${bytes.length} bytes where ${width} hashes belong`)
  return Array.from({ length: width }, (_, at) => bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES))
}

export const formatTile = (hashes: readonly Hash[]) => Buffer.concat(hashes)
