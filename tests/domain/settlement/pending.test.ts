import { describe, expect, test } from 'vitest'
import { netOf, parseFeeRate } from '~/domain/settlement/net'
import { pendingOf, pendingSum, type SaidDay, type SaidTotals } from '~/domain/settlement/pending'

const TODAY = '2026-11-20'

const totals = (id: string, of: Partial<SaidTotals> = {}): SaidTotals => ({
  id,
  from: '2026-10-01',
  to: '2026-10-31',
  gross: 1_000,
  paidOn: null,
  ...of,
})
const line = (day: string, of: Partial<SaidDay> = {}): SaidDay => ({
  id: 'file',
  from: '2026-11-01',
  day,
  paid: false,
  sum: 100,
  ...of,
})
const reasons = (given: SaidTotals[], days: SaidDay[] = []) =>
  pendingOf(given, days, TODAY).map(({ id, amount, reason }) => [id, amount, reason])

describe('What is still to be paid out', () => {
  test.each<[string, SaidTotals[], SaidDay[], number | null]>([
    ['nothing where nothing is said', [], [], null],
    ['sums whose day of payment is to come', [totals('a', { paidOn: '2026-11-21' })], [], 1_000],
    ['no sums of today or earlier', [totals('a', { paidOn: TODAY })], [], null],
    ['no sums of an earlier month that name no day', [totals('a')], [], null],
    [
      'sums of this month that name no day',
      [totals('a', { from: '2026-11-01', to: '2026-11-15' })],
      [],
      1_000,
    ],
    [
      'no sums that began before this month and name no day',
      [totals('a', { from: '2026-01-01', to: '2026-11-30' })],
      [],
      null,
    ],
    [
      'sums that began before this month where they name a day to come',
      [totals('a', { from: '2026-01-01', to: '2026-11-30', paidOn: '2026-12-10' })],
      [],
      1_000,
    ],
    ['lines of this month', [], [line('2026-11-02'), line('2026-11-03')], 200],
    ['no lines that were paid', [], [line('2026-11-02', { paid: true })], null],
    ['nothing twice', [totals('a', { to: '2026-11-30', paidOn: '2026-12-01' })], [line('2026-11-02')], 1_000],
    ['sums of nothing as nothing', [totals('a', { gross: 0, paidOn: '2026-12-01' })], [], 0],
  ])('counts %s', (_, given, days, sum) => {
    expect(pendingSum(pendingOf(given, days, TODAY))).toBe(sum)
  })

  test('takes of sums of the same days the newest, whatever their order, and says why of the others', () => {
    const older = totals('a', { paidOn: '2026-12-01', gross: 5_000 })
    const newer = totals('b', { paidOn: '2026-11-25' })
    for (const order of [
      [older, newer],
      [newer, older],
    ])
      expect(reasons(order)).toEqual([
        ['b', 1_000, null],
        ['a', 5_000, 'other_statement'],
      ])
  })

  test('says why sums without a day of payment are left out, and lets others speak of their days', () => {
    const year = totals('b', { from: '2026-01-01', to: '2026-11-30', gross: 90_000 })
    const month = totals('a', { from: '2026-11-01', to: '2026-11-07' })
    expect(reasons([year, month], [line('2026-11-08')])).toEqual([
      ['b', 90_000, 'no_pay_day'],
      ['a', 1_000, null],
      ['file', 100, null],
    ])
  })

  test('adds lines of days that no sums speak of, and names the others', () => {
    const paid = totals('a', { from: '2026-11-01', to: '2026-11-07', paidOn: '2026-11-10' })
    const days = [line('2026-11-07'), line('2026-11-08'), line('2026-11-09', { paid: true, sum: 7 })]
    expect(reasons([paid], days)).toEqual([
      ['a', 1_000, 'paid_out'],
      ['file', 107, 'other_statement'],
      ['file', 100, null],
    ])
  })
})

describe('A net amount', () => {
  test.each([
    ['0', 12_345, 12_345],
    ['12.5', 1_000, 875],
    ['33.33', 100, 66],
    ['0.01', 9_999, 9_998],
    ['99.99', 9_999, 0],
    ['7', 0, 0],
    ['3.3', Number.MAX_SAFE_INTEGER, 8_709_961_679_334_538],
  ])('of a rate of %s %% is exact and rounded down', (percent, amount, net) => {
    expect(netOf(amount, parseFeeRate(percent))).toBe(net)
  })
})
