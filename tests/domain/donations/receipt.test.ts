import { Buffer } from 'node:buffer'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { confirmDonation, rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { addManualDonation } from '~/domain/donations/manual.server'
import { findReceiptState, getReceipt } from '~/domain/donations/receipt.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { logKeys, logOrigin } from '~/domain/proofs/log-keys.server'
import { parseReceipt, verifyReceipt } from '~/domain/proofs/receipt'
import { lastSigningTime, nextSigningTime, signLedger } from '~/domain/proofs/sign.server'
import { useDatabase } from '../../support/database'
import { lengthenLedger } from '../../support/ledgers'
import { beginLog, logFindings, tamper } from '../../support/log'
import { donateAs, makeCreator, makeViewer, manualOf } from '../../support/people'
import { refusal } from '../../support/refused-by-database'

useDatabase()

let creator: Viewer
let fan: Viewer
beforeEach(async () => {
  await beginLog()
  creator = await makeCreator('밤비노래방')
  fan = await makeViewer('새벽세시라면')
})

const channelOf = ({ channel }: Viewer) => channel?.id ?? expect.fail('no channel')
const policy = { origin: logOrigin, logKeys }

async function receiptOf(by: Viewer, id: string) {
  const receipt = parseReceipt(await getReceipt(by, id))
  verifyReceipt(receipt, policy)
  return receipt
}

const stepsIn = ({ entries }: Awaited<ReturnType<typeof receiptOf>>) =>
  entries.map(({ entry }) => `${entry.from} ${entry.to} ${entry.amountDelta}`)

describe('A receipt', () => {
  test('has every entry of its donation, for its fan and its creator alike', async () => {
    const id = await donateAs(fan, creator)
    await confirmDonation(creator, id, 1_000)
    await signLedger()
    expect(stepsIn(await receiptOf(fan, id))).toEqual(['PENDING OCCURRED 0', 'OCCURRED CONFIRMED 1000'])
    expect(await getReceipt(creator, id)).toBe(await getReceipt(fan, id))
    expect(await findReceiptState(fan, id)).toEqual({ state: 'ready' })
  })

  test('is nobody else’s, not even an admin’s', async () => {
    const id = await donateAs(fan, creator)
    await signLedger()
    const others = [
      await makeViewer('고구마탐험대'),
      await makeCreator('다른 방'),
      await makeViewer('운영', 'admin'),
    ]
    for (const other of others) {
      await expect(getReceipt(other, id)).rejects.toMatchObject({ reason: 'not_found' })
      expect(await findReceiptState(other, id)).toBeNull()
    }
  })

  test('has no reason that somebody wrote, and fits as before once it was erased', async () => {
    const id = await donateAs(fan, creator)
    await rejectDonation(creator, id, '가람님이 보낸 게 아니에요')
    await signLedger()
    const before = await getReceipt(fan, id)
    expect(before).not.toMatch(/[가-힣]/)
    await db.donationEntry.updateMany({
      where: { donationId: id, reason: { not: null } },
      data: { reason: null, reasonSalt: null },
    })
    expect(await getReceipt(fan, id)).toBe(before)
    await receiptOf(fan, id)
  })

  test('is there from the next signing after the last thing that became of it', async () => {
    const id = await donateAs(fan, creator)
    expect(await findReceiptState(fan, id)).toEqual({ state: 'later', from: expect.any(String) })
    await expect(getReceipt(fan, id)).rejects.toMatchObject({
      reason: 'receipt_not_ready',
      because: 'receipt_from',
    })
    await signLedger()
    const waiting = await getReceipt(fan, id)
    await confirmDonation(creator, id, 1_000)
    await expect(getReceipt(fan, id)).rejects.toMatchObject({ reason: 'receipt_not_ready' })
    await signLedger()
    expect(stepsIn(await receiptOf(fan, id))).toHaveLength(2)
    expect(verifyReceipt(parseReceipt(waiting), policy).size).toBe(1)
  })

  test('of an entry that should have been signed by now says no time', async () => {
    const id = await donateAs(fan, creator)
    await tamper(`UPDATE donation_entries SET at = at - interval '3 days' WHERE donation_id = '${id}'`)
    expect(await findReceiptState(fan, id)).toEqual({ state: 'soon' })
    await expect(getReceipt(fan, id)).rejects.toMatchObject({
      reason: 'receipt_not_ready',
      because: undefined,
    })
  })

  test('is proved under the checkpoint that is published, not by leaves that are not signed yet', async () => {
    const id = await donateAs(fan, creator)
    await signLedger()
    await tamper('DELETE FROM log_checkpoints')
    expect(await findReceiptState(fan, id)).not.toEqual({ state: 'ready' })
  })

  test('of a donation that changed many times has its last forty entries', async () => {
    const id = await donateAs(fan, creator)
    for (let n = 0; n < 25; n++) {
      await confirmDonation(creator, id, 1_000 + n)
      await reverseDonation(creator, id, '다시')
    }
    await signLedger()
    const steps = stepsIn(await receiptOf(fan, id))
    expect(steps).toHaveLength(40)
    expect(steps.at(-1)).toBe('CONFIRMED REVERSED -1024')
  })
})

test('A signing is at five past midnight in Korea, and an entry before it is in it', () => {
  const at = (time: string) => nextSigningTime(new Date(`2026-11-29T${time}+09:00`)).toISOString()
  expect(at('00:04:59')).toBe('2026-11-28T15:05:00.000Z')
  expect(at('00:05:00')).toBe('2026-11-29T15:05:00.000Z')
  expect(at('23:59:59')).toBe('2026-11-29T15:05:00.000Z')
  expect(lastSigningTime(new Date('2026-11-28T15:05:00Z')).toISOString()).toBe('2026-11-28T15:05:00.000Z')
})

describe('The nodes above a ledger’s entries', () => {
  /** Three signings, so that nodes come to be in the middle of one and at its end. */
  async function signLongLedger() {
    const first = await addManualDonation(creator, manualOf(100))
    await lengthenLedger(channelOf(creator), 199)
    await signLedger()
    await lengthenLedger(channelOf(creator), 56)
    await signLedger()
    await lengthenLedger(channelOf(creator), 600)
    const last = await addManualDonation(creator, manualOf(200))
    await signLedger()
    return [first, last].map(({ donation }) => donation.id)
  }

  const nodes = () => db.entriesNode.findMany({ orderBy: [{ level: 'asc' }, { index: 'asc' }] })

  test('are one for each 256, and prove what is before and behind them', async () => {
    const ids = await signLongLedger()
    expect((await nodes()).map(({ level, index }) => [level, index])).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
    ])
    for (const id of ids) expect((await receiptOf(creator, id)).leaf.seq).toBe(857)
    expect(await logFindings()).toEqual([])
  })

  test('are found wrong where one is another, one is missing or one too many', async () => {
    await signLongLedger()
    for (const wrong of [
      `UPDATE entries_nodes SET hash = repeat('a', 64) WHERE index = 1`,
      'DELETE FROM entries_nodes WHERE index = 2',
      `INSERT INTO entries_nodes SELECT channel_id, 1, 3, hash FROM entries_nodes WHERE index = 0`,
    ]) {
      const kept = await nodes()
      await tamper(wrong)
      const { disagreements } = await verifyLedger()
      expect(
        disagreements.filter(({ kind }) => kind === 'entries node'),
        wrong,
      ).toHaveLength(1)
      await tamper('DELETE FROM entries_nodes')
      await tamper(
        ...kept.map(
          ({ channelId, level, index, hash }) =>
            `INSERT INTO entries_nodes VALUES ('${channelId}', ${level}, ${index}, '${hash}')`,
        ),
      )
    }
    expect(await logFindings()).toEqual([])
  })

  test('come to be with the next signing where a ledger was signed before there were any', async () => {
    const [first = ''] = await signLongLedger()
    const kept = await nodes()
    await tamper('DELETE FROM entries_nodes', 'DELETE FROM entries_frontiers')
    await expect(getReceipt(creator, first)).rejects.toMatchObject({ reason: 'receipt_not_ready' })
    expect(await logFindings()).toEqual([])
    expect(await signLedger()).toMatchObject({ outcome: 'unchanged' })
    expect(await nodes()).toEqual(kept)
    await receiptOf(creator, first)
  })

  test.each([
    ['is changed', `UPDATE entries_nodes SET hash = repeat('a', 64)`, 'log_append_only'],
    ['is deleted', 'DELETE FROM entries_nodes', 'log_append_only'],
    ['is emptied away', 'TRUNCATE entries_nodes', 'log_append_only'],
    ['comes twice', 'INSERT INTO entries_nodes SELECT * FROM entries_nodes LIMIT 1', 'entries_nodes_pkey'],
    [
      'stands where entries are',
      `INSERT INTO entries_nodes SELECT channel_id, 0, 0, hash FROM entries_nodes LIMIT 1`,
      'entries_nodes_above_entries',
    ],
  ])('are kept by the database: none %s', async (_what, statement, constraint) => {
    await signLongLedger()
    expect(await refusal([statement])).toBe(constraint)
  })
})

/** A hundred thousand beside a server that is made for it. */
const MANY = process.env.TEST_POSTGRES_URL ? 100_000 : 20_000

type Statement = { text: string; values?: unknown[] }
type Explained = { 'QUERY PLAN': [{ Plan: Record<'Shared Hit Blocks' | 'Shared Read Blocks', number> }] }

/** What a receipt asks the database, once more under EXPLAIN. */
async function costOf(act: () => Promise<string>) {
  const asking = vi.spyOn(pool, 'query')
  const text = await act()
  const statements = asking.mock.calls.map(([statement]) => statement as unknown as Statement)
  const answers = await Promise.all(
    asking.mock.results.map(({ value }) => value as Promise<{ rows: unknown[] }>),
  )
  asking.mockRestore()
  let buffers = 0
  for (const { text, values } of statements) {
    const { rows } = await pool.query<Explained>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values)
    const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? expect.fail('no plan')
    buffers += plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  }
  const rows = answers.reduce((sum, { rows }) => sum + rows.length, 0)
  return { statements: statements.length, rows, buffers, bytes: Buffer.byteLength(text) }
}

test(`A receipt over ${MANY} entries costs what one over a thousand does`, { timeout: 600_000 }, async () => {
  const other = await makeCreator('긴 방')
  const [short, long] = [
    await addManualDonation(creator, manualOf(1)),
    await addManualDonation(other, manualOf(1)),
  ]
  await lengthenLedger(channelOf(creator), 1_000)
  await lengthenLedger(channelOf(other), MANY)
  await signLedger()
  const few = await costOf(() => getReceipt(creator, short.donation.id))
  const many = await costOf(() => getReceipt(other, long.donation.id))
  expect(many.statements).toBeLessThanOrEqual(14)
  expect(many.rows).toBeLessThanOrEqual(1_100)
  expect(many.buffers).toBeLessThanOrEqual(Math.max(200, few.buffers * 2))
  expect(many.bytes).toBeLessThanOrEqual(10_000)
})
