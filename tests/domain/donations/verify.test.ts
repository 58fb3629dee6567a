import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { commands } from '~/commands.server'
import { storedReasonCopy } from '~/copy/ko/moderation'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { confirmDonation, rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { hashEntry, withDigest } from '~/domain/donations/entry'
import { getDonation } from '~/domain/donations/find.server'
import { addManualDonation } from '~/domain/donations/manual.server'
import { findingLines } from '~/domain/donations/verify/findings'
import { listHeads, verifyLedger } from '~/domain/donations/verify.server'
import { retweetMessage, unretweetMessage } from '~/domain/letters/retweet.server'
import { sendLetter } from '~/domain/letters/send.server'
import { removeMessage } from '~/domain/moderation/hide.server'
import { digestReason } from '~/domain/proofs/entry-form'
import { exportLedger } from '~/domain/stats/export.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer, manualOf } from '../../support/people'

useDatabase()

let creator: Viewer
let fan: Viewer
let channelId: string
let waiting: string
let confirmed: string
let reversed: string
let letter: string
let withdrawn: string

const TABLES = [
  'donation_entries',
  'donation_events',
  'ledger_heads',
  'feed_items',
  'messages',
  'message_events',
  'retweets',
  'donation_intents',
]

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
  letter = await send('하나뿐인 편지')
  await retweetMessage(creator, letter)
  await unretweetMessage(creator, letter)
  await retweetMessage(creator, letter)
  withdrawn = await send('거둔 편지')
  await removeMessage(fan, withdrawn, null, storedReasonCopy)
  for (const table of TABLES) await pool.query(`CREATE TABLE kept_${table} AS TABLE ${table}`)
})

beforeEach(async () => {
  expect(await verifyLedger()).toEqual({
    channels: 1,
    entries: 9,
    donations: 5,
    compared: 0,
    disagreement: null,
    disagreements: [],
    counts: {},
  })
})

afterEach(async () => {
  for (const table of TABLES) await tamper(`DELETE FROM ${table}`)
  for (const table of [...TABLES].reverse()) await tamper(`INSERT INTO ${table} SELECT * FROM kept_${table}`)
})

const send = async (content: string) =>
  (
    await sendLetter(fan, {
      chzzkChannelId: creator.chzzkUserId,
      content,
      allowRetweet: true,
      requestId: null,
    })
  ).messageId

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
  [
    `reason = '다른 이유', reason_salt = repeat('ab', 16),
      reason_digest = encode(sha256(decode(repeat('ab', 16), 'hex') || convert_to('다른 이유', 'UTF8')), 'hex')`,
    6,
  ],
  ['reason = NULL, reason_salt = NULL, reason_digest = NULL', 3],
  ["at = at - interval '1 day'", 1],
])('An entry of which %s was changed is named, and nothing else', async (assignment, seq) => {
  await tamper(`UPDATE donation_entries SET ${assignment} WHERE seq = $1`, [seq])
  expect(await disagreements()).toEqual([atEntry('entry hash', seq, 'its hash does not fit its content')])
})

test('A reason that is not the one of its digest is named where the database would let it stand', async () => {
  const rule = 'donation_entries_digests_reason'
  const { rows } = await pool.query<{ text: string }>(
    'SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1',
    [rule],
  )
  await tamper(`ALTER TABLE donation_entries DROP CONSTRAINT ${rule}`)
  const { reason } = await db.donationEntry.findFirstOrThrow({ where: { channelId, seq: 6 } })
  await tamper("UPDATE donation_entries SET reason = '다른 이유' WHERE seq = 6")
  expect(await disagreements()).toEqual([
    atEntry('entry reason', 6, 'its reason is not the one that it digests'),
  ])
  await tamper('UPDATE donation_entries SET reason = $1 WHERE seq = 6', [reason])
  await tamper(`ALTER TABLE donation_entries ADD CONSTRAINT ${rule} ${rows[0]?.text}`)
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
  // In one step two could have the same number for a moment.
  await tamper('UPDATE donation_entries SET seq = seq + 1000 WHERE seq > 4')
  await tamper('UPDATE donation_entries SET seq = seq - 1001 WHERE seq > 1000')
  const named = await disagreements()
  expect(named).toContain(atEntry('entry chain', 4, 'does not continue the chain'))
  for (const seq of [4, 5, 6, 7, 8])
    expect(named).toContain(atEntry('entry hash', seq, 'its hash does not fit its content'))
})

test('A ledger cut at its end disagrees with its head, and with its donations where the head was cut too', async () => {
  const last = await donationOf(9)
  await tamper('DELETE FROM donation_entries WHERE seq = 9')
  const untold = `donation without entry: donation ${last}: no entry tells of it`
  const counted = 'counter: counter confirmations manual: says 3, the rows say 2'
  const [head, ...others] = await disagreements()
  expect(head).toMatch(/^ledger head: channel .*: the head says 9 \(.{8}\), the entries say 8 \(.{8}\)$/)
  expect(others).toEqual([untold, counted])
  await tamper('UPDATE ledger_heads SET seq = 8, hash = (SELECT hash FROM donation_entries WHERE seq = 8)')
  expect(await disagreements()).toEqual([untold, counted])
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
    counter: 2,
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
    expect.stringMatching(/^channel_unconfirmed_days: .*, the donations say [12]$/),
    expect.stringMatching(/^mark of an intent: intent .* says t, its donation says f$/),
    'counter: counter donations OCCURRED: says 1, the rows say 2',
    'counter: counter donations REVERSED: says 1, the rows say 0',
  ])
})

test('An intent or a donation whose mark is wrong is named', async () => {
  await tamper('UPDATE donation_intents SET has_donation = false')
  await tamper('UPDATE donation_events SET has_signal = true WHERE id = $1', [confirmed])
  const { counts } = await verifyLedger()
  const intents = await db.donationIntent.count({ where: { donation: { isNot: null } } })
  expect(counts).toEqual({ 'mark of an intent': intents, 'mark of a signal': 1 })
  expect(intents).toBeGreaterThan(0)
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
    SELECT $1, date_trunc('hour', now()) - (n + 24) * interval '1 hour', 1, 1 FROM generate_series(1, 1500) n`,
    [channelId],
  )
  await tamper("UPDATE donation_entries SET at = at - interval '1 day' WHERE seq = 1")
  await tamper("UPDATE donation_events SET source = 'manual' WHERE id = $1", [waiting])
  const found = await verifyLedger()
  expect(found.counts).toEqual({ 'entry hash': 1, 'donation source': 1, channel_hours: 1500 })
  expect(found.disagreements).toHaveLength(1002)
  const lines = findingLines(found, 20)
  expect(lines[0]).toBe('1 × entry hash, 1 × donation source, 1500 × channel_hours')
  expect(lines).toHaveLength(1 + 1 + 1 + 20)
  await tamper("DELETE FROM channel_hours WHERE hour < now() - interval '1 day'")
})

const ofMessage = (kind: string, id: string, what: string) => `message ${kind}: message ${id}: ${what}`
const NOT_ITS_TEXT = 'its text is not the one that its history tells of'

test('A public text and a private letter that were rewritten are named, nothing of them is told', async () => {
  const message = await db.message.findUniqueOrThrow({ where: { donationId: confirmed } })
  await tamper("UPDATE messages SET content = '아주 미워요' WHERE id = $1", [message.id])
  await tamper("UPDATE messages SET content = content || '.' WHERE id = $1", [letter])
  expect(await disagreements()).toEqual(
    [message.id, letter].sort().map((id) => ofMessage('text', id, NOT_ITS_TEXT)),
  )
})

test('A text that is gone without having been withdrawn is named', async () => {
  await tamper('UPDATE messages SET content = NULL WHERE id = $1', [letter])
  expect(await disagreements()).toEqual([ofMessage('text', letter, NOT_ITS_TEXT)])
})

test('What is left of an erased text tells nothing to whoever guesses it', async () => {
  const { content, textSalt } = await db.message.findUniqueOrThrow({ where: { id: withdrawn } })
  expect([content, textSalt]).toEqual([null, null])
  const { textDigest } = await db.messageEvent.findFirstOrThrow({ where: { messageId: withdrawn, seq: 1 } })
  expect(textDigest).toMatch(/^[0-9a-f]{64}$/)
  const { rows } = await pool.query("SELECT encode(sha256(convert_to('거둔 편지', 'UTF8')), 'hex') AS bare")
  expect(rows[0].bare).not.toBe(textDigest)
})

test.each([
  ['all', 'TRUE', () => 'has no history'],
  ['the last', 'seq = 5', () => 'its history has 4 events up to number 4 of 5'],
  ['one in the middle', 'seq = 2', () => 'its history has 4 events up to number 5 of 5'],
  ['two that undo each other', 'seq IN (3, 4)', () => 'its history has 3 events up to number 5 of 5'],
])('A message of whose history %s is deleted is named', async (_, which, what) => {
  await tamper(`DELETE FROM message_events WHERE message_id = $1 AND ${which}`, [letter])
  expect(await disagreements()).toContain(ofMessage('history', letter, what()))
})

test('A history that lost its end does not heal with the next event', async () => {
  await tamper('DELETE FROM message_events WHERE message_id = $1 AND seq = 5', [letter])
  await unretweetMessage(creator, letter)
  expect(await disagreements()).toContain(
    ofMessage('history', letter, 'its history has 5 events up to number 6 of 6'),
  )
})

test.each([
  ['read_at', 'read_at = now()', 'its history does not tell its read_at'],
  [
    'withdrawn_at',
    'withdrawn_at = now(), content = NULL, text_salt = NULL',
    'its history does not tell its withdrawn_at',
  ],
])('A message whose %s no event tells is named', async (_, assignment, what) => {
  await tamper(`UPDATE messages SET ${assignment}, search_keys = '{}' WHERE id = $1`, [letter])
  expect(await disagreements()).toContain(ofMessage('state', letter, what))
})

test('A message that is another’s, one that is gone, and a letter shown by nobody are named', async () => {
  await tamper('UPDATE messages SET author_id = $2 WHERE id = $1', [letter, creator.id])
  await tamper('DELETE FROM retweets')
  await tamper('DELETE FROM messages WHERE id = $1', [withdrawn])
  const named = await disagreements()
  expect(named).toContain(ofMessage('author', letter, 'is of another author than its history says'))
  expect(named).toContain(ofMessage('state', letter, 'its history does not tell its retweet'))
  expect(named).toContain(ofMessage('history', withdrawn, 'is not there, its history is'))
})

describe('The past', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-ledger-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const kept = (name: string, lines: string[]) => {
    const file = path.join(folder, name)
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
    return file
  }
  async function exported() {
    let text = ''
    for await (const chunk of exportLedger(creator)) text += chunk
    return text.trim().split('\n')
  }
  const head = async () => (await listHeads())[0] ?? ''
  const rewritten = (seq: number) =>
    expect.stringMatching(new RegExp(`^channel ${channelId} entry ${seq}: was \\w{8}, is \\w{8}$`))
  const check = (file: string) => {
    const { status, stdout } = spawnSync(process.execPath, ['public/verify-ledger.mjs', file], {
      encoding: 'utf8',
    })
    return { status, said: stdout.trim().split('\n') }
  }

  /** Everything from here on written anew, so that the ledger agrees with itself. */
  async function rewriteReason(from: number) {
    const all = await db.donationEntry.findMany({ where: { channelId }, orderBy: { seq: 'asc' } })
    let prevHash = '0'.repeat(64)
    for (const entry of all) {
      const anew = entry.seq === from ? withDigest('다시 쓴 이유') : {}
      const content = { ...entry, ...anew, prevHash }
      prevHash = hashEntry(content)
      await tamper(
        `UPDATE donation_entries SET reason = $2, reason_salt = $3, reason_digest = $4, prev_hash = $5, hash = $6 WHERE seq = $1`,
        [entry.seq, content.reason, content.reasonSalt, content.reasonDigest, content.prevHash, prevHash],
      )
    }
    await tamper('UPDATE ledger_heads SET hash = $1', [prevHash])
  }

  test('that was rewritten from end to end agrees with itself, and not with an earlier export or head', async () => {
    const file = kept('earlier.ndjson', await exported())
    const heads = kept('heads.txt', [await head()])
    for (const against of [file, heads, await head()])
      expect(await verifyLedger({ against })).toMatchObject({
        disagreements: [],
        compared: against === file ? 9 : 1,
      })
    const before = await head()
    await rewriteReason(6)
    expect(await disagreements()).toEqual([])
    const { disagreements: named, counts } = await verifyLedger({ against: file })
    expect(named.map(({ what }) => what)).toEqual([6, 7, 8, 9].map(rewritten))
    expect(counts).toEqual({ 'rewritten past': 4 })
    for (const against of [heads, before])
      expect((await verifyLedger({ against })).disagreements.map(({ what }) => what)).toEqual([rewritten(9)])
  })

  test('stays what it was where a reason is erased, and says so', async () => {
    const file = kept('named.ndjson', await exported())
    const before = await head()
    const { seq, donationId } = await db.donationEntry.findFirstOrThrow({ where: { reason: '틀림' } })
    const run = async () => commands['ledger:erase-reason']?.([channelId, String(seq)])
    expect((await run())?.exitCode).toBe(0)
    expect((await run())?.exitCode).toBe(1)
    for (const against of [file, before]) expect((await verifyLedger({ against })).disagreements).toEqual([])
    expect(JSON.stringify(await exported())).not.toContain('틀림')
    expect(check(kept('erased.ndjson', await exported()))).toEqual({
      status: 0,
      said: [`whole, 1050 cheese: ${before}`],
    })
    const { entries } = await getDonation(creator, donationId)
    expect(entries.filter(({ reasonErased }) => reasonErased)).toMatchObject([{ seq, reason: null }])
  })

  test('that was cut, head and donation too, is missed by an earlier head', async () => {
    const before = await head()
    const last = await donationOf(9)
    await tamper('DELETE FROM donation_entries WHERE seq = 9')
    await tamper('UPDATE ledger_heads SET seq = 8, hash = (SELECT hash FROM donation_entries WHERE seq = 8)')
    await tamper('DELETE FROM messages WHERE donation_id = $1', [last])
    await tamper('DELETE FROM donation_events WHERE id = $1', [last])
    const { line, exitCode } = (await commands['ledger:verify']?.(['--against', before])) ?? {}
    expect([line, exitCode]).toEqual([
      expect.stringMatching(/1 × rewritten past.*entry 9: was \w{8}, is gone/s),
      1,
    ])
  })

  test('is compared with nothing that was changed itself', async () => {
    const [first = '', ...others] = await exported()
    const changed = kept('changed.ndjson', [first.replace('"amountDelta":0', '"amountDelta":1'), ...others])
    await expect(verifyLedger({ against: changed })).rejects.toThrow('line 1 does not fit its own hash')
    await expect(verifyLedger({ against: kept('note.txt', ['안녕']) })).rejects.toThrow('neither an entry')
  })

  test('is checked without Melt by the documented program, on a real export and on those tampered with', async () => {
    const lines = await exported()
    expect(check(kept('whole.ndjson', lines))).toEqual({
      status: 0,
      said: [`whole, 1050 cheese: ${await head()}`],
    })
    const changed = lines.map((line, n) => (n === 5 ? line.replace('틀림', '맞음') : line))
    expect(check(kept('reason.ndjson', changed))).toEqual({
      status: 1,
      said: ['entry 6: its reason is not the one that was written'],
    })
    const shifted = lines.map((line, n) =>
      n === 5
        ? line
            .replace('"reason":"틀', '"reason":"')
            .replace(/(reasonSalt":"\w+)/, `$1${Buffer.from('틀').toString('hex')}`)
        : line,
    )
    expect(check(kept('shifted.ndjson', shifted)).said).toEqual([
      'entry 6: its reason is not the one that was written',
    ])
    const unknown = lines.map((line, n) => (n === 5 ? line.replace('"form":2', '"form":3') : line))
    expect(check(kept('form.ndjson', unknown)).said).toContain('entry 6: its form is not known')
    expect(check(kept('nothing.ndjson', []))).toEqual({ status: 1, said: ['no entries'] })
    await expect(verifyLedger({ against: kept('other.ndjson', changed) })).rejects.toThrow(
      'line 6 does not fit',
    )
    const digest = lines.map((line, n) => (n === 5 ? line.replace(/(reasonDigest":")./, '$1x') : line))
    expect(check(kept('digest.ndjson', digest)).said[0]).toBe('entry 6: its hash does not fit')
    expect(check(kept('gap.ndjson', lines.toSpliced(3, 1)))).toEqual({
      status: 1,
      said: ['entry 5: number 4 is missing before it', 'entry 5: it does not continue the entry before it'],
    })
    const more = lines.map((line) => line.replace('"amountDelta":1000', '"amountDelta":9000'))
    expect(check(kept('amount.ndjson', more))).toEqual({
      status: 1,
      said: ['entry 8: its hash does not fit'],
    })
  })

  test('is documented with examples that hash to what they say, each the one before the next', () => {
    const document = readFileSync('docs/ledger.md', 'utf8')
    const examples = [...document.matchAll(/```json\n(\[.*\])\n```\n\nhash: `([0-9a-f]{64})`/g)]
    expect(examples).toHaveLength(3)
    for (const [n, [, canonical = '', hash]] of examples.entries()) {
      expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash)
      const [first, ...rest] = JSON.parse(canonical)
      const form = first === 'melt-entry/v2' ? 2 : 1
      const values = form === 2 ? rest : [first, ...rest]
      const fields = [...document.matchAll(/^\| \d+ \| `(\w+)` \|/gm)].map(([, field]) => field)
      const entry = Object.fromEntries(fields.map((field, place) => [field, values[place]]))
      if (form === 2)
        expect(values[8]).toBe(digestReason('000102030405060708090a0b0c0d0e0f', '금액이 "틀렸어요"'))
      const content = { ...entry, form, reasonDigest: entry.reason, at: new Date(entry.at) }
      expect(hashEntry(content as Parameters<typeof hashEntry>[0])).toBe(hash)
      expect(values[10]).toBe(n === 0 ? '0'.repeat(64) : examples[0]?.[2])
    }
  })
})
