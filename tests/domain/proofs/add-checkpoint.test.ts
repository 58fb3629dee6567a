import { beforeEach, expect, test } from 'vitest'
import { formatCheckpoint, type SignedCheckpoint, signCheckpoint } from '~/domain/proofs/checkpoint'
import { formatHash } from '~/domain/proofs/tree'
import { formatAddCheckpoint } from '~/domain/proofs/witness'
import { logKey, ORIGIN, strangerKey, witnessKey } from '../../support/proof-keys'
import { consistencyOf, rootAt } from '../../support/proof-trees'
import { makeWitness, type TestWitness } from '../../support/witness'

const signedAt = (size: number, root = rootAt(size), keys = [logKey], origin = ORIGIN) =>
  signCheckpoint({ origin, size, root }, keys)

/** A request to go on from `oldSize`, as Melt makes it. */
const requestOf = (
  oldSize: number,
  size: number,
  checkpoint: SignedCheckpoint = signedAt(size),
  hashes = consistencyOf(oldSize, size).proof,
) => Buffer.from(formatAddCheckpoint({ oldSize, hashes, checkpoint }))

const EMPTY_BUT_NOT = `${ORIGIN}\n0\n${formatHash(rootAt(1))}\n`

let witness: TestWitness
beforeEach(() => {
  witness = makeWitness(witnessKey, new Map([[ORIGIN, [logKey]]]))
  expect(witness.addCheckpoint(requestOf(0, 6)).status).toBe(200)
})

test.each<[string, () => Uint8Array, number]>([
  ['what continues the one before', () => requestOf(6, 8), 200],
  ['the same again', () => requestOf(6, 6), 200],
  [
    'a signature of somebody else besides',
    () => requestOf(6, 8, signedAt(8, rootAt(8), [strangerKey, logKey])),
    200,
  ],
  ['no request', () => Buffer.from('old 6\n'), 400],
  [
    'more old leaves than new ones',
    () => Buffer.from(`old 7\n\n${requestOf(6, 6).toString().slice(7)}`),
    400,
  ],
  [
    'a log that it does not know',
    () => requestOf(6, 8, signedAt(8, rootAt(8), [logKey], 'other.example')),
    404,
  ],
  ['a log’s checkpoint by another key', () => requestOf(6, 8, signedAt(8, rootAt(8), [strangerKey])), 403],
  [
    'a signature that does not fit',
    () => Buffer.from(requestOf(6, 8).toString().replace('\n8\n', '\n9\n')),
    403,
  ],
  ['another old size', () => requestOf(4, 8), 409],
  ['no old size', () => requestOf(0, 8), 409],
  ['a second checkpoint of one size', () => requestOf(6, 6, signedAt(6, rootAt(5))), 422],
  ['a proof too few', () => requestOf(6, 8, signedAt(8), []), 422],
  ['a proof of another log', () => requestOf(6, 8, signedAt(8, rootAt(7))), 422],
  ['a proof that is not needed', () => requestOf(6, 6, signedAt(6), [rootAt(1)]), 422],
  [
    'an empty log that is not',
    () => Buffer.from(`old 0\n\n${EMPTY_BUT_NOT}\n${requestOf(6, 6).toString().split('\n\n')[2]}`),
    422,
  ],
])('A witness that is asked for %s answers as C2SP has it', (_what, body, status) => {
  const before = witness.seen.get(ORIGIN)
  const answer = witness.addCheckpoint(body())
  expect(answer.status).toBe(status)
  if (status === 200) expect(answer.body).toMatch(/^— witness\.example\/밤비 \S+\n$/)
  else expect(witness.seen.get(ORIGIN)).toBe(before)
  if (status === 409) expect(answer).toMatchObject({ body: '6\n', type: 'text/x.tlog.size' })
})

test('A witness that knows nothing yet begins anywhere, without a proof', () => {
  const fresh = makeWitness(witnessKey, new Map([[ORIGIN, [logKey]]]))
  expect(fresh.addCheckpoint(requestOf(0, 8, signedAt(8), [rootAt(1)])).status).toBe(422)
  expect(fresh.addCheckpoint(requestOf(0, 0)).status).toBe(200)
  expect(fresh.addCheckpoint(requestOf(0, 8)).status).toBe(200)
  expect(formatCheckpoint(signedAt(8))).toContain('\n8\n')
})
