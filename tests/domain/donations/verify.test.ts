import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { addManualDonation } from '~/domain/donations/add-manual.server'
import { confirmDonation } from '~/domain/donations/confirm.server'
import { hashEntry } from '~/domain/donations/entry'
import { rejectDonation } from '~/domain/donations/reject.server'
import { reverseDonation } from '~/domain/donations/reverse.server'
import { findingLines } from '~/domain/donations/verify/findings'
import { verifyLedger } from '~/domain/donations/verify.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer, manualOf } from '../../support/people'

useDatabase()

let creator: Viewer
let fan: Viewer
let channelId: string
let waiting: string
let confirmed: string
let reversed: string

const TABLES = ['donation_entries', 'donation_events', 'ledger_heads', 'feed_items', 'messages']

/** Entries: 1 waiting; 2 rejected, 3 its rejection; 4 to 6 reversed; 7 and 8 confirmed; 9 added by hand. */
beforeAll(async () => {
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  fan = await makeViewer('새벽세시라면')
  waiting = await donateAs(fan, creator)
  await rejectDonation(creator, await donateAs(fan, creator), '아님')
  reversed = await donateAs(fan, creator)
  await confirmDonation(creator, reversed, 700)
  await reverseDonation(creator, reversed, '틀림')
  confirmed = await donateAs(fan, creator)
  await confirmDonation(creator, confirmed, 1000)
  await addManualDonation(creator, manualOf(50))
  for (const table of TABLES) await pool.query(`CREATE TABLE kept_${table} AS TABLE ${table}`)
})

beforeEach(async () => {
  expect(await verifyLedger()).toEqual({
    channels: 1,
    entries: 9,
    donations: 5,
    disagreement: null,
    disagreements: [],
    counts: {},
  })
})

afterEach(async () => {
  for (const table of TABLES) await tamper(`DELETE FROM ${table}`)
  for (const table of [...TABLES].reverse()) await tamper(`INSERT INTO ${table} SELECT * FROM kept_${table}`)
})

/** Writes as nobody may: with every trigger and foreign key of this connection asleep. */
async function tamper(text: string, values: unknown[] = []) {
  const client = await pool.connect()
  try {
    await client.query('SET session_replication_role = replica')
    await client.query(text, values)
  } finally {
    await client.query('RESET session_replication_role')
    client.release()
  }
}

const disagreements = async () =>
  (await verifyLedger()).disagreements.map(({ kind, what }) => `${kind}: ${what}`)
const atEntry = (kind: string, seq: number, what: string) =>
  `${kind}: channel ${channelId} entry ${seq}: ${what}`
const ofDonation = (kind: string, id: string, what: string) => `donation ${kind}: donation ${id}: ${what}`
const donationOf = async (seq: number) =>
  (await db.donationEntry.findFirstOrThrow({ where: { channelId, seq } })).donationId

test.each([
  ["reason = '다른 이유'", 6],
  ['reason = NULL', 3],
  ["at = at - interval '1 day'", 1],
])('An entry of which %s was changed is named, and nothing else', async (assignment, seq) => {
  await tamper(`UPDATE donation_entries SET ${assignment} WHERE seq = $1`, [seq])
  expect(await disagreements()).toEqual([atEntry('entry hash', seq, 'its hash does not fit its content')])
})

test.each([
  ['amount_delta = amount_delta + 1', 8, 'counts 1000, the entries say 1001'],
  ["at = at - interval '1 day'", 8, 'was confirmed at another time than the entries say'],
  ["actor_kind = 'admin'", 8, 'was confirmed by another than the entries say'],
  ['actor_id = NULL', 9, 'was confirmed by another than the entries say'],
  ["actor_kind = 'statement'", 9, 'is of source manual, the entries say statement'],
])('An entry of which %s was changed disagrees with its donation too', async (assignment, seq, what) => {
  await tamper(`UPDATE donation_entries SET ${assignment} WHERE seq = $1`, [seq])
  const [first, ...others] = await disagreements()
  expect(first).toBe(atEntry('entry hash', seq, 'its hash does not fit its content'))
  expect(others.join()).toContain(`donation ${await donationOf(seq)}: ${what}`)
})

test('A hash that was changed is named, and the entry after it no longer continues it', async () => {
  await tamper(`UPDATE donation_entries SET hash = repeat('a', 64) WHERE seq = 5`)
  expect(await disagreements()).toEqual([
    atEntry('entry hash', 5, 'its hash does not fit its content'),
    atEntry('entry chain', 6, 'does not continue the chain'),
  ])
})

test('An entry that is gone from the middle is named by the one after it, and by its donation’s next step', async () => {
  await tamper('DELETE FROM donation_entries WHERE seq = 4')
  expect(await disagreements()).toEqual([
    atEntry('entry number', 5, 'expected number 4'),
    ofDonation('source', reversed, 'is of source user_flow, the entries say manual'),
    atEntry('entry step', 5, 'does not start from OCCURRED'),
  ])
})

test('Entries that were numbered anew no longer continue the chain', async () => {
  await tamper('DELETE FROM donation_entries WHERE seq = 4')
  await tamper('UPDATE donation_entries SET seq = seq - 1 WHERE seq > 4')
  const named = await disagreements()
  expect(named).toContain(atEntry('entry chain', 4, 'does not continue the chain'))
  for (const seq of [4, 5, 6, 7, 8])
    expect(named).toContain(atEntry('entry hash', seq, 'its hash does not fit its content'))
})

test('A ledger cut at its end disagrees with its head, and with its donations where the head was cut too', async () => {
  const last = await donationOf(9)
  await tamper('DELETE FROM donation_entries WHERE seq = 9')
  const untold = `donation without entry: donation ${last}: no entry tells of it`
  const [head, ...others] = await disagreements()
  expect(head).toMatch(/^ledger head: channel .*: the head says 9 \(.{8}\), the entries say 8 \(.{8}\)$/)
  expect(others).toEqual([untold])
  await tamper('UPDATE ledger_heads SET seq = 8, hash = (SELECT hash FROM donation_entries WHERE seq = 8)')
  expect(await disagreements()).toEqual([untold])
})

test('A head that was turned, or is gone, is named', async () => {
  await tamper(`UPDATE ledger_heads SET hash = repeat('a', 64)`)
  expect(await disagreements()).toEqual([
    expect.stringContaining(`channel ${channelId}: the head says 9 (aaaaaaaa)`),
  ])
  await tamper('DELETE FROM ledger_heads')
  expect(await disagreements()).toEqual([
    expect.stringContaining(`the head says 0 (00000000), the entries say 9`),
  ])
})

test('A last entry written anew with a fitting hash and head disagrees with its donation', async () => {
  const last = await db.donationEntry.findFirstOrThrow({ where: { channelId, seq: 9 } })
  const hash = hashEntry({ ...last, amountDelta: 51 })
  await tamper('UPDATE donation_entries SET amount_delta = 51, hash = $1 WHERE seq = 9', [hash])
  await tamper('UPDATE ledger_heads SET hash = $1', [hash])
  expect(await disagreements()).toEqual([
    ofDonation('amount', last.donationId, 'counts 50, the entries say 51'),
  ])
})

test('Steps that no donation takes are named even where every hash fits', async () => {
  const all = await db.donationEntry.findMany({ where: { channelId }, orderBy: { seq: 'asc' } })
  const rewrite = async (seq: number, change: Partial<(typeof all)[number]>) => {
    let prevHash = '0'.repeat(64)
    for (const entry of all) {
      const content = { ...entry, ...(entry.seq === seq ? change : {}), prevHash }
      prevHash = hashEntry(content)
      const { to, from, amountDelta } = content
      await tamper(
        `UPDATE donation_entries SET to_status = $2::donation_status, from_status = $3::donation_status,
          amount_delta = $4, prev_hash = $5, hash = $6 WHERE seq = $1`,
        [entry.seq, to, from, amountDelta, content.prevHash, prevHash],
      )
    }
    await tamper('UPDATE ledger_heads SET hash = $1', [prevHash])
  }
  await rewrite(8, { from: 'REJECTED' })
  expect(await disagreements()).toEqual([atEntry('entry step', 8, 'does not start from REJECTED')])
  await rewrite(6, { to: 'REJECTED', amountDelta: 0 })
  expect(await disagreements()).toEqual([
    ofDonation('amount', reversed, 'counts 0, the entries say 700'),
    ofDonation('state', reversed, 'is REVERSED, the entries say REJECTED'),
    atEntry('entry amount', 6, 'leaves 700 on a donation that is REJECTED'),
    atEntry('entry step', 6, 'CONFIRMED → REJECTED is no legal step'),
  ])
  await rewrite(6, { amountDelta: -699 })
  expect(await disagreements()).toContain(
    atEntry('entry amount', 6, 'leaves 1 on a donation that is REVERSED'),
  )
  await rewrite(0, {})
  expect(await disagreements()).toEqual([])
})

test.each([
  ['state', "status = 'REJECTED'", () => waiting, 'is REJECTED, the entries say OCCURRED'],
  ['amount', 'amount_cheese = 701', () => reversed, 'is of 701 cheese, the entries say 700'],
  ['source', "source = 'manual'", () => waiting, 'is of source manual, the entries say user_flow'],
  ['donor', 'donor_id = NULL', () => waiting, 'is of another person than the one who registered it'],
  [
    'confirmed_at',
    "confirmed_at = confirmed_at + interval '1 ms'",
    () => reversed,
    'was confirmed at another time than the entries say',
  ],
  [
    'confirmer',
    "confirmed_by_kind = 'session', confirmed_by = NULL",
    () => reversed,
    'was confirmed by another than the entries say',
  ],
])('A donation whose %s the entries do not tell is named', async (kind, assignment, id, what) => {
  await tamper(`UPDATE donation_events SET ${assignment} WHERE id = $1`, [id()])
  expect(await disagreements()).toContain(ofDonation(kind, id(), what))
})

test('A confirmed donation of another amount disagrees with its entries, and every sum with it', async () => {
  await tamper('UPDATE donation_events SET amount_cheese = 9000 WHERE id = $1', [confirmed])
  const { disagreements: named, counts } = await verifyLedger()
  expect(named[0]?.what).toBe(`donation ${confirmed}: counts 9000, the entries say 1000`)
  expect(counts).toEqual({
    'donation amount': 1,
    'feed item': 1,
    channel_days: 1,
    channel_hours: 1,
    channel_week_hours: 1,
    user_channel_days: 1,
    user_channel_stats: 1,
  })
})

test('A donation that is gone, and one that was slipped in, are named', async () => {
  await tamper('DELETE FROM donation_events WHERE id = $1', [reversed])
  const slipped = `INSERT INTO donation_events (id, channel_id, status, source, occurred_at)
    VALUES ('ffffffff-ffff-7fff-bfff-ffffffffffff', $1, 'OCCURRED', 'manual', now())`
  await tamper(slipped, [channelId])
  expect(await disagreements()).toEqual([
    'donation without entry: donation ffffffff-ffff-7fff-bfff-ffffffffffff: no entry tells of it',
    `entry without donation: donation ${reversed}: is not there, an entry tells of it`,
  ])
})

test.each([
  ['shows another amount', 'UPDATE feed_items SET sort_amount = sort_amount + 1'],
  ['stands at another time', "UPDATE feed_items SET at = at + interval '1 ms'"],
  ['is missing', 'DELETE FROM feed_items'],
])('A feed in which something %s is named, each item of it', async (_, text) => {
  const ids = (await db.feedItem.findMany()).map(({ messageId }) => messageId).sort()
  await tamper(text)
  expect(await disagreements()).toEqual(
    ids.map((id) => `feed item: feed item ${id} does not fit its message and donation`),
  )
})

test('A feed that shows what was rejected is named', async () => {
  const message = await db.message.findUniqueOrThrow({ where: { donationId: reversed } })
  const shown = 'INSERT INTO feed_items (message_id, channel_id, at, sort_amount) VALUES ($1, $2, now(), 0)'
  await tamper(shown, [message.id, channelId])
  expect(await disagreements()).toEqual([
    `feed item: feed item ${message.id} does not fit its message and donation`,
  ])
})

test('Thousands of one kind are counted, the first thousand named, and hide no other kind', async () => {
  await tamper(
    `INSERT INTO channel_hours (channel_id, hour, sum_cheese, count)
    SELECT $1, date_trunc('hour', now()) - n * interval '1 hour', 1, 1 FROM generate_series(1, 1500) n`,
    [channelId],
  )
  await tamper("UPDATE donation_entries SET reason = 'x' WHERE seq = 2")
  await tamper("UPDATE donation_events SET source = 'manual' WHERE id = $1", [waiting])
  const found = await verifyLedger()
  expect(found.counts).toEqual({ 'entry hash': 1, 'donation source': 1, channel_hours: 1500 })
  expect(found.disagreements).toHaveLength(1002)
  const lines = findingLines(found, 20)
  expect(lines[0]).toBe('1 × entry hash, 1 × donation source, 1500 × channel_hours')
  expect(lines).toHaveLength(1 + 1 + 1 + 20)
  await tamper("DELETE FROM channel_hours WHERE hour < date_trunc('hour', now())")
})
