/**
 * A statement of more lines than one transaction takes: wherever its job dies, another goes on, nothing is done twice, and the database
 * lets no statement be called applied or undone before the last of its lines is.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { confirmDonation, reverseDonation } from '~/domain/donations/decide.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { applyStatement, MAX_LINES_AT_ONCE, undoStatement } from '~/domain/statements/apply.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { useDatabase } from '../../support/database'
import { everythingOf } from '../../support/everything'
import { makeCreator, makeViewer } from '../../support/people'
import { refusal } from '../../support/refused-by-database'
import { finishJobs, playBatch } from '../../support/statement-jobs'
import { give, planned } from '../../support/statements'

useDatabase()

const LINES = MAX_LINES_AT_ONCE + 25
const rows = Array.from({ length: LINES }, (_, n) => ({
  at: `2026-11-0${1 + (n % 7)} 20:00:00`,
  amount: 1_000 + n,
  name: `팬 ${n}`,
}))

let creator: Viewer
let channelId: string
let fan: Viewer
let waiting: string
beforeEach(async () => {
  await db.job.deleteMany()
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  fan = await makeViewer('팬 0')
  waiting = await give(creator, fan, { amount: 1_000, at: '2026-11-01T20:00:00+09:00' })
})

const appliedCount = (statementId: string) =>
  db.statementLine.count({ where: { statementId, appliedAt: { not: null } } })
const stateOf = async (id: string) => (await db.statement.findUniqueOrThrow({ where: { id } })).state
const disagreements = async () => (await verifyLedger()).disagreements

async function begin() {
  const { id, plan } = await planned(creator, rows)
  expect(plan.ticked).toBe(LINES)
  expect(await applyStatement(creator, id, plan.planHash)).toEqual({ hasJob: true })
  return { id, planHash: plan.planHash }
}

describe('A long statement', () => {
  test('is applied by a job that dies and is gone on with, each line once', async () => {
    const { id, planHash } = await begin()
    await playBatch(50, true)
    expect(await appliedCount(id)).toBe(0)
    await playBatch(50)
    await playBatch(50, true)
    expect([await appliedCount(id), await stateOf(id)]).toEqual([50, 'ready'])
    expect(await applyStatement(creator, id, planHash)).toEqual({ hasJob: true })
    await expect(planStatement(creator, id, undefined)).rejects.toMatchObject({ because: 'statement_busy' })
    await finishJobs()
    expect([await appliedCount(id), await stateOf(id)]).toEqual([LINES, 'applied'])
    expect(await db.donation.count({ where: { channelId, status: 'CONFIRMED' } })).toBe(LINES)
    expect(await disagreements()).toEqual([])
  })

  test('is taken back while it is being applied, and all is as before', async () => {
    const before = (await everythingOf(channelId)) ?? {}
    const { id } = await begin()
    await playBatch(50)
    await undoStatement(creator, id)
    await finishJobs()
    expect([await appliedCount(id), await stateOf(id)]).toEqual([0, 'undone'])
    const after = (await everythingOf(channelId)) ?? {}
    for (const part of ['days', 'hours', 'weekHours', 'unconfirmedDays', 'userStats', 'badges', 'feed'])
      expect(after[part], part).toEqual(before[part])
    expect(await db.donation.findUnique({ where: { id: waiting } })).toMatchObject({ status: 'OCCURRED' })
    expect(await disagreements()).toEqual([])
  })

  test('is undone by a job that dies and is gone on with', async () => {
    const { id } = await begin()
    await finishJobs()
    expect(await undoStatement(creator, id)).toEqual({ hasJob: true })
    await playBatch(50)
    await playBatch(50, true)
    expect([await appliedCount(id), await stateOf(id)]).toEqual([LINES - 50, 'applied'])
    await finishJobs()
    expect([await appliedCount(id), await stateOf(id)]).toEqual([0, 'undone'])
    expect(await db.donation.count({ where: { channelId, status: 'CONFIRMED' } })).toBe(0)
    expect(await disagreements()).toEqual([])
  })

  test('leaves to its creator what somebody decides while it is applied', async () => {
    const { id } = await begin()
    await confirmDonation(creator, waiting, 1_000)
    await reverseDonation(creator, waiting, '잘못 눌렀어요')
    await finishJobs()
    expect(await stateOf(id)).toBe('applied')
    expect(await db.statementLine.findFirst({ where: { statementId: id, row: 2 } })).toMatchObject({
      outcome: 'onHold',
      ticked: false,
      appliedAt: null,
    })
    expect(await db.donation.findUnique({ where: { id: waiting } })).toMatchObject({ status: 'REVERSED' })
  })
})

describe('The database refuses', () => {
  test('a statement that is half applied, a line that is applied twice, and one that is rewritten', async () => {
    const { id } = await begin()
    await playBatch(50)
    const set = (state: string) => refusal([`UPDATE statements SET state = '${state}' WHERE id = $1`, [id]])
    expect(await set('applied')).toBe('statements_never_half')
    expect(await set('undone')).toBe('statements_never_half')
    const on = (change: string) => refusal([`${change} WHERE statement_id = $1 AND row = 2`, [id]])
    expect(await on('UPDATE statement_lines SET amount = 1')).toBe('statement_lines_stay')
    expect(await on('DELETE FROM statement_lines')).toBe('statement_lines_stay')
    const copy = `INSERT INTO statement_lines (statement_id, row, channel_id, identity, amount, counted, donation_id, deed, applied_at)
      SELECT statement_id, 9999, channel_id, identity, amount, true, $2, 'explained', now() FROM statement_lines
      WHERE statement_id = $1 AND row = 2`
    const other = await give(creator, fan, {
      amount: 5,
      at: '2026-11-01T20:00:00+09:00',
      status: 'CONFIRMED',
    })
    expect(await refusal([copy, [id, other]])).toBe('statement_lines_applied_once')
    const bytes = `UPDATE statements SET sha256 = repeat('0', 64) WHERE id = $1`
    expect(await refusal([bytes, [id]])).toBe('statements_stay')
  })
})
