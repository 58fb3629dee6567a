import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { RECEIPT_NOTES, wrongReceiptCopy } from '~/copy/ko/verify'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { addManualDonation } from '~/domain/donations/manual.server'
import { getReceipt } from '~/domain/donations/receipt.server'
import { forgetLastSigned } from '~/domain/proofs/last-signed.server'
import { logOrigin } from '~/domain/proofs/log-keys.server'
import { formatReceipt } from '~/domain/proofs/receipt'
import { signLedger } from '~/domain/proofs/sign.server'
import type { Published } from '~/enhance/proofs/checkpoint'
import { judgeReceipt } from '~/enhance/proofs/judge'
import { Misfit } from '~/enhance/proofs/misfit'
import { checkReceipt } from '~/enhance/proofs/receipt'
import { requireUnbroken } from '~/enhance/witness'
import { useDatabase } from '../support/database'
import { beginSignedLog, donateToAll, tamper } from '../support/log'
import { manualOf } from '../support/people'
import { ORIGIN } from '../support/proof-keys'
import { publishedNow, tileNow } from '../support/published'
import { history as anyHistory, receiptOf } from '../support/receipts'

useDatabase()

let creators: Viewer[]
let channels: string[]
let receipt: string
let before: Published

/** A receipt that a fan keeps and a checkpoint that a creator's browser saw: four leaves of two channels. */
beforeEach(async () => {
  creators = await beginSignedLog()
  channels = creators.map(({ channel }) => channel?.id ?? '')
  const donation = await db.donation.findFirstOrThrow({
    where: { channelId: channels[0] },
    orderBy: { occurredAt: 'asc' },
  })
  receipt = await getReceipt(creators[0] ?? expect.fail(), donation.id)
  before = await publishedNow()
})

const judge = async () => judgeReceipt(receipt, before.vkeys, await publishedNow(), tileNow)

async function witnessed() {
  try {
    await requireUnbroken(before.text, await publishedNow(), tileNow)
    return null
  } catch (error) {
    if (error instanceof Misfit) return error.wrong
    throw error
  }
}

/** Whoever has database, key and data directory throws the log away and signs a new one. */
async function signAnew() {
  await tamper(
    ...['log_checkpoints', 'log_nodes', 'log_leaves', 'entries_nodes', 'entries_frontiers'].map(
      (table) => `DELETE FROM ${table}`,
    ),
  )
  await forgetLastSigned()
  await signLedger()
}

async function grow(days: number) {
  for (let day = 0; day < days; day++) {
    await donateToAll(creators)
    await signLedger()
  }
}

const entriesOf = (channel = channels[0]) => `channel_id = '${channel}'`
const HEADS = `UPDATE ledger_heads h SET seq = e.seq, hash = e.hash FROM donation_entries e
  WHERE e.channel_id = h.channel_id AND e.seq = (SELECT max(seq) FROM donation_entries m WHERE m.channel_id = h.channel_id)`

/** The ways of docs/ledger.md "The log" in which an operator can change the past. */
const TAMPERINGS: [string, () => string[]][] = [
  [
    'the last entries of a channel are gone, with head and sums',
    () => [
      `DELETE FROM donation_events WHERE id IN (SELECT donation_id FROM donation_entries WHERE ${entriesOf()} AND seq > 2)`,
      `DELETE FROM donation_entries WHERE ${entriesOf()} AND seq > 2`,
      HEADS,
    ],
  ],
  [
    'the whole chain of a channel is rewritten',
    () => [
      `UPDATE donation_entries SET hash = encode(sha256(('other ' || seq)::bytea), 'hex'),
         prev_hash = CASE seq WHEN 1 THEN repeat('0', 64) ELSE encode(sha256(('other ' || seq - 1)::bytea), 'hex') END
       WHERE ${entriesOf()}`,
      HEADS,
    ],
  ],
  [
    'two channels are swapped',
    () => [
      ...['donation_entries', 'ledger_heads'].flatMap((table) => [
        `UPDATE ${table} SET channel_id = '00000000-0000-0000-0000-000000000000' WHERE ${entriesOf()}`,
        `UPDATE ${table} SET channel_id = '${channels[0]}' WHERE ${entriesOf(channels[1])}`,
        `UPDATE ${table} SET channel_id = '${channels[1]}' WHERE channel_id = '00000000-0000-0000-0000-000000000000'`,
      ]),
    ],
  ],
  ['a day is dropped, and the past signed at once', () => []],
]

describe.each(TAMPERINGS)('Where %s and all of it is signed anew', (_what, statements) => {
  beforeEach(async () => {
    await tamper(...statements())
    await signAnew()
  })

  test('a kept receipt and the browser of a creator find the log shorter', async () => {
    expect(await witnessed()).toBe('shorter')
    expect(await judge()).toEqual({ verdict: 'wrong', lines: [wrongReceiptCopy('shorter')] })
  })

  test.each([
    ['of the same size', 1],
    ['longer', 2],
  ])('and find another past once it is %s', async (_size, days) => {
    await grow(days)
    expect(await witnessed()).toBe('other_past')
    expect(await judge()).toEqual({ verdict: 'wrong', lines: [wrongReceiptCopy('other_past')] })
  })
})

describe('Where a backup is put back together with what was signed last', () => {
  const OF_LOG = ['log_checkpoints', 'log_leaves']
  const backUp = () => tamper(...OF_LOG.map((table) => `CREATE TABLE backup_${table} AS TABLE ${table}`))
  async function restore() {
    await tamper(
      ...OF_LOG.map((table) => `DELETE FROM ${table}`),
      ...OF_LOG.map((table) => `INSERT INTO ${table} SELECT * FROM backup_${table}`),
      ...OF_LOG.map((table) => `DROP TABLE backup_${table}`),
    )
    await forgetLastSigned()
  }

  test('who saw the log after the backup finds it shorter, and then another', async () => {
    await backUp()
    await grow(1)
    before = await publishedNow()
    await restore()
    expect(await witnessed()).toBe('shorter')
    await tamper(`DELETE FROM donation_entries WHERE seq > 3`, HEADS, 'DELETE FROM entries_frontiers')
    await donateToAll(creators)
    await signLedger()
    expect(await witnessed()).toBe('other_past')
  })

  test('a receipt of before the backup is right all the while', async () => {
    await backUp()
    await grow(1)
    await restore()
    expect((await judge()).verdict).toBe('right')
  })
})

describe('Where nobody changed anything', () => {
  test('the browser and the receipt follow the log as it grows', async () => {
    await grow(3)
    expect(await witnessed()).toBeNull()
    const { verdict, lines } = await judge()
    expect(verdict).toBe('right')
    expect(lines[0]).toMatch(
      /^채널 [0-9a-f-]{36}에서 .*에 100치즈 후원이 확인됐고, 그 기록이 .*에 서명한 127\.0\.0\.1:\d+\/ledger에 그대로 들어 있어요$/,
    )
  })

  test('a receipt is right without a connection too, by the key that the page brought', async () => {
    expect((await judgeReceipt(receipt, before.vkeys, null, tileNow)).verdict).toBe('right')
    expect(await judgeReceipt(receipt, [], null, tileNow)).toEqual({
      verdict: 'wrong',
      lines: [wrongReceiptCopy('unknown_key')],
    })
  })

  test('a receipt whose key is gone by now is right where the published log continues it', async () => {
    const signature = /\n— [^\n]+\n$/.exec(receipt)?.[0] ?? expect.fail()
    const unsigned = receipt.replace(signature, signature.replace(/ \S+\n$/, ` ${btoa('of another key')}\n`))
    await grow(1)
    const now = await publishedNow()
    const { verdict, lines } = await judgeReceipt(unsigned, now.vkeys, now, tileNow)
    expect([verdict, lines[1]]).toEqual(['right', RECEIPT_NOTES.signedBefore])
    expect((await judgeReceipt(unsigned, now.vkeys, null, tileNow)).verdict).toBe('wrong')
  })

  test('a receipt that somebody made up accuses nobody', async () => {
    const [history] = fc.sample(anyHistory, { numRuns: 1, seed: 1 })
    const made = formatReceipt(receiptOf(history ?? expect.fail())).replaceAll(ORIGIN, logOrigin)
    const judged = await judgeReceipt(made, before.vkeys, await publishedNow(), tileNow)
    expect(judged).toEqual({ verdict: 'wrong', lines: [wrongReceiptCopy('unknown_key')] })
    expect((await judgeReceipt(made, before.vkeys, null, tileNow)).verdict).toBe('wrong')
  })
})

describe('A receipt that a changed database gives out', () => {
  const change = (column: string, value: string) =>
    tamper(`UPDATE donation_entries SET ${column} = ${value} WHERE ${entriesOf()} AND seq = 1`)

  test.each([
    ['amount', 'amount_delta', 'amount_delta + 1'],
    ['state', 'to_status', "'OCCURRED', amount_delta = 0"],
    ['time', 'at', "at - interval '1 second'"],
    ['person', 'actor_id', 'NULL'],
    ['chain', 'prev_hash', "repeat('1', 64)"],
  ])('does not fit what was signed: another %s', async (_what, column, value) => {
    await change(column, value)
    const [first] = await db.donationEntry.findMany({ where: { channelId: channels[0], seq: 1 } })
    const text = await getReceipt(creators[0] ?? expect.fail(), first?.donationId ?? '')
    await expect(checkReceipt(text, before.vkeys)).rejects.toMatchObject({ wrong: 'entry' })
  })

  test('does not fit where its leaf was changed', async () => {
    await tamper(`UPDATE log_leaves SET day = day - 1 WHERE ${entriesOf()}`)
    const [first] = await db.donationEntry.findMany({ where: { channelId: channels[0], seq: 1 } })
    const text = await getReceipt(creators[0] ?? expect.fail(), first?.donationId ?? '')
    await expect(checkReceipt(text, before.vkeys)).rejects.toMatchObject({ wrong: 'leaf' })
  })

  test('of a donation that was added after the last signing is none yet', async () => {
    const { donation } = await addManualDonation(creators[0] ?? expect.fail(), manualOf(7))
    await expect(getReceipt(creators[0] ?? expect.fail(), donation.id)).rejects.toMatchObject({
      reason: 'receipt_not_ready',
    })
  })
})
