import { describe, expect, test } from 'vitest'
import { type SettlementFacts, toSettlementFigures, volatilityOf } from '~/domain/settlement/figures'
import { concentrationOf, repeatRateOf } from '~/domain/settlement/people'

const day = (date: string, sum: number, { count = 1, nameless = 0 } = {}) => ({ date, sum, count, nameless })
const NOBODY = { sums: [], count: 0, repeating: 0 }

/** A Wednesday each: the thirteen complete weeks before 2026-11-30, a Monday. */
const WEDNESDAYS = [
  '2026-09-02',
  '2026-09-09',
  '2026-09-16',
  '2026-09-23',
  '2026-09-30',
  '2026-10-07',
  '2026-10-14',
  '2026-10-21',
  '2026-10-28',
  '2026-11-04',
  '2026-11-11',
  '2026-11-18',
  '2026-11-25',
]
const AUGUST = day('2026-08-05', 300_001)

const facts = (more: Partial<SettlementFacts>): SettlementFacts => ({
  today: '2026-11-30',
  days: [],
  firstDay: '2026-01-20',
  people: NOBODY,
  advanceHundredths: 50,
  ...more,
})
const figuresOf = (more: Partial<SettlementFacts>) => toSettlementFigures(facts(more))
const weekly = (weeks: number) => [AUGUST, ...WEDNESDAYS.slice(0, weeks).map((date) => day(date, 100_000))]

describe('Windows', () => {
  const days = [
    day('2026-08-31', 7),
    day('2026-09-01', 100),
    day('2026-10-30', 1_000),
    day('2026-10-31', 10_000, { count: 2 }),
    day('2026-11-29', 100_001),
    day('2026-11-30', 5_000_000),
  ]

  test('end yesterday and leave today out, and each figure of them is rounded down', () => {
    const { windows } = figuresOf({ days })
    // 110,001 / 30 = 3,666.7
    expect(windows.d30).toEqual({ sum: 110_001, count: 3, dailyMean: 3_666, monthly: 110_001 })
    // 111,001 / 60 = 1,850.01…; × 30 = 55,500.5
    expect(windows.d60).toEqual({ sum: 111_001, count: 4, dailyMean: 1_850, monthly: 55_500 })
    // 111,101 / 90 = 1,234.4…; × 30 = 37,033.6…
    expect(windows.d90).toEqual({ sum: 111_101, count: 5, dailyMean: 1_234, monthly: 37_033 })
  })
})

describe('Months', () => {
  test('are twelve complete ones, empty ones 0, and the running one beside them', () => {
    const { months } = figuresOf({
      days: [day('2025-11-01', 5), day('2026-10-31', 20), day('2026-11-01', 300), day('2026-11-30', 4_000)],
    })
    expect(months).toHaveLength(13)
    expect(months[0]).toEqual({ month: '2025-11', sum: 5, count: 1, complete: true })
    expect(months[1]).toEqual({ month: '2025-12', sum: 0, count: 0, complete: true })
    expect(months.slice(-2)).toEqual([
      { month: '2026-10', sum: 20, count: 1, complete: true },
      { month: '2026-11', sum: 4_300, count: 2, complete: false },
    ])
  })
})

describe('Volatility', () => {
  test.each([
    { weeks: Array(13).fill(100), hundredths: 0, steadiness: 'even' },
    { weeks: [66, 134], hundredths: 34, steadiness: 'even' },
    // 0.3495: rounded to the nearest it would be another word.
    { weeks: [6_505, 13_495], hundredths: 34, steadiness: 'even' },
    { weeks: [65, 135], hundredths: 35, steadiness: 'usual' },
    { weeks: [100, 300], hundredths: 50, steadiness: 'usual' },
    { weeks: [21, 179], hundredths: 79, steadiness: 'usual' },
    { weeks: [20, 180], hundredths: 80, steadiness: 'uneven' },
    // All in one week of thirteen: √12.
    { weeks: [...Array(12).fill(0), 1_300], hundredths: 346, steadiness: 'uneven' },
    { weeks: Array(13).fill(0), hundredths: null, steadiness: null },
    // Squares beyond what a number holds exactly.
    { weeks: [100_000_000_001, 300_000_000_003], hundredths: 50, steadiness: 'usual' },
  ])('of $weeks is $hundredths hundredths', ({ weeks, ...expected }) => {
    expect(volatilityOf(weeks)).toEqual({ ...expected, weeks })
  })
})

describe('Activity', () => {
  test('counts complete weeks with a confirmed donation', () => {
    expect(figuresOf({ days: weekly(13) }).activity).toEqual({ weeks: 13, of: 13 })
    expect(figuresOf({ days: [...weekly(10), day('2026-11-30', 1)] }).activity).toEqual({ weeks: 10, of: 13 })
    expect(figuresOf({}).activity).toEqual({ weeks: 0, of: 13 })
  })
})

describe('Concentration', () => {
  const of = (sums: number[], total: number, nameless = 0) =>
    concentrationOf({ ...NOBODY, sums }, { total, nameless })

  test.each([
    { sums: [500, 300], total: 1_000, nameless: 200, top1: 0.5, top5: 1 },
    { sums: [100], total: 1_000, nameless: 900, top1: 0.9, top5: 1 },
    { sums: [30, 20, 20, 10, 10], total: 100, nameless: 5, top1: 0.3, top5: 0.9 },
    { sums: [30, 20, 20, 10, 5], total: 100, nameless: 10, top1: 0.3, top5: 0.9 },
    { sums: [1, 1, 1], total: 3, nameless: 0, top1: 0.3333, top5: 1 },
    { sums: [], total: 70, nameless: 70, top1: 1, top5: 1 },
    { sums: [], total: 0, nameless: 0, top1: null, top5: null },
  ])('of $sums and $nameless of nobody is $top1 and $top5', ({ sums, total, nameless, ...shares }) => {
    expect(of(sums, total, nameless)).toEqual(shares)
  })

  test('is of the ninety days that end yesterday', () => {
    const days = [
      day('2026-08-31', 9_000, { nameless: 9_000 }),
      day('2026-09-01', 600),
      day('2026-11-29', 400, { nameless: 400 }),
      day('2026-11-30', 9_000, { nameless: 9_000 }),
    ]
    const people = { sums: [600], count: 1, repeating: 0 }
    expect(figuresOf({ days, people }).concentration).toEqual({ top1: 0.6, top5: 1 })
  })

  test('goes with the share of those who came back', () => {
    expect(repeatRateOf({ sums: [], count: 3, repeating: 1 })).toBe(0.3333)
    expect(repeatRateOf(NOBODY)).toBeNull()
  })
})

describe('The reference amount', () => {
  test('is half of the average of three months where all weeks are equal', () => {
    // August 300,001, September 500,000, October 400,000: 1,200,001 / 3 = 400,000.3…
    expect(figuresOf({ days: weekly(13) })).toMatchObject({
      reference: { average: 400_000, riskFactor: 1, advanceRate: 0.5, amount: 200_000 },
      computableFrom: null,
    })
  })

  test('falls with uneven and with quiet weeks, and is rounded down once', () => {
    // Ten weeks of 100,000 and three of nothing: √0.3 = 0.547…, so 1,200,001 / 3 × 0.46 × 10/13 × 0.50 = 70,769.2…
    const { volatility, reference } = figuresOf({ days: weekly(10) })
    expect(volatility.hundredths).toBe(54)
    expect(reference).toEqual({
      average: 400_000,
      riskFactor: (46 * 10) / 1_300,
      advanceRate: 0.5,
      amount: 70_769,
    })
    // × 0.80: 113,230.8…
    expect(figuresOf({ days: weekly(10), advanceHundredths: 80 }).reference).toMatchObject({
      advanceRate: 0.8,
      amount: 113_230,
    })
  })

  test('is 0 where the weeks differ by more than their mean', () => {
    expect(figuresOf({ days: weekly(1) }).reference).toMatchObject({ riskFactor: 0, amount: 0 })
  })

  test('leaves the running month out', () => {
    const days = [...weekly(13), day('2026-11-30', 9_000_000)]
    expect(figuresOf({ days }).reference?.amount).toBe(200_000)
  })

  test('is not there before three complete months, and says from when it is', () => {
    const soon = { days: weekly(13), firstDay: '2026-08-05' }
    expect(figuresOf(soon)).toMatchObject({ reference: null, computableFrom: '2026-12-01' })
    expect(figuresOf({ ...soon, firstDay: '2026-08-01' }).reference).not.toBeNull()
    expect(figuresOf({ ...soon, today: '2026-12-01' }).reference).not.toBeNull()
    expect(figuresOf({ firstDay: null })).toMatchObject({ reference: null, computableFrom: null })
  })

  test('is not there after thirteen weeks without a donation: there is no mean to differ from', () => {
    expect(figuresOf({ days: [AUGUST] })).toMatchObject({
      reference: null,
      computableFrom: null,
      volatility: { hundredths: null },
    })
  })
})
