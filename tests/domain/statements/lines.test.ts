import { describe, expect, test } from 'vitest'
import { findHeader, fingerprintHeader, guessMapping, whyMappingRefused } from '~/domain/statements/columns'
import { parseStatementFile } from '~/domain/statements/file'
import { parseStatementLines } from '~/domain/statements/lines'

async function linesOf(text: string) {
  const table = await parseStatementFile(Buffer.from(text))
  if ('refused' in table) throw new Error(table.refused)
  const header = findHeader(table)
  return { header, ...parseStatementLines(table, header, guessMapping(header.names)) }
}
const HEAD = '후원일시,후원자 닉네임,유형,후원금액,메시지'

describe('Columns', () => {
  test('are guessed from their names', () => {
    expect(
      guessMapping([
        'No',
        '후원일시',
        '사용자 ID',
        '닉네임',
        '후원 유형',
        '후원금액',
        '수수료',
        '정산금액',
        '메시지',
        '상태',
      ]),
    ).toEqual({
      date: 1,
      donorId: 2,
      nickname: 3,
      kind: 4,
      amount: 5,
      fee: 6,
      net: 7,
      message: 8,
      state: 9,
    })
    expect(guessMapping(['정산기간', '금액', '정산 예정일'])).toEqual({ period: 0, amount: 1 })
    expect(guessMapping(['date', 'amount', 'donor', 'message'])).toEqual({
      date: 0,
      amount: 1,
      nickname: 2,
      message: 3,
    })
  })

  test('are found below a title, and have letters where nothing names them', async () => {
    const titled = await linesOf(
      `11월 정산 내역\n\n조회 기간,2026-11-01\n${HEAD}\n2026-11-01,감자,채팅,1000,안녕`,
    )
    expect(titled.header.row).toBe(4)
    expect(titled.lines).toHaveLength(1)
    const table = await parseStatementFile(Buffer.from('2026-11-01,1000\n2026-11-02,2000'))
    if ('refused' in table) throw new Error()
    const header = findHeader(table)
    expect(header).toEqual({ row: null, names: ['A', 'B'] })
    expect(parseStatementLines(table, header, { date: 0, amount: 1 }).sum).toBe(3000)
  })

  test('have a fingerprint that spaces and case do not change, and other columns do', () => {
    const of = (...names: string[]) => fingerprintHeader({ row: 1, names })
    expect(of('후원 일시', 'Amount')).toBe(of('후원일시', ' amount '))
    expect(of('후원일시', '금액')).not.toBe(of('금액', '후원일시'))
  })

  test('are refused where they say too little or the same twice', () => {
    const header = { row: 1, names: ['a', 'b'] }
    expect(whyMappingRefused({ date: 0 }, header)).toBe('amount_column_missing')
    expect(whyMappingRefused({ amount: 0 }, header)).toBe('date_column_missing')
    expect(whyMappingRefused({ amount: 0, date: 0 }, header)).toBe('column_used_twice')
    expect(whyMappingRefused({ amount: 0, date: 2 }, header)).toBe('no_such_column')
    expect(whyMappingRefused({ amount: 0, period: 1 }, header)).toBeNull()
  })
})

describe('Rows', () => {
  test('that cannot be read are listed with number, column and reason, and the rest goes on', async () => {
    const { lines, refused } = await linesOf(
      [
        HEAD,
        '2026-11-01,감자,채팅,"1,000",안녕',
        '어제,감자,채팅,1000,',
        '2026-11-01,감자,채팅,1000.5,',
        '2026-11-01,감자,채팅,,',
        HEAD,
        '2026-11-02,,영상,2000,',
      ].join('\n'),
    )
    expect(refused).toEqual([
      { row: 3, column: 0, reason: 'date_unreadable' },
      { row: 4, column: 3, reason: 'amount_fraction' },
      { row: 5, column: 3, reason: 'amount_missing' },
      { row: 6, column: null, reason: 'header_again' },
    ])
    expect(lines.map(({ row, amount, kind }) => [row, amount, kind])).toEqual([
      [2, 1000, 'chat'],
      [7, 2000, 'video'],
    ])
  })

  test('of totals are kept out wherever they stand, and a fan called 합계 is asked about', async () => {
    const { lines, totals, refused, sum } = await linesOf(
      [
        HEAD,
        '2026-11-01,감자,채팅,1000,',
        '소계,,,1000,',
        '2026-11-02,감자,채팅,2000,합계',
        '2026-11-02,합계,채팅,500,',
        '11월 합계,,,"3,000",',
        '총 계,,,3000,',
        ',,,,',
        'Total:,,,3000,',
      ].join('\n'),
    )
    expect(totals.map(({ row, amount }) => [row, amount])).toEqual([
      [3, 1000],
      [6, 3000],
      [7, 3000],
      [9, 3000],
    ])
    expect(refused).toEqual([{ row: 5, column: 1, reason: 'perhaps_a_total' }])
    expect([lines.length, sum]).toEqual([2, 3000])
  })

  test('that were cancelled or are below zero are refunds and not counted', async () => {
    const { lines } = await linesOf(
      '일시,금액,상태\n2026-11-01,1000,정산 완료\n2026-11-01,1000,결제취소\n2026-11-01,△1000,',
    )
    expect(lines.map(({ counted, kind }) => [counted, kind])).toEqual([
      [true, null],
      [false, 'refund'],
      [false, 'refund'],
    ])
  })

  test('that are equal are N lines with N identities, the same ones in any order and beside other columns', async () => {
    const one = '2026-11-01 10:00,감자,채팅,1000,안녕'
    const other = '2026-11-01 11:00,감자,채팅,1000,안녕'
    const first = await linesOf([HEAD, one, one, other, one].join('\n'))
    const second = await linesOf(
      [`No,${HEAD},상태`, `1,${other},예정`, `2,${one},완료`, `3,${one},완료`, `4,${one},완료`].join('\n'),
    )
    const identities = first.lines.map(({ identity }) => identity)
    expect(new Set(identities).size).toBe(4)
    expect(second.lines.map(({ identity }) => identity).sort()).toEqual(identities.toSorted())
  })

  test('that are equal but for their donor’s nickname keep their identities in any order', async () => {
    const head = '일시,금액,후원자ID,닉네임'
    const [one, other] = ['2026-11-01,1000,abc,감자', '2026-11-01,1000,abc,']
    const named = async (...rows: string[]) => {
      const { lines } = await linesOf([head, ...rows].join('\n'))
      return new Map(lines.map(({ nickname, identity }) => [nickname, identity]))
    }
    const first = await named(one, other)
    expect(first.size).toBe(2)
    expect(await named(other, one)).toEqual(first)
  })
})
