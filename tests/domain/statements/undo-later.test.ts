import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { confirmDonation, reverseDonation } from '~/domain/donations/decide.server'
import { addManualDonation } from '~/domain/donations/manual.server'
import { mergeDonation, unmergeDonation } from '~/domain/donations/merge.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { applyStatement, undoStatement } from '~/domain/statements/apply.server'
import { chooseLine } from '~/domain/statements/list-lines.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { chzzkTime, connectionOf, eventOf, processAll } from '../../support/chzzk-events'
import { useDatabase } from '../../support/database'
import { everythingOf } from '../../support/everything'
import { makeCreator, makeViewer, manualOf } from '../../support/people'
import { bring, give, lineOf, planned } from '../../support/statements'

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

const disagreements = async () => (await verifyLedger()).disagreements
const donationOf = (id: string) => db.donation.findUniqueOrThrow({ where: { id } })

async function figures() {
  const {
    days = [],
    unconfirmedDays,
    userStats,
    badges,
    badgeHolders,
  } = (await everythingOf(channelId)) as Record<string, object[]>
  return {
    sums: days.map((day) => ({ ...day, source: null })),
    unconfirmedDays,
    userStats,
    badges,
    badgeHolders,
  }
}

/** A row that only the file has, added although a confirmed donation under another name may be it: the statement's id and the donation's. */
async function added(row: Parameters<typeof planned>[1][number]) {
  const id = await bring(creator, [row])
  await planStatement(creator, id, undefined)
  await chooseLine(creator, { id, row: 2 }, { outcome: 'onlyStatement' })
  const { planHash } = await planStatement(creator, id, undefined)
  await applyStatement(creator, id, planHash)
  const { donationId } = await lineOf(id, 2)
  return { id, donationId: donationId ?? '' }
}

describe('Undoing a statement after its creator merged into what it added', () => {
  test('what a fan had registered, lets that wait again', async () => {
    const claim = await give(creator, fan, { amount: 12_000, at: AT })
    const before = await figures()
    const { id, donationId } = await added({ ...ROW, name: '다른이름' })
    await mergeDonation(creator, claim, donationId)
    await undoStatement(creator, id)
    expect(await donationOf(donationId)).toMatchObject({ status: 'OCCURRED', donorId: fan.id })
    expect(await figures()).toEqual(before)
    expect(await disagreements()).toEqual([])
    await unmergeDonation(creator, claim)
    expect(await donationOf(claim)).toMatchObject({ status: 'OCCURRED', donorId: fan.id })
    await confirmDonation(creator, claim)
    expect(await disagreements()).toEqual([])
  })

  test('what counted before, leaves it counted', async () => {
    const byHand = await give(creator, fan, { amount: 12_000, at: AT, status: 'CONFIRMED' })
    const before = await figures()
    const { id, donationId } = await added({ ...ROW, name: '다른이름' })
    await mergeDonation(creator, byHand, donationId)
    await undoStatement(creator, id)
    expect(await donationOf(donationId)).toMatchObject({ status: 'CONFIRMED', donorId: fan.id })
    expect(await figures()).toEqual(before)
    expect(await disagreements()).toEqual([])
  })
})

test('What CHZZK reported since of a donation that a statement added waits once that is undone', async () => {
  const { id, plan } = await planned(creator, [
    { at: kstText(new Date()), amount: 1_000, donorId: fan.chzzkUserId, name: fan.displayName },
  ])
  await applyStatement(creator, id, plan.planHash)
  const { donationId } = await lineOf(id, 2)
  await chooseAutoConfirmMode(creator, 'assist')
  const socket = await connectionOf(creator)
  await socket.store(eventOf(creator, fan, { payAmount: 1_000 }))
  await processAll()
  expect(await db.chzzkEvent.findFirst({ where: { channelId } })).toMatchObject({ donationId })
  await undoStatement(creator, id)
  expect(await donationOf(donationId ?? '')).toMatchObject({ status: 'OCCURRED', hasSignal: true })
  expect(await disagreements()).toEqual([])
})

const kstText = (at: Date) => chzzkTime(at).slice(0, 19).replace('T', ' ')

describe('What somebody decided since of a line that was applied', () => {
  test.each([
    ['reversed', ['reverse'], 'REVERSED', 0],
    ['reversed and confirmed with another amount', ['reverse', 'confirm'], 'CONFIRMED', 11_000],
  ] as const)('stays %s, with every other line taken back', async (_name, acts, status, sum) => {
    const waiting = await give(creator, fan, { amount: 12_000, at: AT })
    const { id, plan } = await planned(creator, [
      { ...ROW, donorId: fan.chzzkUserId, name: fan.displayName },
      { ...ROW, amount: 300 },
    ])
    await applyStatement(creator, id, plan.planHash)
    for (const act of acts)
      await (act === 'reverse'
        ? reverseDonation(creator, waiting, '두 번 적었어요')
        : confirmDonation(creator, waiting, 11_000))
    await undoStatement(creator, id)
    expect(await donationOf(waiting)).toMatchObject({ status })
    const where = { channelId, status: 'CONFIRMED' } as const
    const { _sum } = await db.donation.aggregate({ where, _sum: { amountCheese: true } })
    expect(_sum.amountCheese ?? 0).toBe(sum)
    expect(await disagreements()).toEqual([])
  })

  test('is what the next plan begins from', async () => {
    const waiting = await give(creator, fan, { amount: 12_000, at: AT })
    const { id, plan } = await planned(creator, [{ ...ROW, donorId: fan.chzzkUserId, name: fan.displayName }])
    await applyStatement(creator, id, plan.planHash)
    await undoStatement(creator, id)
    await confirmDonation(creator, waiting)
    const anew = await planStatement(creator, id, undefined)
    expect(anew).toMatchObject({ lines: { matched: 1 }, ticked: 1, sums: { missing: 0, extra: 0 } })
    await applyStatement(creator, id, anew.planHash)
    expect(await lineOf(id, 2)).toMatchObject({ deed: 'explained', donationId: waiting })
    await undoStatement(creator, id)
    expect(await donationOf(waiting)).toMatchObject({ status: 'CONFIRMED', confirmedByKind: 'creator' })
    expect(await disagreements()).toEqual([])
  })
})

test('A statement that corrects what another one confirmed gives that back, step by step', async () => {
  const waiting = await give(creator, fan, { amount: 12_000, at: AT })
  const first = await planned(creator, [{ ...ROW, donorId: fan.chzzkUserId, name: fan.displayName }])
  await applyStatement(creator, first.id, first.plan.planHash)
  await reverseDonation(creator, waiting, '금액이 달라요')
  await confirmDonation(creator, waiting, 9_000)
  await undoStatement(creator, first.id)
  const id = await bring(creator, [{ ...ROW, donorId: fan.chzzkUserId, name: '다시' }])
  await chooseLine(creator, { id, row: 2 }, { outcome: 'differs', donationId: waiting, amount: 12_000 })
  const before = await everythingOf(channelId)
  const { planHash } = await planStatement(creator, id, undefined)
  await applyStatement(creator, id, planHash)
  expect(await donationOf(waiting)).toMatchObject({ status: 'CONFIRMED', amountCheese: 12_000 })
  await undoStatement(creator, id)
  expect(await everythingOf(channelId)).toEqual(before)
  expect(await disagreements()).toEqual([])
})

test("A file's name stays hidden where its donation is merged into one without a name", async () => {
  const { plan, ...statement } = await planned(creator, [{ ...ROW, name: '파일에만 있는 이름' }])
  await applyStatement(creator, statement.id, plan.planHash)
  const { donationId } = await lineOf(statement.id, 2)
  await reverseDonation(creator, donationId ?? '', '직접 확인할게요')
  await confirmDonation(creator, donationId ?? '', 12_000)
  const occurredAt = new Date(AT).toISOString()
  const { donation: nameless } = await addManualDonation(creator, { ...manualOf(12_000), occurredAt })
  await mergeDonation(creator, donationId ?? '', nameless.id)
  expect(await donationOf(nameless.id)).toMatchObject({ donorName: '파일에만 있는 이름', hideName: true })
  await unmergeDonation(creator, donationId ?? '')
  expect(await donationOf(nameless.id)).toMatchObject({ donorName: null, hideName: false })
  expect(await donationOf(donationId ?? '')).toMatchObject({ hideName: true })
})
