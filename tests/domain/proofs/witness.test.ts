import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCheckpoint, signCheckpoint, verifyCheckpoint } from '~/domain/proofs/checkpoint'
import { formatSignatures, signNote } from '~/domain/proofs/note'
import { verifyConsistency } from '~/domain/proofs/tree-proof'
import {
  addCosignatures,
  formatAddCheckpoint,
  formatWitnessedSize,
  parseAddCheckpoint,
  parseWitnessedSize,
} from '~/domain/proofs/witness'
import {
  logKey,
  mutationsOf,
  ORIGIN,
  orRefused,
  policy,
  strangerKey,
  witnessKey,
} from '../../support/proof-keys'
import { consistencyOf, rootAt, sized } from '../../support/proof-trees'

const AT = 1_795_996_800
const signedAt = (size: number) => signCheckpoint({ origin: ORIGIN, size, root: rootAt(size) }, [logKey])
const requestOf = (oldSize: number, size: number) => ({
  oldSize,
  hashes: consistencyOf(oldSize, size).proof,
  checkpoint: signedAt(size),
})

describe('What a witness is asked', () => {
  test('comes to it as it was written, and shows that the log was only added to', () => {
    fc.assert(
      fc.property(sized, ([oldSize, size]) => {
        const written = formatAddCheckpoint(requestOf(oldSize, size))
        const asked = parseAddCheckpoint(Buffer.from(written))
        expect(formatAddCheckpoint(asked)).toBe(written)
        const { root } = verifyCheckpoint(asked.checkpoint, policy)
        const oldRoot = rootAt(oldSize)
        expect(verifyConsistency({ oldSize: asked.oldSize, oldRoot, proof: asked.hashes, size, root })).toBe(
          true,
        )
      }),
      { numRuns: 30 },
    )
  })

  test('begins with the old size, the hashes, and an empty line', () => {
    expect(
      formatAddCheckpoint(requestOf(6, 8))
        .split('\n')
        .slice(0, 6)
        .map((line) => line.length),
    ).toEqual([5, 44, 44, 44, 0, 19])
    expect(formatAddCheckpoint(requestOf(0, 8))).toMatch(/^old 0\n\nmelt\.example\/ledger\n8\n/)
  })

  test('is refused in another form', () => {
    const written = formatAddCheckpoint(requestOf(6, 8))
    const hash = written.split('\n')[1] ?? ''
    for (const wrong of [
      written.replace('old 6', 'old 06'),
      written.replace('old 6', 'old'),
      written.replace('old 6', 'old -1'),
      written.replace('old 6\n', ''),
      written.replace('\n\n', '\n'),
      written.replace('old 6\n', `old 6\n${`${hash}\n`.repeat(61)}`),
      written.slice(0, -1),
    ])
      expect(
        orRefused(() => parseAddCheckpoint(wrong)),
        wrong,
      ).toBeNull()
    expect(orRefused(() => parseAddCheckpoint(written))).not.toBeNull()
  })

  test('has no byte that can change and it still shows the same', () => {
    const request = requestOf(6, 8)
    for (const mutation of mutationsOf(formatAddCheckpoint(request))) {
      const asked = orRefused(() => parseAddCheckpoint(mutation))
      if (!asked) continue
      expect(Buffer.from(formatAddCheckpoint(asked)).equals(mutation)).toBe(true)
      const found = orRefused(() => verifyCheckpoint(asked.checkpoint, policy))
      if (!found) continue
      const { oldSize, hashes: proof } = asked
      expect(verifyConsistency({ oldSize, oldRoot: rootAt(6), proof, ...found }), mutation.toString()).toBe(
        false,
      )
    }
  })
})

describe('What a witness answers', () => {
  const checkpoint = signedAt(8)
  const text = formatCheckpoint(checkpoint)
  const lineOf = (signed: string, at = AT) => formatSignatures([signNote(signed, witnessKey, at)])

  test('stands under the checkpoint and is believed with it', () => {
    const witnessed = addCosignatures(checkpoint, lineOf(text), [witnessKey])
    expect(verifyCheckpoint(witnessed, policy).cosignatures).toEqual([{ key: witnessKey, atSeconds: AT }])
    expect(checkpoint.note.signatures).toHaveLength(1)
  })

  test('takes the place of its earlier answer', () => {
    const earlier = addCosignatures(checkpoint, lineOf(text), [witnessKey])
    const later = addCosignatures(earlier, lineOf(text, AT + 60), [witnessKey])
    expect(later.note.signatures).toHaveLength(2)
    expect(verifyCheckpoint(later, policy).cosignatures).toEqual([{ key: witnessKey, atSeconds: AT + 60 }])
  })

  test('counts only where it is its own signature of this checkpoint', () => {
    const other = formatCheckpoint(signedAt(9))
    expect(() => addCosignatures(checkpoint, lineOf(other), [witnessKey])).toThrow(/does not fit/)
    expect(() => addCosignatures(checkpoint, lineOf(text), [])).toThrow(/no known key/)
    const stranger = formatSignatures([signNote(text, strangerKey)])
    expect(() => addCosignatures(checkpoint, stranger, [witnessKey])).toThrow(/no known key/)
    expect(() => addCosignatures(checkpoint, stranger, [strangerKey])).toThrow(/log’s/)
    const both = addCosignatures(checkpoint, `${stranger}${lineOf(text)}`, [witnessKey])
    expect(both.note.signatures.map(({ name }) => name)).toEqual([ORIGIN, witnessKey.name])
  })

  test('may be the size that it knows', () => {
    expect(parseWitnessedSize(formatWitnessedSize(20_852_014))).toBe(20_852_014)
    for (const wrong of [
      '',
      '\n',
      '8',
      '8\n\n',
      '08\n',
      ' 8\n',
      '8 \n',
      '-1\n',
      '1e3\n',
      'null\n',
      '9007199254740992\n',
    ])
      expect(
        orRefused(() => parseWitnessedSize(wrong)),
        wrong,
      ).toBeNull()
  })
})
