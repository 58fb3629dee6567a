import { isCount, malformed } from './encoding'
import { EMPTY_ROOT, type Hash, isHash, isSameHash, nodeHash, rootOf } from './tree'

/** The leaves from `start` up to but not with `end`. */
export type LeafRange = { start: number; end: number }

/** The ranges whose roots are the proof that a leaf is in a tree, from its sibling upwards (RFC 9162 §2.1.3.1). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) malformed(`no leaf ${index} among ${size}`)
  const ranges: LeafRange[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start)
    ranges.push(index < middle ? { start: middle, end } : { start, end: middle })
    if (index < middle) end = middle
    else start = middle
  }
  return ranges.reverse()
}

/** The ranges whose roots are the proof that a tree continues an earlier one (RFC 9162 §2.1.4.1). */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  if (!isCount(oldSize) || !isCount(size) || oldSize > size) malformed(`no ${oldSize} leaves among ${size}`)
  if (oldSize === 0) return []
  const ranges: LeafRange[] = []
  let [start, end] = [0, size]
  while (oldSize < end) {
    const middle = start + largestPowerBelow(end - start)
    ranges.push(oldSize <= middle ? { start: middle, end } : { start, end: middle })
    if (oldSize <= middle) end = middle
    else start = middle
  }
  if (start > 0) ranges.push({ start, end })
  return ranges.reverse()
}

/** The proof that the leaf of this index is among these leaf hashes. */
export function inclusionProof(index: number, hashes: readonly Hash[]): Hash[] {
  return rootsOf(inclusionRanges(index, hashes.length), hashes)
}

/** The proof that these leaf hashes begin with the first `oldSize` of them: nothing before them was changed. */
export function consistencyProof(oldSize: number, hashes: readonly Hash[]): Hash[] {
  return rootsOf(consistencyRanges(oldSize, hashes.length), hashes)
}

const rootsOf = (ranges: LeafRange[], hashes: readonly Hash[]) =>
  ranges.map(({ start, end }) => rootOf(hashes.slice(start, end)))

/** A range that begins where a proof's does, as perfect subtrees, the largest first. */
export function perfectSubtrees({ start, end }: LeafRange): LeafRange[] {
  const subtrees: LeafRange[] = []
  for (let from = start; from < end; ) {
    const to = from + largestPowerBelow(end - from + 1)
    subtrees.push({ start: from, end: to })
    from = to
  }
  return subtrees
}

function largestPowerBelow(count: number) {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

type Inclusion = { index: number; leaf: Hash; proof: readonly Hash[]; size: number; root: Hash }

/** Whether the proof shows the leaf at this index of the tree with this root (RFC 9162 §2.1.3.2). */
export function verifyInclusion({ index, leaf, proof, size, root }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (![leaf, root, ...proof].every(isHash)) return false
  const walk = walkOf(index, size - 1)
  let computed = leaf
  for (const hash of proof) {
    const side = walk.next()
    if (side === null) return false
    computed = side === 'left' ? nodeHash(hash, computed) : nodeHash(computed, hash)
  }
  return walk.isAtRoot() && isSameHash(computed, root)
}

type Consistency = { oldSize: number; oldRoot: Hash; proof: readonly Hash[]; size: number; root: Hash }

/** Whether the proof shows that the tree with this root continues the earlier one (RFC 9162 §2.1.4.2). */
export function verifyConsistency({ oldSize, oldRoot, proof, size, root }: Consistency): boolean {
  if (!isCount(oldSize) || !isCount(size) || oldSize > size) return false
  if (![oldRoot, root, ...proof].every(isHash)) return false
  if (size === 0 && !isSameHash(root, EMPTY_ROOT)) return false
  if (oldSize === 0) return proof.length === 0 && isSameHash(oldRoot, EMPTY_ROOT)
  if (oldSize === size) return proof.length === 0 && isSameHash(oldRoot, root)
  const [first, ...others] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof
  if (!first) return false
  const walk = walkOf(oldSize - 1, size - 1)
  walk.skipRightEdges()
  let [computedOld, computed] = [first, first]
  for (const hash of others) {
    const side = walk.next()
    if (side === null) return false
    if (side === 'left') computedOld = nodeHash(hash, computedOld)
    computed = side === 'left' ? nodeHash(hash, computed) : nodeHash(computed, hash)
  }
  return walk.isAtRoot() && isSameHash(computedOld, oldRoot) && isSameHash(computed, root)
}

const isPowerOfTwo = (count: number) => largestPowerBelow(count + 1) === count

/** The way from a node up to the root: on which side the next sibling stands, null above the root. */
function walkOf(index: number, last: number) {
  let [at, edge] = [index, last]
  const climb = () => {
    at = Math.floor(at / 2)
    edge = Math.floor(edge / 2)
  }
  return {
    isAtRoot: () => edge === 0,
    skipRightEdges() {
      while (at % 2 === 1) climb()
    },
    next(): 'left' | 'right' | null {
      if (edge === 0) return null
      const isRight = at % 2 === 1 || at === edge
      if (isRight) while (at % 2 === 0 && at > 0) climb()
      climb()
      return isRight ? 'left' : 'right'
    },
  }
}
