import type { TypedQuery } from '~/db/client.server'
import { parseSignedCheckpoint, type SignedCheckpoint, verifyCheckpoint } from '~/domain/proofs/checkpoint'
import { orProblem, parseHexHash } from '~/domain/proofs/encoding'
import { type HeadLeaf, hashHeadLeaf } from '~/domain/proofs/leaf'
import { toHex } from '~/domain/proofs/log.server'
import { logKeys, logOrigin } from '~/domain/proofs/log-keys.server'
import { TILE_WIDTH } from '~/domain/proofs/tile'
import {
  appendToFrontier,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  type Hash,
  rootOf,
  rootOfFrontier,
} from '~/domain/proofs/tree'
import type { Findings } from './findings'

const LEAVES_AT_ONCE = 5_000

type Leaf = HeadLeaf & { index: number; hash: string }
type Node = { level: number; index: number; hash: string }
type Published = { size: number; root: string; text: string }

const LEAVES = `
  SELECT index, channel_id AS "channelId", day, seq, head_hash AS "headHash", entries_root AS "entriesRoot", hash
  FROM log_leaves WHERE index >= $1 ORDER BY index LIMIT $2`

/** The log in its own order: numbers, leaf hashes, the nodes above them, and every checkpoint. */
export async function verifyLog(query: TypedQuery, findings: Findings): Promise<void> {
  const checkpoints = await query<Published>(
    'verified_checkpoints',
    'SELECT size, root, text FROM log_checkpoints ORDER BY size',
  )
  const nodes = await query<Node>('verified_nodes', 'SELECT level, index, hash FROM log_nodes')
  const stored = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const waiting = new Map(checkpoints.map((checkpoint) => [checkpoint.size, checkpoint]))
  const levels: Hash[][] = []
  let frontier = EMPTY_FRONTIER
  let next = 0

  function addNode(level: number, hash: Hash, index: number) {
    const hashes = levels[level] ?? []
    hashes.push(hash)
    levels[level] = hashes.length < TILE_WIDTH ? hashes : []
    if (hashes.length < TILE_WIDTH) return
    const [above, at] = [rootOf(hashes), Math.floor(index / TILE_WIDTH)]
    const key = `${level + 1}/${at}`
    if (stored.get(key) !== toHex(above))
      findings.add('log node', `node ${key}: is not the root over the hashes below it`)
    stored.delete(key)
    addNode(level + 1, above, at)
  }

  for (;;) {
    const leaves = await query<Leaf>('verified_log', LEAVES, [next, LEAVES_AT_ONCE])
    for (const leaf of leaves) {
      if (leaf.index !== next) findings.add('log leaf', `leaf ${leaf.index}: expected number ${next}`)
      const hash = verifyLeaf(leaf, findings)
      frontier = appendToFrontier(frontier, [hash])
      addNode(0, hash, frontier.size - 1)
      next = leaf.index + 1
      const checkpoint = waiting.get(frontier.size)
      if (checkpoint) verifyRoot(checkpoint, rootOfFrontier(frontier), findings)
      waiting.delete(frontier.size)
    }
    if (leaves.length < LEAVES_AT_ONCE) break
  }
  for (const key of stored.keys()) findings.add('log node', `node ${key}: has no hashes below it`)
  for (const size of waiting.keys())
    findings.add('checkpoint', `checkpoint of ${size}: there are ${frontier.size} leaves`)
  verifyTexts(checkpoints, findings)
}

/** The stored hash, which the tiles have; where it fits its leaf. */
function verifyLeaf(leaf: Leaf, findings: Findings): Hash {
  const at = `leaf ${leaf.index}`
  const expected = orProblem(() => hashHeadLeaf(leaf))
  if (typeof expected === 'string') findings.add('log leaf', `${at}: ${expected}`)
  else if (toHex(expected) !== leaf.hash) findings.add('log leaf', `${at}: its hash does not fit its content`)
  const stored = orProblem(() => parseHexHash(leaf.hash, 'its hash'))
  return typeof stored === 'string' ? EMPTY_ROOT : stored
}

function verifyRoot({ size, root }: Published, expected: Hash, findings: Findings) {
  if (root !== toHex(expected))
    findings.add('checkpoint', `checkpoint of ${size}: its root is not the one over its leaves`)
}

/** What is served says what its row says. The newest is signed with a key of today; older ones may have been with one that is gone. */
function verifyTexts(checkpoints: readonly Published[], findings: Findings) {
  for (const [at, { size, root, text }] of checkpoints.entries()) {
    const found = orProblem(() => parseSignedCheckpoint(text))
    const isNewest = at === checkpoints.length - 1
    const problem =
      typeof found === 'string'
        ? found
        : found.size !== size || toHex(found.root) !== root
          ? 'its text says something else'
          : isNewest && signatureProblem(found)
    if (problem) findings.add('checkpoint', `checkpoint of ${size}: ${problem}`)
  }
}

/** One from before the public address changed is of another origin, whose keys are not ours. */
function signatureProblem(found: SignedCheckpoint): string | null {
  if (logKeys.length === 0 || found.origin !== logOrigin) return null
  const verified = orProblem(() => verifyCheckpoint(found, { origin: logOrigin, logKeys }))
  return typeof verified === 'string' ? verified : null
}
