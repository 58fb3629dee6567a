import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { signCheckpoint } from '~/domain/proofs/checkpoint'
import { formatVkey } from '~/domain/proofs/key'
import { formatProofFile } from '~/domain/proofs/proof-file'
import { logKey, ORIGIN, strangerKey } from '../../support/proof-keys'
import { inclusionOf, rootAt } from '../../support/proof-trees'

const folder = mkdtempSync(path.join(tmpdir(), 'melt-proof-'))
afterAll(() => rmSync(folder, { recursive: true }))

function verify(leaf: string, proof: string, vkey = formatVkey(logKey)) {
  const files = { leaf: path.join(folder, 'leaf'), proof: path.join(folder, 'proof') }
  writeFileSync(files.leaf, leaf)
  writeFileSync(files.proof, proof)
  const args = ['public/verify-proof.mjs', vkey, files.leaf, files.proof]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return `${status} ${stdout.trim()}`
}

function proofOf(index: number, size: number) {
  const checkpoint = signCheckpoint({ origin: ORIGIN, size, root: rootAt(size) }, [logKey])
  return formatProofFile({ extra: null, index, hashes: inclusionOf(index, size).proof, checkpoint })
}

test.each([
  [0, 1],
  [1, 2],
  [5, 8],
  [6, 7],
  [64, 65],
  [1_999, 3_000],
])('Leaf %i of %i is shown to a person who has a script and no Melt', (index, size) => {
  expect(verify(`entry ${index}`, proofOf(index, size))).toBe(
    `0 shown: leaf ${index} of ${size} in ${ORIGIN}`,
  )
})

test('The script shows nothing that the log does not have', () => {
  const proof = proofOf(5, 8)
  const [hash = ''] = /^.{44}$/m.exec(proof) ?? []
  expect(verify('entry 6', proof)).toBe('1 not shown: the log has another leaf there')
  expect(verify('entry 5', proof.replace('index 5', 'index 4'))).toBe(
    '1 not shown: the log has another leaf there',
  )
  expect(verify('entry 5', proof.replace('index 5', 'index 8'))).toBe(
    '1 not shown: there is no leaf 8 among 8',
  )
  expect(verify('entry 5', proof.replace(`${hash}\n`, ''))).toBe('1 not shown: a proof is too short')
  expect(verify('entry 5', proof.replace(hash, `${hash}\n${hash}`))).toBe('1 not shown: a proof is too long')
  expect(verify('entry 5', proof.replace('\n8\n', '\n7\n'))).toMatch(
    /^1 not shown: the signature does not fit/,
  )
  expect(verify('entry 5', proof, formatVkey(strangerKey))).toMatch(/^1 not shown: the checkpoint is of melt/)
  expect(verify('entry 5', proof.replace('index', 'Index'))).toBe('1 not shown: the file is no proof')
})
