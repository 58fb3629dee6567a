import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { connection } from '~/db/pool.server'
import { deleteAccount } from '~/domain/account/delete-account.server'
import type { Viewer } from '~/domain/auth/viewer'
import { createJob } from '~/domain/core/jobs.server'
import { confirmDonation, rejectDonation } from '~/domain/donations/decide.server'
import { addManualDonation } from '~/domain/donations/manual.server'
import { mergeDonation } from '~/domain/donations/merge.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { applyStatement, MAX_LINES_AT_ONCE, undoStatement } from '~/domain/statements/apply.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer, manualOf } from '../../support/people'
import { finishJobs, playBatch } from '../../support/statement-jobs'
import { bring, COLUMNS, give, lineOf, planned } from '../../support/statements'

useDatabase()

const AT = '2026-11-03T20:00:00+09:00'
const ROW = { at: '2026-11-03 20:00:00', amount: 12_000 }
const manyRows = Array.from({ length: MAX_LINES_AT_ONCE + 25 }, (_, n) => ({
  at: `2026-11-0${1 + (n % 7)} 20:00:00`,
  amount: 1_000 + n,
  name: `팬 ${n}`,
}))

let creator: Viewer
let channelId: string
let fan: Viewer
beforeEach(async () => {
  await db.job.deleteMany()
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  fan = await makeViewer('새벽세시라면')
})

const ofFan = (amount = 12_000) => ({ ...ROW, amount, donorId: fan.chzzkUserId, name: fan.displayName })
const disagreements = async () => (await verifyLedger()).disagreements
const confirmedCount = (amountCheese?: number) =>
  db.donation.count({ where: { channelId, status: 'CONFIRMED', ...(amountCheese && { amountCheese }) } })
const stateOf = async (id: string) => (await db.statement.findUnique({ where: { id } }))?.state
const reasonsOf = async (acts: Promise<unknown>[]) =>
  (await Promise.allSettled(acts)).map((act) => (act.status === 'rejected' ? act.reason.reason : 'done'))

describe('At once', () => {
  test('two statements that share a row are applied one after the other, and the row once', async () => {
    const week = await planned(creator, [ROW])
    const month = await planned(creator, [ROW, { ...ROW, amount: 5 }])
    const apply = ({ id, plan }: typeof week) => applyStatement(creator, id, plan.planHash)
    expect((await reasonsOf([apply(week), apply(month)])).sort()).toEqual(['done', 'plan_stale'])
    expect(await confirmedCount(12_000)).toBe(1)
    expect(await disagreements()).toEqual([])
  })

  test.each([
    ['confirms', (id: string) => confirmDonation(creator, id)],
    ['rejects', (id: string) => rejectDonation(creator, id, '오지 않았어요')],
  ])('a statement is applied and its creator %s by hand: one of the two decides', async (_name, decide) => {
    const waiting = await give(creator, fan, { amount: 12_000, at: AT })
    const { id, plan } = await planned(creator, [ofFan()])
    const [applied] = await reasonsOf([applyStatement(creator, id, plan.planHash), decide(waiting)])
    expect(await stateOf(id)).toBe(applied === 'done' ? 'applied' : 'ready')
    expect(['done', 'plan_stale']).toContain(applied)
    expect(await confirmedCount(12_000)).toBeLessThanOrEqual(1)
    expect(await disagreements()).toEqual([])
  })

  test('undoing twice takes back once', async () => {
    const { id, plan } = await planned(creator, [ROW, ofFan(300)])
    await applyStatement(creator, id, plan.planHash)
    expect(await reasonsOf([undoStatement(creator, id), undoStatement(creator, id)])).toEqual([
      'done',
      'done',
    ])
    expect(await confirmedCount()).toBe(0)
    expect(await db.donationEntry.count({ where: { channelId, to: 'REVERSED' } })).toBe(2)
  })
})

describe('While a job applies a statement', () => {
  async function begin() {
    const { id, plan } = await planned(creator, manyRows)
    await applyStatement(creator, id, plan.planHash)
    await playBatch(50)
    return id
  }

  test('its creator adds, merges and rejects, and another statement has some of its rows', async () => {
    const mine = await give(creator, fan, { amount: 1_060, at: AT, name: '팬 60' })
    const id = await begin()
    const { donation } = await addManualDonation(creator, manualOf(1_060))
    await mergeDonation(creator, mine, donation.id)
    const other = await planned(creator, manyRows.slice(100, 110))
    expect(other.plan).toMatchObject({ ticked: 10 })
    await applyStatement(creator, other.id, other.plan.planHash)
    await finishJobs()
    expect(await stateOf(id)).toBe('applied')
    for (const row of manyRows.slice(100, 110)) expect(await confirmedCount(row.amount)).toBe(1)
    expect(await db.statementLine.count({ where: { statementId: id, outcome: 'onHold' } })).toBe(10)
    expect(await disagreements()).toEqual([])
    await undoStatement(creator, id)
    await finishJobs()
    expect([await stateOf(id), await stateOf(other.id)]).toEqual(['undone', 'applied'])
    expect(await disagreements()).toEqual([])
  })

  test('a creator who leaves ends it, and no name of the file is left', async () => {
    const id = await begin()
    await deleteAccount(creator)
    await finishJobs()
    expect(await stateOf(id)).toBeUndefined()
    expect(await db.donation.count({ where: { channelId, donorName: { not: null } } })).toBe(0)
    expect(await confirmedCount()).toBe(50)
    expect(await disagreements()).toEqual([])
  })
})

test('What was explained by a statement that is undone meanwhile is planned anew', async () => {
  await give(creator, fan, { amount: 12_000, at: AT, status: 'CONFIRMED' })
  const first = await planned(creator, [ofFan()])
  await applyStatement(creator, first.id, first.plan.planHash)
  const second = await planned(creator, [ofFan(), { ...ROW, amount: 1_000, kind: '구독' }])
  expect(second.plan).toMatchObject({ lines: { explained: 1 }, ticked: 0 })
  await undoStatement(creator, first.id)
  await expect(applyStatement(creator, second.id, second.plan.planHash)).rejects.toMatchObject({
    reason: 'plan_stale',
  })
  expect(await planStatement(creator, second.id, undefined)).toMatchObject({ lines: { matched: 1 } })
})

test('Nobody is known again whom a file names by the id that they have since they left', async () => {
  await deleteAccount(fan)
  const { chzzkUserId } = await db.user.findUniqueOrThrow({ where: { id: fan.id } })
  const { id, plan } = await planned(creator, [{ ...ROW, donorId: chzzkUserId, name: '누구' }])
  await applyStatement(creator, id, plan.planHash)
  const { donationId } = await lineOf(id, 2)
  expect(await db.donation.findUnique({ where: { id: donationId ?? '' } })).toMatchObject({ donorId: null })
})

test('Somebody who is called like those who left is known by their id', async () => {
  const namesake = await makeViewer('탈퇴한 사람')
  for (const one of [namesake, null]) await give(creator, one, { amount: 12_000, at: AT })
  const { plan } = await planned(creator, [{ ...ROW, donorId: namesake.chzzkUserId, name: '탈퇴한 사람' }])
  expect(plan).toMatchObject({ lines: { matched: 1 } })
})

/** The embedded database has one connection, so that there nothing runs beside anything. */
describe.runIf(process.env.TEST_POSTGRES_URL)('While somebody else holds the ledger', () => {
  let other: pg.Client
  beforeAll(async () => {
    other = new pg.Client(connection())
    await other.connect()
  })
  afterAll(() => other.end())
  beforeEach(async () => {
    await other.query('BEGIN')
    await other.query('SELECT lock_ledger($1)', [channelId])
  })

  /** As leaving does: the channel closes in the transaction that holds the ledger. */
  async function close() {
    await wait(200)
    await other.query('UPDATE channels SET opened_at = NULL WHERE id = $1', [channelId])
    await other.query('COMMIT')
  }

  test('an application that waits finds the channel closed and does nothing', async () => {
    const { id, plan } = await planned(creator, [ROW])
    const applying = reasonsOf([applyStatement(creator, id, plan.planHash)])
    await close()
    expect(await applying).toEqual(['not_found'])
    expect(await confirmedCount()).toBe(0)
  })

  test('and so does a job', async () => {
    const { id, plan } = await planned(creator, manyRows)
    await other.query('COMMIT')
    await applyStatement(creator, id, plan.planHash)
    await other.query('BEGIN')
    await other.query('SELECT lock_ledger($1)', [channelId])
    const batch = playBatch(50)
    await close()
    await batch
    expect([await confirmedCount(), await db.job.count()]).toEqual([0, 0])
  })

  test('a job that begins meanwhile is waited for and taken back, without a deadlock', async () => {
    const { id } = await planned(creator, manyRows)
    const undoing = undoStatement(creator, id)
    await wait(200)
    await db.$transaction((tx) => createJob(tx, 'apply_statement', id, {}))
    const running = finishJobs()
    await wait(200)
    await other.query('COMMIT')
    await Promise.all([undoing, running])
    await finishJobs()
    expect([await stateOf(id), await confirmedCount()]).toEqual(['undone', 0])
    expect(await disagreements()).toEqual([])
  })
})

test('A mapping of somebody who has left is not remembered', async () => {
  const id = await bring(creator, manyRows)
  await db.statementMapping.deleteMany({ where: { channelId } })
  await deleteAccount(creator)
  expect(await db.statement.count({ where: { id } })).toBe(1)
  await expect(mapStatement(creator, id, COLUMNS)).rejects.toMatchObject({ reason: 'signed_out' })
  expect(await db.statementMapping.count({ where: { channelId } })).toBe(0)
})
