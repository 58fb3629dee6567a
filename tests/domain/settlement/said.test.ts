import { beforeEach, describe, expect, test } from 'vitest'
import type { Viewer } from '~/domain/auth/viewer'
import { kstDayOf } from '~/domain/core/kst'
import { explainSettlement, exportSettlementExplanation } from '~/domain/settlement/explain.server'
import { setFeeRate, unsetFeeRate } from '~/domain/settlement/fee-rate.server'
import { getSettlement } from '~/domain/settlement/get.server'
import { settlementExplainQuery } from '~/domain/settlement/input'
import { collectOptIn, optIn, optOut } from '~/domain/settlement/opt-in.server'
import { applyStatement, undoStatement } from '~/domain/statements/apply.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { createStatement } from '~/domain/statements/upload.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'
import { insert, refusal } from '../../support/refused-by-database'
import { give, planned } from '../../support/statements'

useDatabase()

const DAY_MS = 86_400_000
const NOW = new Date()
const day = (daysAgo: number) => kstDayOf(new Date(NOW.getTime() - daysAgo * DAY_MS))

let creator: Viewer
beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  await optIn(creator)
})

const figures = async () => (await getSettlement(creator, NOW)).figures
const explain = (figure: string, also: object = {}) =>
  explainSettlement(creator, settlementExplainQuery.parse({ figure, ...also }), NOW)

async function totals(of: { from: string; to: string; gross: number; paidOn?: string }) {
  const { id } = await createStatement(creator, of, undefined)
  const { planHash } = await planStatement(creator, id, undefined)
  await applyStatement(creator, id, planHash)
  return id
}

describe('What is still to be paid out', () => {
  test('does not exist before a statement that was applied says so, nor after it was taken back', async () => {
    expect(await figures()).toMatchObject({ pending: null, pendingNet: null, net: null })
    const of = { from: day(60), to: day(40), gross: 80_000, paidOn: day(-5) }
    await createStatement(creator, of, undefined)
    expect((await figures())?.pending).toBeNull()
    const id = await totals({ ...of, gross: 70_000 })
    expect((await figures())?.pending).toBe(70_000)
    await undoStatement(creator, id)
    expect((await figures())?.pending).toBeNull()
  })

  test('counts the lines of this month that do not say that they were paid', async () => {
    const fan = await makeViewer('새벽세시라면')
    const today = day(0)
    await give(creator, fan, { amount: 900, at: `${today}T00:00:01+09:00`, status: 'CONFIRMED' })
    const line = { at: `${today} 00:00:01`, amount: 900, donorId: fan.chzzkUserId, name: fan.displayName }
    const { id, plan } = await planned(creator, [line, { ...line, amount: 40, kind: '미션' }])
    await applyStatement(creator, id, plan.planHash)
    expect((await figures())?.pending).toBe(900)
    const { value, included, excluded } = await explain('pending')
    expect([value, included.items, excluded.items]).toEqual([
      900,
      [expect.objectContaining({ id, kind: 'statement', amount: 900, reason: null })],
      [],
    ])
  })

  test('is explained in pages that hold each statement once, and as a file', async () => {
    for (let n = 0; n < 5; n++)
      await totals({ from: day(300 - n * 10), to: day(295 - n * 10), gross: 1_000 + n, paidOn: day(-1) })
    await totals({ from: day(0), to: day(0), gross: 5, paidOn: day(0) })
    const { value, included, excluded } = await explain('pending', { limit: 2 })
    const more = await explain('pending', { limit: 50, cursor: included.nextCursor })
    const amounts = [...included.items, ...more.included.items].map(({ amount }) => amount)
    expect(amounts).toEqual([1_004, 1_003, 1_002, 1_001, 1_000])
    expect([value, more.included.nextCursor]).toEqual([5_010, null])
    expect(excluded.items).toMatchObject([{ amount: 5, reason: 'paid_out' }])
    const pages = []
    for await (const page of await exportSettlementExplanation(creator, { figure: 'pending' }, NOW))
      pages.push(page)
    expect(pages.map((page) => page.length)).toEqual([5, 1])
  })
})

describe('A fee rate', () => {
  test('is its creator’s own word: without it there is no net figure, and it goes with the opt-in', async () => {
    await give(creator, null, { amount: 999, at: `${day(2)}T12:00:00+09:00`, status: 'CONFIRMED' })
    await totals({ from: day(60), to: day(40), gross: 10_001, paidOn: day(-5) })
    expect(await setFeeRate(creator, '12.5')).toEqual({ percent: 12.5 })
    expect(await figures()).toMatchObject({
      feeRateHundredths: 1_250,
      net: 874,
      pending: 10_001,
      pendingNet: 8_750,
    })
    expect(await explain('net')).toMatchObject({ value: 874, included: { items: [{ amount: 999 }] } })
    expect(await explain('pendingNet')).toMatchObject({
      value: 8_750,
      included: { items: [{ amount: 10_001 }] },
    })
    const exported = []
    for await (const one of collectOptIn(creator)) exported.push(one)
    expect(exported).toMatchObject([{ feeRatePercent: 12.5 }])
    await unsetFeeRate(creator)
    expect(await figures()).toMatchObject({
      feeRateHundredths: null,
      net: null,
      pendingNet: null,
      pending: 10_001,
    })
    await setFeeRate(creator, '3')
    await optOut(creator)
    await optIn(creator)
    expect(await figures()).toMatchObject({ feeRateHundredths: null })
  })

  test('cannot be set where nobody opted in, and is a part of the whole', async () => {
    await optOut(creator)
    await expect(setFeeRate(creator, '3')).rejects.toMatchObject({
      reason: 'forbidden',
      because: 'not_opted_in',
    })
    for (const fee_rate_hundredths of [-1, 10_000])
      expect(
        await refusal(
          insert('settlement_opt_ins', { channel_id: creator.channel?.id ?? '', fee_rate_hundredths }),
        ),
      ).toBe('settlement_opt_ins_fee_rate_is_a_part')
  })
})
