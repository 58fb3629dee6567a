import { describe, expect, test } from 'vitest'
import { addMonths, calendarOf, computableFrom, referenceMonths } from '~/domain/settlement/calendar'

describe('The days of the reference figures', () => {
  test('are those of windows that end yesterday', () => {
    expect(calendarOf('2026-11-30').windows).toEqual({
      d30: { first: '2026-10-31', last: '2026-11-29' },
      d60: { first: '2026-10-01', last: '2026-11-29' },
      d90: { first: '2026-09-01', last: '2026-11-29' },
    })
  })

  test('are of thirteen weeks from Monday to Sunday, of which the running one is none', () => {
    const monday = calendarOf('2026-11-30').weeks
    expect([monday.length, monday[0], monday[12]]).toEqual([
      13,
      { first: '2026-08-31', last: '2026-09-06' },
      { first: '2026-11-23', last: '2026-11-29' },
    ])
    const sunday = calendarOf('2026-11-29').weeks
    expect(sunday[12]).toEqual({ first: '2026-11-16', last: '2026-11-22' })
  })

  test('are of twelve complete months and of the running one until today', () => {
    const { months, whole } = calendarOf('2028-03-01')
    expect(months).toHaveLength(13)
    expect(months[0]).toEqual({
      month: '2027-03',
      first: '2027-03-01',
      last: '2027-03-31',
      complete: true,
    })
    expect(months.slice(-2)).toEqual([
      { month: '2028-02', first: '2028-02-01', last: '2028-02-29', complete: true },
      { month: '2028-03', first: '2028-03-01', last: '2028-03-01', complete: false },
    ])
    expect(whole).toEqual({ first: '2027-03-01', last: '2028-03-01' })
  })

  test('of a reference amount are the last three complete months', () => {
    const months = (today: string) => referenceMonths(calendarOf(today)).map(({ month }) => month)
    expect(months('2026-11-30')).toEqual(['2026-08', '2026-09', '2026-10'])
    expect(months('2026-12-01')).toEqual(['2026-09', '2026-10', '2026-11'])
    expect(months('2027-01-15')).toEqual(['2026-10', '2026-11', '2026-12'])
  })

  test('begin to be enough three complete months after the first confirmed donation', () => {
    expect(computableFrom('2026-08-15')).toBe('2026-12-01')
    expect(computableFrom('2026-08-01')).toBe('2026-11-01')
    expect(computableFrom('2026-12-31')).toBe('2027-04-01')
    expect(computableFrom(null)).toBeNull()
  })

  test('count months over the turn of a year', () => {
    expect([addMonths('2026-11', 2), addMonths('2026-01', -1), addMonths('2026-11', -12)]).toEqual([
      '2027-01',
      '2025-12',
      '2025-11',
    ])
  })
})
