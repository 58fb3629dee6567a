import {
  type CheckpointPolicy,
  formatSignedCheckpoint,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  type VerifiedCheckpoint,
  verifyCheckpoint,
} from './checkpoint'
import {
  decodeProofText,
  formatBase64,
  formatDecimal,
  malformed,
  parseBase64,
  parseDecimal,
} from './encoding'
import { formatHash, type Hash, parseHash } from './tree'
import { verifyInclusion } from './tree-proof'

/** A proof that stands alone (c2sp.org/tlog-proof). Nothing vouches for `extra`. */
export type ProofFile = {
  extra: Uint8Array | null
  index: number
  hashes: Hash[]
  checkpoint: SignedCheckpoint
}

const FORM = 'c2sp.org/tlog-proof@v1'
const EXTRA = 'extra '
const INDEX = 'index '
const MAX_PROOF_HASHES = 63

export function formatProofFile({ extra, index, hashes, checkpoint }: ProofFile): string {
  if (extra?.length === 0) malformed('a proof with extra data of no bytes')
  const lines = [
    FORM,
    ...(extra ? [`${EXTRA}${formatBase64(extra)}`] : []),
    `${INDEX}${formatDecimal(index, 'the index')}`,
    ...formatHashes(hashes),
  ]
  return `${lines.join('\n')}\n\n${formatSignedCheckpoint(checkpoint)}`
}

export function parseProofFile(input: string | Uint8Array): ProofFile {
  const text = decodeProofText(input)
  const blank = text.indexOf('\n\n')
  if (blank < 0) malformed('a proof without an empty line before its checkpoint')
  const [form, ...lines] = text.slice(0, blank).split('\n')
  if (form !== FORM) malformed(`a proof that is not ${FORM}`)
  const extra = lines[0]?.startsWith(EXTRA) ? parseExtra(lines.shift() ?? '') : null
  const index = lines.shift() ?? ''
  if (!index.startsWith(INDEX)) malformed('a proof without its index')
  return {
    extra,
    index: parseDecimal(index.slice(INDEX.length), 'the index'),
    hashes: parseHashes(lines),
    checkpoint: parseSignedCheckpoint(text.slice(blank + 2)),
  }
}

/** The hashes of a proof, a line each. */
export const formatHashes = (hashes: readonly Hash[]) => requireShort(hashes).map(formatHash)

export function parseHashes(lines: readonly string[]): Hash[] {
  return requireShort(lines).map((line) => parseHash(line, 'a hash of the proof'))
}

function requireShort<T>(hashes: readonly T[]): readonly T[] {
  return hashes.length <= MAX_PROOF_HASHES ? hashes : malformed(`a proof of over ${MAX_PROOF_HASHES} hashes`)
}

function parseExtra(line: string) {
  const extra = parseBase64(line.slice(EXTRA.length), 'the extra data')
  return extra.length > 0 ? extra : malformed('a proof with extra data of no bytes')
}

/** The checkpoint under which the leaf is proved to be in the log; throws where it is not. */
export function verifyProofFile(proof: ProofFile, leaf: Hash, policy: CheckpointPolicy): VerifiedCheckpoint {
  const checkpoint = verifyCheckpoint(proof.checkpoint, policy)
  const { index, hashes } = proof
  if (!verifyInclusion({ index, leaf, proof: hashes, size: checkpoint.size, root: checkpoint.root }))
    malformed(`a leaf that the proof does not show at index ${index}`)
  return checkpoint
}
