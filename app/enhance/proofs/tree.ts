import { misfit } from './misfit'

/** A SHA-256 of 32 bytes. */
export type Hash = Uint8Array<ArrayBuffer>

const HASH_BYTES = 32
const TILE_WIDTH = 256

export const toBytes = (text: string) => new TextEncoder().encode(text)

/** Base64 in its only spelling; anything else is no proof. */
export function fromBase64(text: string): Hash {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    if (toBase64(bytes) === text) return bytes
  } catch {}
  return misfit('no_receipt')
}

export const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

export const toHex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Undefined over plain http, where browsers compute no hashes. */
export const canVerify = () => globalThis.crypto?.subtle !== undefined

export async function sha256(...parts: Uint8Array[]): Promise<Hash> {
  const whole = new Uint8Array(parts.flatMap((part) => [...part]))
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole))
}

export const leafHash = (bytes: Uint8Array) => sha256(Uint8Array.of(0), bytes)
const nodeHash = (left: Hash, right: Hash) => sha256(Uint8Array.of(1), left, right)

function largestPowerBelow(count: number) {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

/** The root that a leaf comes to by its path, whose last hash stands beside the greatest subtree (RFC 9162 §2.1.3). */
export async function rootByPath(
  leaf: Hash,
  index: number,
  size: number,
  path: readonly Hash[],
): Promise<Hash | null> {
  if (size === 1) return path.length === 0 ? leaf : null
  const sibling = path.at(-1)
  const middle = largestPowerBelow(size)
  const others = path.slice(0, -1)
  const isLeft = index < middle
  const own = isLeft
    ? await rootByPath(leaf, index, middle, others)
    : await rootByPath(leaf, index - middle, size - middle, others)
  if (!own || !sibling) return null
  return isLeft ? nodeHash(own, sibling) : nodeHash(sibling, own)
}

/** A tile of the log by its address below `/ledger/`; throws a `Misfit` where the log has it not. */
export type GetTile = (path: string) => Promise<Uint8Array>

/**
 * Both roots of the proof that a log of `size` leaves continues one of `oldSize` with this root (RFC 9162 §2.1.4): the tiles are not believed,
 * as every hash of them counts for both.
 */
export async function rootsByTiles(oldRoot: Hash, oldSize: number, size: number, getTile: GetTile) {
  const ask = inOrder(size, getTile)

  async function roots(start: number, end: number): Promise<[Hash, Hash]> {
    if (oldSize === end) {
      const whole = start === 0 ? oldRoot : await ask(start, end)
      return [whole, whole]
    }
    const middle = start + largestPowerBelow(end - start)
    if (oldSize <= middle) {
      const [old, left] = await roots(start, middle)
      return [old, await nodeHash(left, await ask(middle, end))]
    }
    const left = await ask(start, middle)
    const [old, right] = await roots(middle, end)
    return [await nodeHash(left, old), await nodeHash(left, right)]
  }
  return roots(0, size)
}

/** The root over a range of leaves, from the fewest hashes of tiles, each of which is asked for once. */
function inOrder(size: number, getTile: GetTile) {
  const tiles = new Map<string, Promise<Uint8Array>>()

  async function hashAt(level: number, at: number): Promise<Hash> {
    const index = Math.floor(at / TILE_WIDTH)
    const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH)
    const path = tilePath(level, index, width)
    const tile = tiles.get(path) ?? getTile(path)
    tiles.set(path, tile)
    const bytes = await tile
    if (bytes.length !== width * HASH_BYTES) misfit('tiles')
    const from = (at % TILE_WIDTH) * HASH_BYTES
    return new Uint8Array(bytes.slice(from, from + HASH_BYTES))
  }

  return async function rootOf(start: number, end: number): Promise<Hash> {
    const count = end - start
    const level = Math.round(Math.log2(count) / 8)
    if (TILE_WIDTH ** level === count) return hashAt(level, start / count)
    const middle = start + largestPowerBelow(count)
    return nodeHash(await rootOf(start, middle), await rootOf(middle, end))
  }
}

/** As c2sp.org/tlog-tiles names it: "tile/0/x001/067", "tile/1/000.p/17". */
function tilePath(level: number, index: number, width: number) {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').replaceAll(/\d{3}(?=\d)/g, 'x$&/')
  return `tile/${level}/${groups}${width < TILE_WIDTH ? `.p/${width}` : ''}`
}
