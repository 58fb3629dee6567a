import { beforeAll, expect, test } from 'vitest'
import { addManualDonation } from '~/domain/donations/manual.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { useDatabase } from '../../support/database'
import { makeCreator, manualOf } from '../../support/people'
import { refusal } from '../../support/refused-by-database'

useDatabase()

/** Two leaves of one channel, each with its checkpoint. */
beforeAll(async () => {
  const creator = await makeCreator('밤비노래방')
  for (let day = 0; day < 2; day++) {
    await addManualDonation(creator, manualOf(100))
    await addManualDonation(creator, manualOf(100))
    await signLedger()
  }
})

const next = (index: number, seq: string) =>
  `INSERT INTO log_leaves SELECT ${index}, channel_id, day, ${seq}, head_hash, entries_root, hash FROM log_leaves WHERE index = 1`
const cosignature = (size: number, line = '— w AAAA\\n') =>
  `INSERT INTO log_cosignatures (witness, size, line) VALUES ('w', ${size}, E'${line}')`
const NODE = `INSERT INTO log_nodes VALUES (1, 0, repeat('a', 64))`

test.each([
  ['a changed leaf', 'UPDATE log_leaves SET day = day + 1', 'log_append_only'],
  ['a deleted leaf', 'DELETE FROM log_leaves WHERE index = 1', 'log_append_only'],
  ['leaves that are emptied', 'TRUNCATE log_leaves', 'log_append_only'],
  ['a leaf behind a gap', next(3, 'seq + 1'), 'log_leaves_in_order'],
  ['a leaf that goes back', next(2, 'seq - 1'), 'log_leaves_in_order'],
  ['a leaf in the place of another', next(1, 'seq + 1'), 'log_leaves_pkey'],
  ['a changed node', `${NODE}; UPDATE log_nodes SET index = 1`, 'log_append_only'],
  ['a deleted node', `${NODE}; DELETE FROM log_nodes`, 'log_append_only'],
  ['nodes that are emptied', 'TRUNCATE log_nodes', 'log_append_only'],
  ['a node where leaves are', `INSERT INTO log_nodes VALUES (0, 0, '')`, 'log_nodes_above_leaves'],
  ['a changed checkpoint', "UPDATE log_checkpoints SET text = ''", 'log_append_only'],
  ['a deleted checkpoint', 'DELETE FROM log_checkpoints', 'log_append_only'],
  ['checkpoints that are emptied', 'TRUNCATE log_checkpoints CASCADE', 'log_append_only'],
  [
    'a second checkpoint of one size',
    `INSERT INTO log_checkpoints (size, root, text) VALUES (2, repeat('a', 64), '')`,
    'log_checkpoints_pkey',
  ],
  [
    'a checkpoint of another number of leaves',
    `INSERT INTO log_checkpoints (size, root, text) VALUES (3, repeat('a', 64), '')`,
    'log_checkpoints_of_leaves',
  ],
  [
    'a changed cosignature',
    `${cosignature(2)}; UPDATE log_cosignatures SET witness = 'v'`,
    'log_append_only',
  ],
  ['a deleted cosignature', `${cosignature(2)}; DELETE FROM log_cosignatures`, 'log_append_only'],
  ['cosignatures that are emptied', 'TRUNCATE log_cosignatures', 'log_append_only'],
  ['a cosignature of what was not signed', cosignature(3), 'log_cosignatures_size_fkey'],
  ['a cosignature of two lines', cosignature(2, '— w AAAA\\n— v AAAA\\n'), 'log_cosignatures_one_line'],
  ['a cosignature without its end', cosignature(2, '— w AAAA'), 'log_cosignatures_one_line'],
  ['a cosignature that is none', cosignature(2, 'w AAAA\\n'), 'log_cosignatures_one_line'],
])('The database refuses %s', async (_what, statement, constraint) => {
  expect(await refusal([statement])).toBe(constraint)
})
