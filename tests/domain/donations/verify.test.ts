import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { addManualDonation } from '~/domain/donations/add-manual.server'
import { confirmDonation } from '~/domain/donations/confirm.server'
import { hashEntry } from '~/domain/donations/entry'
import { rejectDonation } from '~/domain/donations/reject.server'
import { reverseDonation } from '~/domain/donations/reverse.server'
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
  expect(await verifyLedger()).toEqual({ channels: 1, entries: 9, donations: 5, disagreement: null })
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

const disagreement = async () => (await verifyLedger()).disagreement
const atEntry = (seq: number, what: string) => `channel ${channelId} entry ${seq}: ${what}`

test.each([
  ["reason = '다른 이유'", 6],
  ['reason = NULL', 3],
  ['amount_delta = amount_delta + 1', 8],
  ["at = at - interval '1 day'", 1],
  ["actor_kind = 'admin'", 8],
  ['actor_id = NULL', 9],
  ['donation_id = (SELECT donation_id FROM donation_entries WHERE seq = 9)', 7],
  [`hash = repeat('a', 64)`, 5],
])('An entry of which %s was changed is named', async (assignment, seq) => {
  await tamper(`UPDATE donation_entries SET ${assignment} WHERE seq = $1`, [seq])
  expect(await disagreement()).toBe(atEntry(seq, 'its hash does not fit its content'))
})

test('An entry that is gone from the middle is named by the one after it', async () => {
  await tamper('DELETE FROM donation_entries WHERE seq = 4')
  expect(await disagreement()).toBe(atEntry(5, 'expected number 4'))
})

test('Entries that were numbered anew no longer continue the chain', async () => {
  await tamper('DELETE FROM donation_entries WHERE seq = 4')
  await tamper('UPDATE donation_entries SET seq = seq - 1 WHERE seq > 4')
  expect(await disagreement()).toBe(atEntry(4, 'does not continue the chain'))
})

test('A ledger cut at its end disagrees with its head, and with its donations where the head was cut too', async () => {
  await tamper('DELETE FROM donation_entries WHERE seq = 9')
  expect(await disagreement()).toBe(`channel ${channelId}: the head says 9, the entries say 8`)
  await tamper('UPDATE ledger_heads SET seq = 8, hash = (SELECT hash FROM donation_entries WHERE seq = 8)')
  expect(await disagreement()).toMatch(/^donation [0-9a-f-]{36}: no entry tells of it$/)
})

test('A head that was turned, or is gone, is named', async () => {
  await tamper(`UPDATE ledger_heads SET hash = repeat('a', 64)`)
  expect(await disagreement()).toContain(`channel ${channelId}: the head`)
  await tamper('DELETE FROM ledger_heads')
  expect(await disagreement()).toBe(`channel ${channelId}: the head says 0, the entries say 9`)
})

test('A last entry written anew with a fitting hash and head disagrees with its donation', async () => {
  const last = await db.donationEntry.findFirstOrThrow({ where: { channelId, seq: 9 } })
  const hash = hashEntry({ ...last, amountDelta: 51 })
  await tamper('UPDATE donation_entries SET amount_delta = 51, hash = $1 WHERE seq = 9', [hash])
  await tamper('UPDATE ledger_heads SET hash = $1', [hash])
  expect(await disagreement()).toBe(`donation ${last.donationId}: counts 50, the entries say 51`)
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
  expect(await disagreement()).toBe(atEntry(8, 'does not start from REJECTED'))
  await rewrite(6, { to: 'REJECTED', amountDelta: 0 })
  expect(await disagreement()).toBe(atEntry(6, 'CONFIRMED → REJECTED is no legal step'))
  await rewrite(6, { amountDelta: -699 })
  expect(await disagreement()).toBe(atEntry(6, 'leaves 1 on a donation that is REVERSED'))
  await rewrite(0, {})
  expect(await disagreement()).toBeNull()
})

test('A donation whose state, sum or confirmer the entries do not tell is named', async () => {
  await tamper(`UPDATE donation_events SET status = 'REJECTED' WHERE id = $1`, [waiting])
  expect(await disagreement()).toBe(`donation ${waiting}: is REJECTED, the entries say OCCURRED`)
  await tamper(`UPDATE donation_events SET status = 'OCCURRED' WHERE id = $1`, [waiting])
  await tamper('UPDATE donation_events SET amount_cheese = 9000 WHERE id = $1', [confirmed])
  expect(await disagreement()).toBe(`donation ${confirmed}: counts 9000, the entries say 1000`)
  await tamper('UPDATE donation_events SET amount_cheese = 1000, confirmed_by = $2 WHERE id = $1', [
    confirmed,
    fan.id,
  ])
  expect(await disagreement()).toBe(`donation ${confirmed}: was confirmed by another than the entries say`)
})

test('A donation that is gone, was slipped in, or moved away is named', async () => {
  await tamper('DELETE FROM donation_events WHERE id = $1', [reversed])
  expect(await disagreement()).toBe(`channel ${channelId}: an entry tells of a donation that is not there`)
  const slipped = `INSERT INTO donation_events (id, channel_id, status, source, occurred_at)
    VALUES ('ffffffff-ffff-7fff-bfff-ffffffffffff', $1, 'OCCURRED', 'manual', now())`
  await tamper(slipped, [channelId])
  expect(await disagreement()).toBe('donation ffffffff-ffff-7fff-bfff-ffffffffffff: no entry tells of it')
})

test.each([
  ['shows another amount', 'UPDATE feed_items SET sort_amount = sort_amount + 1'],
  ['stands at another time', "UPDATE feed_items SET at = at + interval '1 ms'"],
  ['is missing', 'DELETE FROM feed_items'],
])('A feed in which something %s is named', async (_, text) => {
  await tamper(text)
  expect(await disagreement()).toMatch(/^feed item [0-9a-f-]{36} does not fit its message and donation$/)
})

test('A feed that shows what was rejected is named', async () => {
  const message = await db.message.findUniqueOrThrow({ where: { donationId: reversed } })
  const shown = 'INSERT INTO feed_items (message_id, channel_id, at, sort_amount) VALUES ($1, $2, now(), 0)'
  await tamper(shown, [message.id, channelId])
  expect(await disagreement()).toBe(`feed item ${message.id} does not fit its message and donation`)
})
