import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { findHeader, guessMapping } from '~/domain/statements/columns'
import { parseStatementFile } from '~/domain/statements/file'
import { parseStatementLines } from '~/domain/statements/lines'
import { buildXlsx, buildZip, sheetXml, xlsxParts } from './build-xlsx'

async function tableOf(bytes: Buffer, sheet?: string) {
  const table = await parseStatementFile(bytes, { sheet })
  if ('refused' in table) throw new Error(table.refused)
  return table
}

const TEXT =
  '일시,닉네임,금액\n2026-11-01,뷁 똠 쮋 햏 펲,1000\n2026-11-02,"쉼표, 따옴표 ""와"" 줄\n바꿈",2000\n'

describe('A text file', () => {
  const swapped = Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['UTF-16LE', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16BE', swapped, 'utf-16be'],
    ['CP949', iconv.encode(TEXT, 'cp949'), 'cp949'],
  ] as const)('in %s is read to the rarest syllable', async (_name, bytes, encoding) => {
    const table = await tableOf(bytes)
    expect(table.source).toEqual({ kind: 'csv', encoding, delimiter: ',' })
    expect(table.rows).toEqual([
      { number: 1, cells: ['일시', '닉네임', '금액'] },
      { number: 2, cells: ['2026-11-01', '뷁 똠 쮋 햏 펲', '1000'] },
      { number: 3, cells: ['2026-11-02', '쉼표, 따옴표 "와" 줄\n바꿈', '2000'] },
    ])
  })

  test('in CP949 keeps every syllable that Korean has', async () => {
    const syllables = Array.from({ length: 11_172 }, (_, index) => String.fromCharCode(0xac00 + index))
    const text = `글자,금액\n${syllables.map((syllable) => `${syllable},1`).join('\n')}`
    const table = await tableOf(iconv.encode(text, 'cp949'))
    expect(table.rows.slice(1).map(({ cells }) => cells[0])).toEqual(syllables)
  })

  test.each(['\t', ';', '|'])('may part its columns by %j', async (delimiter) => {
    const table = await tableOf(Buffer.from(TEXT.replace(/,(?! )/g, delimiter)))
    expect(table.source).toMatchObject({ delimiter })
    expect(table.rows[1]?.cells).toHaveLength(3)
  })

  test('keeps the row numbers of a spreadsheet over blank rows and cut trailing cells', async () => {
    const table = await tableOf(Buffer.from('일시,금액,,\r\n\r\n,,,\r\n2026-11-01,1000,,\r\n'))
    expect(table.rows.map(({ number, cells }) => [number, cells.length])).toEqual([
      [1, 2],
      [4, 2],
    ])
  })
})

test('A weekly text in CP949 and a monthly workbook name equal rows by equal identities', async () => {
  const text =
    '일시,후원자,금액\n2026-11-01 12:00,뷁,"1,000치즈"\n2026.11.01 12:00:00,뷁,￦1000\n2026년 11월 2일,똠,2000'
  const rows = [
    ['2026년 11월 정산'],
    ['No', '일시', '수수료', '금액', '후원자'],
    [1, { serial: 46328 }, 10, 2000, '똠'],
    [2, { serial: 46327.5 }, 10, 1000, '뷁'],
    [3, 46327.5, 10, '１，０００', '뷁'],
    ['합계', null, 30, { formula: 'SUM(D3:D5)', value: 4000 }],
  ]
  const [weekly, monthly] = await Promise.all(
    [iconv.encode(text, 'cp949'), buildXlsx(rows)].map(async (bytes) => {
      const table = await tableOf(bytes)
      const header = findHeader(table)
      return parseStatementLines(table, header, guessMapping(header.names))
    }),
  )
  expect(weekly?.lines).toHaveLength(3)
  expect(monthly?.totals).toEqual([{ row: 6, label: '합계', amount: 4000 }])
  const identities = [weekly, monthly].map((read) => read?.lines.map(({ identity }) => identity).sort())
  expect(identities[0]).toEqual(identities[1])
})

describe('A workbook', () => {
  test('gives numbers, texts, dates and the values saved with formulas', async () => {
    const rows = [
      ['일시', '닉네임', '금액'],
      [{ serial: 46327.75 }, '뷁 & <똠>', 1000],
      [46327, null, { formula: 'SUM(C2)', value: 2000 }],
      ['2026-11-01', '감자', { formula: 'WEBSERVICE("http://127.0.0.1/")' }],
    ]
    const table = await tableOf(buildXlsx(rows))
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['일시', '닉네임', '금액'],
      [new Date('2026-11-01T18:00:00Z'), '뷁 & <똠>', 1000],
      [46327, null, 2000],
      ['2026-11-01', '감자'],
    ])
  })

  test('counts its days from 1904 where it says so, shown as dates or not', async () => {
    const rows = [
      ['일시', '금액'],
      [{ serial: 44865 }, 1000],
      [44865, 2000],
    ]
    const table = await tableOf(buildXlsx(rows, { date1904: true }))
    const header = findHeader(table)
    const { lines } = parseStatementLines(table, header, guessMapping(header.names))
    expect(lines.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-01'])
  })

  test('of several sheets asks which, and names the hidden ones', async () => {
    const bytes = buildZip(
      xlsxParts([
        { name: '요약', xml: sheetXml([['요약']]) },
        { name: '내역 & <상세>', xml: sheetXml([['내역']]) },
        { name: '숨김', xml: sheetXml([['숨김']]), state: 'veryHidden' },
      ]),
    )
    const sheets = [
      { name: '요약', hidden: false },
      { name: '내역 & <상세>', hidden: false },
      { name: '숨김', hidden: true },
    ]
    expect(await parseStatementFile(bytes)).toEqual({ refused: 'choose_sheet', sheets })
    expect(await parseStatementFile(bytes, { sheet: '없음' })).toEqual({ refused: 'no_such_sheet', sheets })
    for (const sheet of ['내역 & <상세>', '숨김'])
      expect((await tableOf(bytes, sheet)).rows[0]?.cells[0]).toBe(sheet.slice(0, 2))
  })

  test('of one visible sheet needs no choice', async () => {
    const xml = sheetXml([['내역']])
    const parts = xlsxParts([
      { name: '숨김', xml, state: 'hidden' },
      { name: '내역', xml },
    ])
    expect((await tableOf(buildZip(parts))).source).toMatchObject({ sheet: '내역' })
  })

  test('of 50,000 rows loses no digit between the parts that it is read in, within bounded time', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => [
      { serial: 46000 + index / 1000 },
      `fan ${index * 7919}`,
      1000 + index * 13,
      `고마워요 & ${index}`,
    ])
    const bytes = buildXlsx([['일시', '닉네임', '금액', '메시지'], ...rows])
    const startedAt = performance.now()
    const table = await tableOf(bytes)
    const header = findHeader(table)
    const { lines } = parseStatementLines(table, header, guessMapping(header.names))
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    expect(lines.map(({ nickname, amount, message }) => [nickname, amount, message])).toEqual(
      rows.map(([, nickname, amount, message]) => [nickname, amount, message]),
    )
  })

  test('and a text of one row too many are refused', async () => {
    const rows = Array.from({ length: 50_001 }, (_, index) => ['2026-11-01', index])
    const head = ['일시', '금액']
    expect(await parseStatementFile(buildXlsx([head, ...rows]))).toEqual({ refused: 'too_many_rows' })
    const text = (count: number) => Buffer.from([head, ...rows.slice(0, count)].join('\n'))
    expect(await parseStatementFile(text(50_001))).toEqual({ refused: 'too_many_rows' })
    expect((await tableOf(text(50_000))).rows).toHaveLength(50_001)
  })
})
