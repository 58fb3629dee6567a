import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCheckpoint, signCheckpoint } from '~/domain/proofs/checkpoint'
import { signNote } from '~/domain/proofs/note'
import { formatProofFile, type ProofFile, parseProofFile, verifyProofFile } from '~/domain/proofs/proof-file'
import {
  logKey,
  mutationsOf,
  ORIGIN,
  orRefused,
  policy,
  strangerKey,
  witnessKey,
} from '../../support/proof-keys'
import { first, inclusionOf, rootAt, sized, wrongProofs } from '../../support/proof-trees'

const AT = 1_795_996_800
const refused = expect.objectContaining({ name: 'ProofError' })

function proofOf(index: number, size: number, extra: Uint8Array | null = null): ProofFile {
  const checkpoint = { origin: ORIGIN, size, root: rootAt(size) }
  const signed = signCheckpoint(checkpoint, [logKey])
  const cosignature = signNote(formatCheckpoint(checkpoint), witnessKey, AT)
  const note = { ...signed.note, signatures: [...signed.note.signatures, cosignature] }
  return { extra, index, hashes: inclusionOf(index, size).proof, checkpoint: { ...signed, note } }
}

const leafOf = (index: number, size: number) => inclusionOf(index, size).leaf

describe('A proof file', () => {
  test('is its form, the index, the hashes, an empty line and the checkpoint', () => {
    const lines = formatProofFile(proofOf(5, 8)).split('\n')
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5'])
    expect(lines.slice(2, 5).map((line) => line.length)).toEqual([44, 44, 44])
    expect(lines.slice(5, 8)).toEqual(['', ORIGIN, '8'])
    expect(formatProofFile(proofOf(0, 1, Buffer.from('about it')))).toMatch(
      /^c2sp\.org\/tlog-proof@v1\nextra YWJvdXQgaXQ=\nindex 0\n\nmelt\.example\/ledger\n1\n/,
    )
  })

  test('comes back as it was written and shows its leaf, alone', () => {
    const extra = fc.option(fc.uint8Array({ minLength: 1, maxLength: 60 }))
    fc.assert(
      fc.property(sized, extra, ([index, size], extra) => {
        const written = formatProofFile(proofOf(index, size, extra))
        const proof = parseProofFile(Buffer.from(written))
        expect(formatProofFile(proof)).toBe(written)
        expect(proof.extra && [...proof.extra]).toEqual(extra && [...extra])
        expect(verifyProofFile(proof, leafOf(index, size), policy)).toEqual({
          origin: ORIGIN,
          size,
          root: rootAt(size),
          cosignatures: [{ key: witnessKey, atSeconds: AT }],
        })
      }),
      { numRuns: 40 },
    )
  })

  test('shows no other leaf, at no other index, by no other hashes', () => {
    fc.assert(
      fc.property(sized, ([index, size]) => {
        const [proof, leaf] = [proofOf(index, size), leafOf(index, size)]
        expect(() => verifyProofFile(proof, rootAt(size + 1), policy)).toThrow(
          `does not show at index ${index}`,
        )
        for (const other of [index - 1, index + 1, size, size + index])
          if (other !== index)
            expect(() => verifyProofFile({ ...proof, index: other }, leaf, policy)).toThrow(refused)
        for (const hashes of wrongProofs(proof.hashes))
          expect(() => verifyProofFile({ ...proof, hashes }, leaf, policy)).toThrow(refused)
      }),
      { numRuns: 40 },
    )
  })

  test('is not believed under another log’s checkpoint, or a stranger’s', () => {
    const [proof, leaf] = [proofOf(5, 8), leafOf(5, 8)]
    expect(() => verifyProofFile(proof, leaf, { ...policy, origin: 'other.example/ledger' })).toThrow(
      /not of other/,
    )
    expect(() => verifyProofFile(proof, leaf, { ...policy, logKeys: [strangerKey] })).toThrow(
      /has not signed/,
    )
    const later = { ...proof, checkpoint: proofOf(5, 9).checkpoint }
    expect(() => verifyProofFile(later, leaf, policy)).toThrow(/does not show/)
  })

  test('is judged by what was signed, not by what was put beside it', () => {
    const [proof, leaf] = [proofOf(5, 8), leafOf(5, 8)]
    const other = inclusionOf(5, 9)
    const checkpoint = { ...proof.checkpoint, size: 9, root: other.root }
    expect(() => verifyProofFile({ ...proof, hashes: other.proof, checkpoint }, leaf, policy)).toThrow(
      /does not show/,
    )
  })

  test('has no byte that can change and it still shows the leaf, but for extra data and lines of strangers', () => {
    const proof = proofOf(5, 8, Buffer.from('밤비'))
    const leaf = leafOf(5, 8)
    for (const mutation of mutationsOf(formatProofFile(proof))) {
      const parsed = orRefused(() => parseProofFile(mutation))
      if (!parsed) continue
      expect(Buffer.from(formatProofFile(parsed)).equals(mutation)).toBe(true)
      const found = orRefused(() => verifyProofFile(parsed, leaf, policy))
      if (!found) continue
      const { index, hashes } = parsed
      expect({ index, hashes, size: found.size }).toEqual({ index: 5, hashes: proof.hashes, size: 8 })
    }
  })
})

describe('What is no proof file', () => {
  const whole = formatProofFile(proofOf(5, 8))
  const hash = Buffer.from(first).toString('base64')
  test.each([
    ['of another version', whole.replace('@v1', '@v2')],
    ['without its form', whole.replace('c2sp.org/tlog-proof@v1\n', '')],
    ['without an index', whole.replace('index 5\n', '')],
    ['with an index of letters', whole.replace('index 5', 'index five')],
    ['with an index below nothing', whole.replace('index 5', 'index -5')],
    ['with an index with a zero before it', whole.replace('index 5', 'index 05')],
    ['with two spaces', whole.replace('index 5', 'index  5')],
    ['with extra data of no bytes', whole.replace('index 5', 'extra \nindex 5')],
    ['with extra data that is no base64', whole.replace('index 5', 'extra !!\nindex 5')],
    ['with extra data twice', whole.replace('index 5', 'extra AA==\nextra AA==\nindex 5')],
    ['with extra data below its index', whole.replace('index 5', 'index 5\nextra AA==')],
    ['with a hash of 64 bytes', whole.replace('index 5', `index 5\n${Buffer.alloc(64).toString('base64')}`)],
    ['with a hash in hexadecimal', whole.replace('index 5', `index 5\n${'ab'.repeat(32)}`)],
    ['with 64 hashes', whole.replace('index 5', `index 5${`\n${hash}`.repeat(61)}`)],
    ['without its empty line', whole.replace('\n\n', '\n')],
    ['with two empty lines', whole.replace('\n\n', '\n\n\n')],
    ['without its last newline', whole.slice(0, -1)],
    ['with a line behind it', `${whole}more\n`],
    ['with the line ends of another system', whole.replaceAll('\n', '\r\n')],
    ['of nothing', ''],
    ['of newlines', '\n'.repeat(900_000)],
    ['of a million hashes', `c2sp.org/tlog-proof@v1\nindex 5\n${`${hash}\n`.repeat(20_000)}\n`],
  ])('a text %s', (_, text) => {
    expect(() => parseProofFile(text)).toThrow(refused)
  })

  test('random bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (bytes) => orRefused(() => parseProofFile(bytes)) === null,
      ),
    )
  })

  test('what cannot be written in one way', () => {
    const proof = proofOf(5, 8)
    for (const wrong of [
      { index: -1 },
      { index: 0.5 },
      { extra: Buffer.alloc(0) },
      { hashes: [Buffer.alloc(31)] },
    ])
      expect(() => formatProofFile({ ...proof, ...wrong })).toThrow(refused)
    expect(() => formatProofFile({ ...proof, hashes: Array(64).fill(first) })).toThrow(refused)
  })
})
