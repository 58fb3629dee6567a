import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { formatBase64, isCount, malformed, parseBase64 } from './encoding'

/** A SHA-256 of 32 bytes, of a leaf or of a node. */
export type Hash = Uint8Array

export const HASH_BYTES = 32

const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer')

/** The root of a tree without leaves (RFC 9162 §2.1.1). */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array())

/** The hash of a leaf with these bytes: SHA-256(0x00 ‖ bytes). */
export function leafHash(bytes: Uint8Array): Hash {
  return sha256(Buffer.concat([Uint8Array.of(0), bytes]))
}

const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1)

/** The hash over two subtrees: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(requireHash(left), 1)
  node.set(requireHash(right), 1 + HASH_BYTES)
  return sha256(node)
}

export const isHash = (bytes: Uint8Array) => bytes.length === HASH_BYTES

export const isSameHash = (a: Hash, b: Hash) => Buffer.compare(a, b) === 0

function requireHash(bytes: Hash): Hash {
  return isHash(bytes) ? bytes : malformed(`a hash of ${bytes.length} bytes`)
}

export function parseHash(text: string, what: string): Hash {
  const bytes = parseBase64(text, what)
  return isHash(bytes) ? bytes : malformed(`${what} is no SHA-256`)
}

export const formatHash = (bytes: Hash) => formatBase64(requireHash(bytes))

/** The root over leaf hashes, in as many steps as there are. */
export function rootOf(hashes: Iterable<Hash>): Hash {
  return rootOfFrontier(appendToFrontier(EMPTY_FRONTIER, hashes))
}

/**
 * All of a log that its next root needs: the roots of its perfect subtrees, the largest first, one for each 1 in the
 * binary size. A log of a million leaves has at most twenty.
 */
export type Frontier = { readonly size: number; readonly nodes: readonly Hash[] }

export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] }

/** The root over 2^height leaves, the `index`-th of that height. */
export type Subtree = { height: number; index: number; root: Hash }

/** The frontier of the log with these leaf hashes behind its own; each subtree above a leaf that is whole now is passed on. */
export function appendToFrontier(
  frontier: Frontier,
  hashes: Iterable<Hash>,
  onWhole?: (subtree: Subtree) => void,
): Frontier {
  const nodes = [...requireFrontier(frontier).nodes]
  let { size } = frontier
  for (const leaf of hashes) {
    let joined = requireHash(leaf)
    for (let [rest, height] = [size, 1]; rest % 2 === 1; height++) {
      joined = nodeHash(nodes.pop() ?? malformed('a frontier with too few nodes'), joined)
      rest = (rest - 1) / 2
      onWhole?.({ height, index: rest, root: joined })
    }
    nodes.push(joined)
    size++
  }
  return { size, nodes }
}

export function rootOfFrontier(frontier: Frontier): Hash {
  return rootOfSubtrees(requireFrontier(frontier).nodes)
}

/** The root over neighbouring perfect subtrees, the largest first. */
export function rootOfSubtrees(roots: readonly Hash[]): Hash {
  const [last = EMPTY_ROOT, ...others] = [...roots].reverse()
  return others.reduce((right, left) => nodeHash(left, right), last)
}

/** A frontier's nodes in one row of bytes, to be stored beside its size. */
export function formatFrontier(frontier: Frontier): Buffer {
  return Buffer.concat(requireFrontier(frontier).nodes.map(requireHash))
}

export function parseFrontier(size: number, bytes: Uint8Array): Frontier {
  const count = Math.ceil(bytes.length / HASH_BYTES)
  const nodes = Array.from({ length: count }, (_, at) => bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES))
  return requireFrontier({ size, nodes: nodes.map(requireHash) })
}

function requireFrontier(frontier: Frontier): Frontier {
  const { size, nodes } = frontier
  if (!isCount(size)) malformed('a frontier without a size')
  if (nodes.length !== size.toString(2).replaceAll('0', '').length)
    malformed(`a frontier of ${nodes.length} nodes for ${size} leaves`)
  return frontier
}
