import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { EMPTY_ROOT, type Hash, leafHash, rootOf } from '~/domain/proofs/tree'
import { consistencyProof, inclusionProof } from '~/domain/proofs/tree-proof'

/** The test leaves of Certificate Transparency, for which roots and proofs are published. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
export const published = LEAVES.map((leaf) => leafHash(Buffer.from(leaf, 'hex')))
export const short = (proof: Hash[]) => proof.map((hash) => Buffer.from(hash).toString('hex', 0, 4))

const MANY = 3_000
export const leaves = Array.from({ length: MANY }, (_, at) => leafHash(Buffer.from(`entry ${at}`)))
export const [first = EMPTY_ROOT, second = EMPTY_ROOT] = leaves
const roots = new Map<number, Hash>()

export function rootAt(size: number) {
  const root = roots.get(size) ?? rootOf(leaves.slice(0, size))
  roots.set(size, root)
  return root
}

export const inclusionOf = (index: number, size: number) => ({
  index,
  size,
  leaf: leaves[index] ?? EMPTY_ROOT,
  root: rootAt(size),
  proof: inclusionProof(index, leaves.slice(0, size)),
})
export const consistencyOf = (oldSize: number, size: number) => ({
  oldSize,
  size,
  oldRoot: rootAt(oldSize),
  root: rootAt(size),
  proof: consistencyProof(oldSize, leaves.slice(0, size)),
})

export const flipped = (hash: Hash, bit: number) =>
  hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

/** Each proof with a hash changed, gone, doubled, or two changed places. */
export function* wrongProofs(proof: Hash[]): Generator<Hash[]> {
  for (const [at, hash] of proof.entries()) {
    yield proof.with(at, flipped(hash, 7))
    yield proof.toSpliced(at, 1)
    yield proof.toSpliced(at, 0, hash)
    const next = proof[at + 1]
    if (next) yield proof.with(at, next).with(at + 1, hash)
  }
  yield [...proof, EMPTY_ROOT]
  yield [EMPTY_ROOT, ...proof]
}

export const sized = fc
  .integer({ min: 1, max: MANY })
  .chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)))
