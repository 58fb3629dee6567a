import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { confirmDonation, rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { eraseReason } from '~/domain/donations/erase-reason.server'
import { listOwnDonations } from '~/domain/donations/list.server'
import { addManualDonation } from '~/domain/donations/manual.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer, manualOf } from '../../support/people'
import { type Columns, insert, refusal, type Sql } from '../../support/refused-by-database'

useDatabase()

let creator: Viewer
let fan: Viewer
let waiting: string
let confirmed: string
let channelId: string

beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  fan = await makeViewer('새벽세시라면')
  waiting = await donateAs(fan, creator)
  confirmed = (await addManualDonation(creator, manualOf(500))).donation.id
})

const set = (assignments: string, id = waiting): Sql => [
  `UPDATE donation_events SET ${assignments} WHERE id = $1`,
  [id],
]

const donation = (columns: Columns = {}) =>
  insert('donation_events', {
    id: randomUUID(),
    channel_id: channelId,
    status: 'OCCURRED',
    source: 'manual',
    occurred_at: new Date(),
    ...columns,
  })

const confirmation = (by: string | null, kind: string, amount: number | null = 1000) =>
  set(
    `status = 'CONFIRMED', amount_cheese = ${amount}, confirmed_at = now(), confirmed_by_kind = '${kind}', confirmed_by = ${by ? `'${by}'` : 'NULL'}`,
  )

const entry = (columns: Columns = {}) =>
  insert('donation_entries', {
    channel_id: channelId,
    seq: 3,
    donation_id: waiting,
    from_status: 'OCCURRED',
    to_status: 'REJECTED',
    amount_delta: 0,
    actor_kind: 'creator',
    actor_id: creator.id,
    at: new Date(),
    prev_hash: 'a'.repeat(64),
    hash: 'b'.repeat(64),
    ...columns,
  })

async function lastHash() {
  const { rows } = await pool.query<{ hash: string }>('SELECT hash FROM ledger_heads WHERE channel_id = $1', [
    channelId,
  ])
  return rows[0]?.hash ?? ''
}

describe('The database refuses', () => {
  test.each([
    ['UPDATE donation_entries SET reason = NULL', 'donation_entries_append_only'],
    ['UPDATE donation_entries SET amount_delta = 7 WHERE seq = 2', 'donation_entries_append_only'],
    ['DELETE FROM donation_entries', 'donation_entries_append_only'],
    ['DELETE FROM donation_entries WHERE seq = 2', 'donation_entries_append_only'],
    ['TRUNCATE donation_entries', 'donation_entries_append_only'],
    ['TRUNCATE donation_events CASCADE', 'donation_entries_append_only'],
    ['DELETE FROM donation_events', 'donation_entries_donation_id_fkey'],
  ])('to forget: %s', async (text, constraint) => {
    expect(await refusal([text])).toBe(constraint)
  })

  test('of a reason with a digest, to change anything but that reason and salt go together', async () => {
    await rejectDonation(creator, waiting, '이름이 든 이유')
    const one = `WHERE donation_id = '${waiting}' AND reason IS NOT NULL`
    for (const change of [
      'reason = NULL',
      'reason_salt = NULL',
      "reason = '다른 이유'",
      'reason = NULL, reason_salt = NULL, reason_digest = NULL',
      'reason = NULL, reason_salt = NULL, amount_delta = 7',
      'form = 1, reason_salt = NULL, reason_digest = NULL',
    ])
      expect(await refusal([`UPDATE donation_entries SET ${change} ${one}`]), change).toBe(
        'donation_entries_append_only',
      )
    const digested = {
      form: 2,
      reason: '이유',
      reason_salt: 'ab'.repeat(16),
      prev_hash: await lastHash(),
      seq: 4,
    }
    for (const columns of [
      { ...digested, reason_digest: 'c'.repeat(64) },
      { ...digested, reason_salt: null },
      { ...digested, reason: null, reason_salt: null, reason_digest: 'a'.repeat(64) },
      { ...digested, reason_salt: 'ab', reason_digest: 'a'.repeat(64) },
      { ...digested, reason_salt: 'zz'.repeat(16), reason_digest: 'a'.repeat(64) },
      { ...digested, form: 1 },
      { ...digested, form: 3 },
    ])
      expect(await refusal(entry(columns))).toBe('donation_entries_digests_reason')
  })

  test('to erase the reason by which a merge is known, or one that the hash itself covers', async () => {
    await rejectDonation(creator, waiting, '이름이 든 이유')
    const { seq } = await db.donationEntry.findFirstOrThrow({ where: { channelId, reason: { not: null } } })
    for (const none of [seq - 1, 0.5, 2 ** 40]) expect(await eraseReason({ channelId, seq: none })).toBe(null)
    expect(await eraseReason({ channelId: 'x', seq })).toBe(null)
    expect(await eraseReason({ channelId, seq })).toEqual({ erased: 1, kept: 0 })
    expect(await eraseReason({ channelId, seq })).toBe(null)
    expect((await verifyLedger()).disagreements).toEqual([])
  })

  test('nothing of an erased reason, of which its fan sees no earlier one instead', async () => {
    await rejectDonation(creator, waiting, '먼저 적은 이유')
    await confirmDonation(creator, waiting, 500)
    await reverseDonation(creator, waiting, '이름이 든 이유')
    const { seq } = await db.donationEntry.findFirstOrThrow({
      where: { channelId, reason: '이름이 든 이유' },
    })
    const shown = async () =>
      (await listOwnDonations(fan, undefined)).items.find(({ donation }) => donation.id === waiting)?.reason
    expect(await shown()).toBe('이름이 든 이유')
    await eraseReason({ channelId, seq })
    expect(await shown()).toBeUndefined()
  })

  const ILLEGAL = /^donation_events_(legal_transition|never_pending)$/

  test('a step that no donation takes, and one that begins in the middle', async () => {
    for (const to of ['REVERSED', 'PENDING']) expect(await refusal(set(`status = '${to}'`))).toMatch(ILLEGAL)
    for (const to of ['OCCURRED', 'REJECTED', 'PENDING'])
      expect(await refusal(set(`status = '${to}'`, confirmed))).toMatch(ILLEGAL)
    for (const status of ['PENDING', 'REJECTED', 'REVERSED'])
      expect(await refusal(donation({ status }))).toMatch(ILLEGAL)
  })

  test.each(['amount_cheese', 'confirmed_at', 'confirmed_by_kind'])(
    'a confirmation without its %s',
    async (column) => {
      const [text, values] = confirmation(creator.id, 'creator')
      const without = text.replace(new RegExp(`${column} = [^,]+`), `${column} = NULL`)
      expect(await refusal([without, values])).toMatch(/confirmed_is_complete|confirmer_is_one|confirmer_may/)
    },
  )

  test.each([0, -1, -1000])('an amount of %i', async (amount) => {
    expect(await refusal(confirmation(creator.id, 'creator', amount))).toBe('donation_events_amount_positive')
    expect(await refusal(set(`claimed_amount_cheese = ${amount}`))).toBe(
      'donation_events_claimed_amount_positive',
    )
    expect(await refusal([`UPDATE donation_intents SET amount_cheese = ${amount}`])).toBe(
      'donation_intents_amount_positive',
    )
  })

  test('another amount for what is confirmed', async () => {
    const other = set('amount_cheese = 501', confirmed)
    expect(await refusal(other)).toBe('donation_events_confirmed_amount_stands')
  })

  test('another time or confirmer for what is confirmed', async () => {
    for (const change of ["confirmed_at = confirmed_at + interval '1 hour'", `confirmed_by = '${fan.id}'`]) {
      expect(await refusal(set(change, confirmed))).toBe('donation_events_confirmed_amount_stands')
    }
  })

  test('an entry in one channel about a donation of another', async () => {
    const other = (await addManualDonation(await makeCreator('고구마탐험대'), manualOf(700))).donation.id
    expect(await refusal(entry({ donation_id: other }))).toBe('donation_entries_of_own_channel')
  })

  test('a second donation for one intent, and a second one for one request', async () => {
    const twice =
      'SELECT gen_random_uuid(), channel_id, intent_id, status, source, occurred_at FROM donation_events WHERE id = $1'
    const columns = '(id, channel_id, intent_id, status, source, occurred_at)'
    expect(await refusal([`INSERT INTO donation_events ${columns} ${twice}`, [waiting]])).toBe(
      'donation_events_intent_id_key',
    )
    const request_id = randomUUID()
    const twins = [donation({ request_id }), donation({ request_id })]
    expect(await refusal(...twins)).toBe('donation_events_channel_id_request_id_key')
  })

  test('a donation that moves to another channel', async () => {
    const other = await makeCreator('고구마탐험대')
    expect(await refusal(set(`channel_id = '${other.channel?.id}'`))).toBe('donation_events_stays_in_channel')
  })

  test('a confirmer who is neither the channel’s creator, an admin nor a machine', async () => {
    const other = await makeCreator('고구마탐험대')
    const admin = await makeViewer('관리자', 'admin')
    for (const [by, kind] of [
      [fan.id, 'creator'],
      [other.id, 'creator'],
      [creator.id, 'admin'],
      [fan.id, 'admin'],
    ] as const) {
      expect(await refusal(confirmation(by, kind)), kind).toBe('donation_events_confirmer_may')
    }
    for (const [by, kind] of [
      [fan.id, 'viewer'],
      [null, 'creator'],
      [null, 'admin'],
      [creator.id, 'session'],
      [creator.id, 'statement'],
    ] as const) {
      expect(await refusal(confirmation(by, kind)), kind).toMatch(
        /confirmer_is_one|confirmer_may|may_auto_confirm/,
      )
    }
    await chooseAutoConfirmMode(creator, 'auto')
    for (const [by, kind] of [
      [creator.id, 'creator'],
      [admin.id, 'admin'],
      [null, 'session'],
      [null, 'statement'],
    ] as const) {
      expect(await refusal(confirmation(by, kind)), kind).toBe('donation_events_match_ledger')
    }
  })

  test('a state without the entry that tells it', async () => {
    expect(await refusal(donation())).toBe('donation_events_match_ledger')
    expect(await refusal(set(`status = 'REJECTED'`))).toBe('donation_events_match_ledger')
  })

  test('a merge that no entry tells, that counts, or goes into what does not stand there', async () => {
    const merged = (into: string, more = '') => set(`${more}merged_into_id = '${into}', merged_at = now()`)
    const other = (await addManualDonation(await makeCreator('고구마탐험대'), manualOf(700))).donation.id
    const rejected = "status = 'REJECTED', "
    expect(await refusal(merged(confirmed))).toBe('donation_events_merged_counts_nothing')
    expect(await refusal(merged(confirmed, rejected))).toBe('donation_events_match_ledger')
    expect(await refusal(merged(other, rejected))).toBe('donation_events_merged_into_standing')
    expect(await refusal(merged(waiting, rejected))).toMatch(/merged_(counts_nothing|into_standing)/)
    expect(await refusal(set("merge_took = '{donor}'"))).toBe('donation_events_merged_is_whole')
    const moved = [
      'UPDATE messages SET donation_id = $2 WHERE donation_id = $1',
      [waiting, confirmed],
    ] as const
    expect(await refusal([moved[0], [...moved[1]]])).toMatch(/messages_(never_rewritten|donation_id_key)/)
  })

  test('an entry that does not follow the one before it', async () => {
    expect(await refusal(entry())).toBe('donation_entries_chain')
    const prev_hash = await lastHash()
    expect(await refusal(entry({ seq: 4, prev_hash }))).toBe('donation_entries_chain')
    expect(await refusal(entry({ seq: 2, prev_hash }))).toMatch(/donation_entries_(chain|pkey)/)
    expect(await refusal(entry({ seq: 0, prev_hash: '0'.repeat(64) }))).toMatch(
      /donation_entries_(chain|seq_from_one)/,
    )
    expect(await refusal(set(`status = 'REJECTED'`), entry({ prev_hash }))).toBe('nothing was refused')
  })

  test('an entry whose sum does not fit its step', async () => {
    const prev_hash = await lastHash()
    for (const [to_status, amount_delta] of [
      ['CONFIRMED', 0],
      ['CONFIRMED', -5],
      ['REVERSED', 5],
      ['REVERSED', 0],
      ['REJECTED', 1],
      ['OCCURRED', -1],
    ]) {
      expect(await refusal(entry({ prev_hash, to_status, amount_delta }))).toBe(
        'donation_entries_delta_fits_change',
      )
    }
    expect(await refusal(entry({ prev_hash, hash: 'x'.repeat(64) }))).toBe('donation_entries_hash_format')
  })
})

test('Whatever was tried, the ledger agrees with itself', async () => {
  expect((await verifyLedger()).disagreement).toBeNull()
})
