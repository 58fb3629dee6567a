import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { confirmDonation, reverseDonation } from '~/domain/donations/decide.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { applyStatement, undoStatement } from '~/domain/statements/apply.server'
import { linesQuery } from '~/domain/statements/input'
import { chooseLine, listLines } from '~/domain/statements/list-lines.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { createStatement } from '~/domain/statements/upload.server'
import { useDatabase } from '../../support/database'
import { everythingOf } from '../../support/everything'
import { makeCreator, makeViewer } from '../../support/people'
import { bring, COLUMNS, fileOf, give, lineOf, planned } from '../../support/statements'

useDatabase()

const AT = '2026-11-03T20:00:00+09:00'
const ROW = { at: '2026-11-03 20:00:00', amount: 12_000 }

let creator: Viewer
let channelId: string
let fan: Viewer
beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  fan = await makeViewer('새벽세시라면')
})

const ofFan = () => ({ ...ROW, donorId: fan.chzzkUserId, name: fan.displayName })
const statusOf = async (id: string) => (await db.donation.findUniqueOrThrow({ where: { id } })).status
const disagreements = async () => (await verifyLedger()).disagreements
const entriesOf = (donationId: string) =>
  db.donationEntry.findMany({ where: { donationId }, orderBy: { seq: 'asc' } })

async function applyPlanned(rows: Parameters<typeof planned>[1]) {
  const { id, plan } = await planned(creator, rows)
  await applyStatement(creator, id, plan.planHash)
  return id
}

describe('Applying a statement', () => {
  test('confirms a donation that waits, and its entry names statement and row', async () => {
    const donation = await give(creator, fan, { amount: 12_000, at: AT })
    const { id, plan } = await planned(creator, [ofFan()])
    expect(plan).toMatchObject({ lines: { matched: 1 }, ticked: 1, sums: { residual: 0, within: true } })
    expect(await statusOf(donation)).toBe('OCCURRED')
    expect(await applyStatement(creator, id, plan.planHash)).toEqual({ hasJob: false })
    expect((await entriesOf(donation)).at(-1)).toMatchObject({
      to: 'CONFIRMED',
      amountDelta: 12_000,
      actorKind: 'statement',
      actorId: null,
      reason: `statement ${id} row 2`,
    })
    expect(await lineOf(id, 2)).toMatchObject({ deed: 'confirmed', donationId: donation })
    expect(await disagreements()).toEqual([])
  })

  test('explains one that is confirmed and writes nothing into the ledger', async () => {
    const donation = await give(creator, fan, { amount: 12_000, at: AT, status: 'CONFIRMED' })
    const id = await applyPlanned([ofFan()])
    expect(await entriesOf(donation)).toHaveLength(2)
    expect(await lineOf(id, 2)).toMatchObject({ deed: 'explained', entrySeq: null })
  })

  test('adds what only the statement has, without its message and with a name for its creator alone', async () => {
    const id = await applyPlanned([{ ...ROW, name: '처음온사람', message: '파일에만 있는 말' }])
    const { donationId } = await lineOf(id, 2)
    const added = await db.donation.findUniqueOrThrow({
      where: { id: donationId ?? '' },
      include: { message: true },
    })
    expect(added).toMatchObject({
      status: 'CONFIRMED',
      source: 'statement',
      amountCheese: 12_000,
      confirmedByKind: 'statement',
      donorName: '처음온사람',
      hideName: true,
      occurredAt: new Date(AT),
      message: { content: '' },
    })
    expect(await disagreements()).toEqual([])
  })

  test('leaves alone what Melt does not count, what is doubtful and what is only in Melt', async () => {
    const confirmed = await give(creator, fan, { amount: 5_000, at: AT, status: 'CONFIRMED' })
    const waiting = await give(creator, null, { amount: 700, at: AT, name: '가람' })
    const { id, plan } = await planned(creator, [
      { ...ROW, kind: '구독' },
      { ...ROW, amount: 900, name: '가람' },
    ])
    expect(plan).toMatchObject({
      lines: { ignored: 1, differs: 1 },
      donations: { onlyMeltConfirmed: 1 },
      ticked: 0,
    })
    await applyStatement(creator, id, plan.planHash)
    expect([await statusOf(confirmed), await statusOf(waiting)]).toEqual(['CONFIRMED', 'OCCURRED'])
  })

  test('corrects an amount where its creator says which one counts', async () => {
    const donation = await give(creator, fan, { amount: 5_000, at: AT, status: 'CONFIRMED' })
    const id = await bring(creator, [ofFan()])
    await planStatement(creator, id, undefined)
    const choice = { outcome: 'differs', donationId: donation, amount: 12_000 } as const
    await chooseLine(creator, { id, row: 2 }, choice)
    const { planHash } = await planStatement(creator, id, undefined)
    const before = await everythingOf(channelId)
    await applyStatement(creator, id, planHash)
    expect((await entriesOf(donation)).map(({ amountDelta }) => amountDelta)).toEqual([
      0, 5_000, -5_000, 12_000,
    ])
    await undoStatement(creator, id)
    expect(await everythingOf(channelId)).toEqual(before)
    expect(await disagreements()).toEqual([])
  })

  test('once more changes nothing, and another plan is refused', async () => {
    const { id, plan } = await planned(creator, [ofFan()])
    await applyStatement(creator, id, plan.planHash)
    const before = await everythingOf(channelId)
    await applyStatement(creator, id, plan.planHash)
    expect(await everythingOf(channelId)).toEqual(before)
    await expect(applyStatement(creator, id, 'f'.repeat(64))).rejects.toMatchObject({
      reason: 'illegal_transition',
    })
    await expect(mapStatement(creator, id, COLUMNS)).rejects.toMatchObject({ reason: 'illegal_transition' })
  })

  test('is refused once the ledger has moved, and changes nothing', async () => {
    const { id, plan } = await planned(creator, [ofFan()])
    await give(creator, fan, { amount: 12_000, at: AT })
    const before = await everythingOf(channelId)
    await expect(applyStatement(creator, id, plan.planHash)).rejects.toMatchObject({ reason: 'plan_stale' })
    expect(await everythingOf(channelId)).toEqual(before)
    const anew = await planStatement(creator, id, undefined)
    expect(anew).toMatchObject({ lines: { matched: 1, onlyStatement: 0 } })
  })

  test('is refused once another statement has one of its rows, though no entry says so', async () => {
    await give(creator, fan, { amount: 12_000, at: AT, status: 'CONFIRMED' })
    const week = await planned(creator, [ofFan()])
    const month = await planned(creator, [ofFan(), { ...ROW, at: '2026-11-20', amount: 1_000, kind: '구독' }])
    await applyStatement(creator, week.id, week.plan.planHash)
    const late = applyStatement(creator, month.id, month.plan.planHash)
    await expect(late).rejects.toMatchObject({ reason: 'plan_stale' })
  })
})

describe('A file', () => {
  test('is one statement, however often it comes', async () => {
    const file = fileOf([ofFan()])
    const first = await createStatement(creator, {}, file)
    expect(await createStatement(creator, {}, file)).toEqual({ id: first.id, replayed: true })
    const other = await makeCreator('고구마탐험대')
    expect((await createStatement(other, {}, file)).id).not.toBe(first.id)
  })

  test('that overlaps an earlier one adds nothing twice, and N equal rows are N donations', async () => {
    const twice = [ROW, ROW]
    await applyPlanned(twice)
    expect(await db.donation.count({ where: { channelId } })).toBe(2)
    const { id, plan } = await planned(creator, [...twice, { ...ROW, at: '2026-11-09 10:00:00' }])
    expect(plan.lines).toMatchObject({ explained: 2, onlyStatement: 1 })
    await applyStatement(creator, id, plan.planHash)
    expect(await db.donation.count({ where: { channelId } })).toBe(3)
  })

  test('with the same columns is read at once by the mapping of before', async () => {
    await bring(creator, [ROW])
    const { id } = await createStatement(creator, {}, fileOf([{ ...ROW, amount: 77 }]))
    expect(await db.statement.findUnique({ where: { id } })).toMatchObject({ state: 'ready', lineCount: 1 })
  })
})

describe('Undoing a statement', () => {
  test('leaves figures, badges and states as they were, and stands in the ledger', async () => {
    const waiting = await give(creator, fan, { amount: 60_000, at: AT })
    const before = await everythingOf(channelId)
    const id = await applyPlanned([{ ...ofFan(), amount: 60_000 }])
    expect((await everythingOf(channelId))?.badges).not.toEqual(before?.badges)
    await undoStatement(creator, id)
    expect(await everythingOf(channelId)).toEqual(before)
    expect((await entriesOf(waiting)).map(({ to, actorKind }) => [to, actorKind])).toEqual([
      ['OCCURRED', 'creator'],
      ['CONFIRMED', 'statement'],
      ['REVERSED', 'statement'],
      ['OCCURRED', 'statement'],
    ])
    expect(await disagreements()).toEqual([])
    await confirmDonation(creator, waiting)
    expect(await disagreements()).toEqual([])
  })

  test('reverses what it added, and applying again adds it again', async () => {
    const id = await applyPlanned([ROW])
    const { donationId } = await lineOf(id, 2)
    await undoStatement(creator, id)
    await undoStatement(creator, id)
    expect(await statusOf(donationId ?? '')).toBe('REVERSED')
    const { planHash } = await planStatement(creator, id, undefined)
    await applyStatement(creator, id, planHash)
    expect(await db.donation.count({ where: { channelId, status: 'CONFIRMED' } })).toBe(1)
    expect(await disagreements()).toEqual([])
  })

  test('leaves what somebody changed since as they left it', async () => {
    const id = await applyPlanned([ROW, { ...ROW, amount: 300 }])
    const { donationId } = await lineOf(id, 2)
    await reverseDonation(creator, donationId ?? '', '두 번 적었어요')
    await confirmDonation(creator, donationId ?? '', 11_000)
    await undoStatement(creator, id)
    expect(await statusOf(donationId ?? '')).toBe('CONFIRMED')
    expect(await db.donation.count({ where: { channelId, status: 'CONFIRMED' } })).toBe(1)
  })
})

test('Whoever left Melt is matched by amount and day, and not revived', async () => {
  const donation = await give(creator, fan, { amount: 12_000, at: AT })
  const { chzzkUserId, displayName } = fan
  const gone = { chzzkUserId: 'f'.repeat(32), displayName: '탈퇴한 사람', agreedAt: null }
  await db.user.update({ where: { id: fan.id }, data: gone })
  await applyPlanned([{ ...ROW, donorId: chzzkUserId, name: displayName }])
  expect(await db.donation.findUnique({ where: { id: donation } })).toMatchObject({ status: 'CONFIRMED' })
  expect(await db.user.findUnique({ where: { chzzkUserId } })).toBeNull()
})

test('Lines are listed by outcome in pages, with the donations that each may be', async () => {
  await give(creator, null, { amount: 700, at: AT, name: '가람' })
  const { id } = await planned(creator, [{ ...ROW, amount: 900, name: '가람' }, ROW, { ...ROW, amount: 5 }])
  const differs = await listLines(creator, id, { outcome: 'differs', limit: 20 })
  expect(differs.items).toMatchObject([{ row: 2, donation: { amount: 700 }, meltAmount: 700, ticked: false }])
  const first = await listLines(creator, id, { outcome: 'onlyStatement', limit: 1 })
  expect(first.items.map(({ row }) => row)).toEqual([3])
  const cursor = linesQuery.parse({ cursor: first.nextCursor }).cursor
  const rest = await listLines(creator, id, { outcome: 'onlyStatement', limit: 1, cursor })
  expect([rest.items[0]?.row, rest.nextCursor]).toEqual([4, null])
})
