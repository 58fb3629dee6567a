import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAmountCell } from '~/domain/statements/amounts'
import { parseDateCell, parsePeriodCell } from '~/domain/statements/dates'
import { isCountedKind, toStatementKind } from '~/domain/statements/kinds'

describe('A date', () => {
  test.each([
    ['2026.11.01', '2026-11-01', null],
    ['2026. 11. 1.', '2026-11-01', null],
    ['2026-11-01 23:59', '2026-11-01', '23:59:00'],
    ['2026/11/1 9:05:07', '2026-11-01', '09:05:07'],
    ['2026년 11월 1일', '2026-11-01', null],
    ['2026년 11월 1일 (일)', '2026-11-01', null],
    ['2026년 11월 1일 일요일 오후 11시 59분', '2026-11-01', '23:59:00'],
    ['2026.11.01 오전 12:30', '2026-11-01', '00:30:00'],
    ['20261101', '2026-11-01', null],
    ['２０２６．１１．０１', '2026-11-01', null],
    ['2026-11-01T15:30:00Z', '2026-11-02', '00:30:00'],
    ['2026-11-01T23:59:59.123+09:00', '2026-11-01', '23:59:59'],
    ['2026-11-01 00:00:00', '2026-11-01', null],
    ['46327', '2026-11-01', null],
    [46327, '2026-11-01', null],
    [46327.99930555555, '2026-11-01', '23:59:00'],
    [new Date('2026-11-01T12:00:00Z'), '2026-11-01', '12:00:00'],
  ])('%s is read in Korea’s time', (cell, day, time) => {
    expect(parseDateCell(cell)).toEqual({ day, time })
  })

  test('of a calendar that begins in 1904 is four years and a day later', () => {
    expect(parseDateCell(46327 - 1462, { epoch1904: true })).toEqual({ day: '2026-11-01', time: null })
  })

  test.each([
    [null, 'date_missing'],
    ['', 'date_missing'],
    ['어제', 'date_unreadable'],
    ['11/01/2026', 'date_unreadable'],
    ['26.11.01', 'date_unreadable'],
    ['2026-02-30', 'date_unreadable'],
    ['2026-13-01', 'date_unreadable'],
    ['2026-11-01 25:00', 'date_unreadable'],
    ['2026-11-01 23:59 등', 'date_unreadable'],
    ['1899-12-31', 'date_out_of_range'],
    ['1900-02-29', 'date_unreadable'],
    ['2999-01-01', 'date_out_of_range'],
    [0, 'date_out_of_range'],
    [60, 'date_out_of_range'],
    [-1, 'date_out_of_range'],
    [1e308, 'date_out_of_range'],
    [Number.NaN, 'date_out_of_range'],
    [new Date('1899-12-30T00:00:00Z'), 'date_out_of_range'],
    [true, 'date_unreadable'],
  ])('%s is refused', (cell, reason) => {
    expect(parseDateCell(cell)).toEqual({ reason })
  })

  test('of any day between 2000 and 2199 is that day in every writing', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10)
        const [year = '', month = '', dayOfMonth = ''] = day.split('-')
        const serial = Math.round(Date.parse(day) / 86_400_000) + 25_569
        const writings = [
          day,
          `${year}.${month}.${dayOfMonth}`,
          `${year}년 ${Number(month)}월 ${Number(dayOfMonth)}일`,
          serial,
        ]
        for (const writing of writings) expect(parseDateCell(writing)).toEqual({ day, time: null })
      }),
    )
  })

  test('may be a period', () => {
    expect(parsePeriodCell('2026.11.01 ~ 2026.11.07')).toEqual({ from: '2026-11-01', to: '2026-11-07' })
    expect(parsePeriodCell('2026-11-01 - 2026-11-07')).toEqual({ from: '2026-11-01', to: '2026-11-07' })
    expect(parsePeriodCell('2024년 2월')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(parsePeriodCell('2026-11')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
    expect(parsePeriodCell('2026.11.01')).toEqual({ from: '2026-11-01', to: '2026-11-01' })
    expect(parsePeriodCell('2026.11.07 ~ 2026.11.01')).toEqual({ reason: 'date_unreadable' })
    expect(parsePeriodCell('2026-13')).toEqual({ reason: 'date_unreadable' })
  })
})

describe('An amount', () => {
  test.each([
    ['1,000', 1000],
    ['1000', 1000],
    ['₩1,000', 1000],
    ['￦1,000', 1000],
    ['1,000치즈', 1000],
    ['1,000 원', 1000],
    ['１，０００', 1000],
    ['+1,000', 1000],
    ['1,000.00', 1000],
    ['-1,000', -1000],
    ['−1,000', -1000],
    ['△1,000', -1000],
    ['▲ 1,000', -1000],
    ['(1,000)', -1000],
    ['(₩1,000)', -1000],
    ['₩-1,000', -1000],
    ['-₩1,000', -1000],
    [1000, 1000],
    [-0, 0],
    ['-0', 0],
  ])('%s is %i', (cell, amount) => {
    expect(parseAmountCell(cell)).toStrictEqual({ amount })
  })

  test.each([
    [null, 'amount_missing'],
    [' ', 'amount_missing'],
    ['-', 'amount_unreadable'],
    ['1,00', 'amount_unreadable'],
    ['1.000,00', 'amount_unreadable'],
    ['1e308', 'amount_unreadable'],
    ['천치즈', 'amount_unreadable'],
    ['-(1,000)', 'amount_unreadable'],
    ['--1', 'amount_unreadable'],
    ['1000.5', 'amount_fraction'],
    [0.1, 'amount_fraction'],
    [1e308, 'amount_too_large'],
    [Number.POSITIVE_INFINITY, 'amount_too_large'],
    ['2147483648', 'amount_too_large'],
    ['9'.repeat(2000), 'amount_too_large'],
    ['=1+1', 'formula'],
    [new Date(0), 'amount_is_date'],
    [true, 'amount_unreadable'],
  ])('%s is refused', (cell, reason) => {
    expect(parseAmountCell(cell)).toEqual({ reason })
  })

  test('is read back from every way of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (amount) => {
        const grouped = amount.toLocaleString('en-US')
        for (const text of [String(amount), grouped, `₩${grouped}`, `${grouped}치즈`])
          expect(parseAmountCell(text)).toEqual({ amount })
        for (const text of [`-${grouped}`, `△${grouped}`, `(${grouped})`])
          expect(parseAmountCell(text)).toEqual({ amount: -amount })
      }),
    )
  })

  test('is a whole number or a reason, whatever stands in the cell', () => {
    const cells = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.stringMatching(/^[-(△₩]*[\d,.]{0,12}[)원치즈]*$/),
    )
    fc.assert(
      fc.property(cells, (cell) => {
        const parsed = parseAmountCell(cell)
        if ('amount' in parsed)
          expect(Number.isSafeInteger(parsed.amount) && !Object.is(parsed.amount, -0)).toBe(true)
        expect(parseDateCell(cell)).toBeTruthy()
      }),
    )
  })
})

test('Chat and video donations are counted, and nothing else', () => {
  const kinds = [
    '채팅 후원',
    '영상후원',
    '미션 후원',
    '파티 후원',
    '구독',
    '구독권 선물',
    '광고',
    '스토어',
    '후원 취소',
    '무언가',
  ]
  expect(kinds.map((kind) => toStatementKind(kind)).map((kind) => [kind, isCountedKind(kind)])).toEqual([
    ['chat', true],
    ['video', true],
    ['mission', false],
    ['party', false],
    ['subscription', false],
    ['gift', false],
    ['ad', false],
    ['shop', false],
    ['refund', false],
    ['unknown', false],
  ])
})
