import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { bucketCopy, shortBucketCopy } from '~/copy/ko/charts'
import { waitedCopy } from '~/copy/ko/figures'
import { percentCopy, rateCopy, shortAmountCopy } from '~/copy/ko/numbers'
import { kstDaysBetween } from '~/domain/core/kst'
import { type Day, grainOf, toBuckets } from '~/domain/stats/span'
import { Heatmap, levelsOf } from '~/ui/stats/heatmap'
import { Shares } from '~/ui/stats/shares'
import { Timeline } from '~/ui/stats/timeline'

const days = (first: string, last: string, sumOf: (n: number) => number): Day[] =>
  kstDaysBetween(first, last).map((date, n) => ({ date, sum: sumOf(n), count: Math.sign(sumOf(n)) }))
const drawTimeline = (given: Day[]) =>
  renderToStaticMarkup(createElement(Timeline, { days: given, range: 'all' }))

/** The numbers that a table links to their explanation. */
const numbers = (html: string) =>
  [...html.matchAll(/<a class="num"[^>]*>([\d,]+)</g)].map(([, digits = '']) =>
    Number(digits.replaceAll(',', '')),
  )
const add = (sums: number[]) => sums.reduce((sum, one) => sum + one, 0)
const heightsOf = (html: string) =>
  [...html.matchAll(/<rect[^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height))
const labelsOf = (html: string) => [...html.matchAll(/<text[^>]*>([^<]+)</g)].map(([, word]) => word)

test.each([
  [0, '0'],
  [999, '999'],
  [5_000, '5,000'],
  [10_000, '1만'],
  [15_000, '1.5만'],
  [1_200_000, '120만'],
  [15_000_000, '1,500만'],
  [120_000_000, '1.2억'],
])('%d on an axis is %s', (amount, said) => expect(shortAmountCopy(amount)).toBe(said))

describe('Days stand', () => {
  test.each([
    [7, 'day'],
    [30, 'day'],
    [90, 'week'],
    [400, 'month'],
    [3_000, 'year'],
  ] as const)('%d of them by %s, in as many bars as a phone shows apart', (count, grain) => {
    const first = new Date(Date.parse('2026-11-22') - (count - 1) * 86_400_000).toISOString().slice(0, 10)
    const given = days(first, '2026-11-22', (n) => n + 1)
    expect(given).toHaveLength(count)
    expect(grainOf(count)).toBe(grain)
    const buckets = toBuckets(given)
    expect(buckets.length).toBeLessThanOrEqual(48)
    expect(add(buckets.map(({ sum }) => sum))).toBe(add(given.map(({ sum }) => sum)))
    expect(buckets[0]?.from).toBe(first)
    expect(buckets.at(-1)?.to).toBe('2026-11-22')
  })

  test('in weeks from Monday, over New Year too', () => {
    const spans = toBuckets(
      days('2026-12-30', '2027-01-05', () => 1),
      'week',
    ).map(({ from, to, sum }) => [from, to, sum])
    expect(spans).toEqual([
      ['2026-12-30', '2027-01-03', 5],
      ['2027-01-04', '2027-01-05', 2],
    ])
  })

  test.each([
    ['day', '2026-11-21', '2026-11-21', '11월 21일', '11/21'],
    ['week', '2026-11-16', '2026-11-22', '11월 16일–22일', '11/16~'],
    ['week', '2026-10-26', '2026-11-01', '10월 26일–11월 1일', '10/26~'],
    ['month', '2026-11-01', '2026-11-30', '2026년 11월', '26.11'],
    ['year', '2026-01-01', '2026-12-31', '2026년', '2026'],
  ] as const)('as %s %s–%s: %s, %s', (grain, from, to, words, short) => {
    expect([bucketCopy({ from, to }, grain), shortBucketCopy({ from }, grain)]).toEqual([words, short])
  })
})

describe('The timeline', () => {
  test('of nothing has an axis and says so', () => {
    const html = drawTimeline(days('2026-11-16', '2026-11-22', () => 0))
    expect(html).toContain('이 기간에는 확인된 후원이 없어요')
    expect(heightsOf(html)).toEqual(Array(7).fill(0))
    expect(labelsOf(html)[0]).toBe('0')
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('of one day and one cheese counts in whole cheese', () => {
    const html = drawTimeline(days('2026-11-22', '2026-11-22', () => 1))
    expect(labelsOf(html)).toEqual(['0', '1', '11/22'])
    expect(numbers(html)).toEqual([1])
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('with one huge day still shows the small ones, under an axis in 만', () => {
    const html = drawTimeline(days('2026-10-24', '2026-11-22', (n) => (n === 20 ? 1_234_567 : 100)))
    expect(labelsOf(html).slice(0, 3)).toEqual(['0', '50만', '100만'])
    const heights = heightsOf(html)
    expect(Math.min(...heights)).toBe(2)
    expect(Math.max(...heights)).toBeGreaterThan(100)
    expect(html).toContain('가장 많은 날은 11월 13일, 1,234,567치즈예요')
  })

  test.each([7, 30, 90, 400, 3_000])('of %d days has every cheese in its table', (count) => {
    const first = new Date(Date.parse('2026-11-22') - (count - 1) * 86_400_000).toISOString().slice(0, 10)
    const given = days(first, '2026-11-22', (n) => (n * 7_919) % 100_003)
    expect(add(numbers(drawTimeline(given)))).toBe(add(given.map(({ sum }) => sum)))
  })

  test('is a picture with a name, and a table with heads, and has no inline style', () => {
    const html = drawTimeline(days('2026-09-01', '2026-11-22', () => 5))
    expect(html).toMatch(/role="img" aria-labelledby="timeline-title timeline-about"/)
    expect(html).toMatch(/<caption.*<th scope="col">.*<th scope="row">/s)
    expect(html).toContain('date=2026-11-16&amp;until=2026-11-22')
    expect(html).not.toContain('style=')
  })
})

const week = (sumOf: (weekday: number, hour: number) => number) =>
  Array.from({ length: 7 }, (_, weekday) => Array.from({ length: 24 }, (_, hour) => sumOf(weekday, hour)))
const drawHeat = (cells: number[][]) => renderToStaticMarkup(createElement(Heatmap, { cells, range: '30d' }))

describe('The heat map', () => {
  test('of nothing says so', () => {
    const html = drawHeat(week(() => 0))
    expect(html).toContain('이 기간에는 확인된 후원이 없어요')
    expect(html.match(/class="fill-edge"/g)).toHaveLength(168)
  })

  test('has every cheese in its table, hour by hour from Monday', () => {
    const cells = week((weekday, hour) => weekday * 1_000 + hour)
    const html = drawHeat(cells)
    const byHour = Array.from({ length: 24 }, (_, hour) => cells.map((hours) => hours[hour]))
    expect(numbers(html)).toEqual(byHour.flat())
    expect(html).toContain('figure=hour&amp;weekday=7&amp;hour=23&amp;range=30d')
    expect(html).toContain('일요일 23시에 가장 많아요. 모두 6,023치즈예요')
  })

  test('tells small ones apart beside one huge one', () => {
    const cells = week((weekday, hour) => (weekday === 0 && hour === 0 ? 50_000_000 : weekday * 24 + hour))
    const levelOf = levelsOf(cells)
    expect([0, 2, 50, 90, 160, 50_000_000].map(levelOf)).toEqual([0, 1, 2, 3, 4, 4])
    expect(levelsOf(week((weekday, hour) => (weekday + hour === 0 ? 7 : 0)))(7)).toBe(4)
  })
})

describe('Parts of a whole', () => {
  const draw = (...sums: number[]) =>
    renderToStaticMarkup(
      createElement(Shares, {
        id: 'source',
        title: '어떻게 확인했나요?',
        note: '',
        shares: sums.map((sum, n) => ({ name: `몫${n}`, sum, why: { figure: 'source' } })),
      }),
    )
  test('of nothing are an empty bar', () => {
    const html = draw(0, 0, 0)
    expect(html).toMatch(/<\/defs><rect class="fill-lifted" width="320"/)
    expect(html).not.toMatch(/NaN/)
  })

  test('are all seen, each with a pattern of its own, and told exactly', () => {
    const html = draw(10_000_000, 1, 0)
    expect(numbers(html)).toEqual([10_000_000, 1, 0])
    const widths = [...html.matchAll(/<rect fill="url\(#source-pattern-(\d)\)" x="[\d.]+" width="([\d.]+)"/g)]
    expect(widths.map(([, pattern]) => pattern)).toEqual(['0', '1'])
    for (const [, , width] of widths) expect(Number(width)).toBeGreaterThanOrEqual(3)
    expect(html).toContain('1% 미만')
  })

  test.each([
    [0, 0, '0%'],
    [0, 5, '0%'],
    [5, 5, '100%'],
    [1, 3, '33%'],
    [1, 1_000, '1% 미만'],
    [999, 1_000, '99% 넘게'],
  ])('%d of %d are %s', (sum, total, said) => expect(percentCopy(sum, total)).toBe(said))
})

test.each([
  [null, '아직 없어요'],
  [0, '0%'],
  [1, '100%'],
  [0.29, '29%'],
  [2 / 3, '66.6%'],
  [0.9999, '99.9%'],
])('A repeat rate of %s is %s', (rate, said) => expect(rateCopy(rate)).toBe(said))

test.each([
  [null, '모두 확인했어요'],
  ['2026-11-22T11:30:00Z', '모두 한 시간 안에 온 후원이에요'],
  ['2026-11-22T09:00:00Z', '가장 오래된 것은 3시간 기다렸어요'],
  ['2026-11-19T11:00:00Z', '가장 오래된 것은 3일 기다렸어요'],
])('What waits since %s: %s', (at, said) => expect(waitedCopy(at, '2026-11-22T12:00:00.000Z')).toBe(said))
