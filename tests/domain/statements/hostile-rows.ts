import iconv from 'iconv-lite'
import { buildXlsx, buildZip, escapeXml, lettersOf, xlsxParts } from './build-xlsx'

/** A file, and the code that refuses it, or which of its rows are refused with which code. */
export type Hostile = readonly [name: string, bytes: Buffer, expected: string | readonly string[]]

type Row = readonly [date: string, nickname: string, amount: string]
type Rows = { rows: readonly Row[]; refused: readonly string[]; unicode?: true }

const HEAD: Row = ['일시', '닉네임', '금액']
const DAY = '2026-11-01'
const amounts = (refused: readonly string[], ...all: string[]): Rows => ({
  rows: all.map((amount) => [DAY, '감자', amount]),
  refused,
})
const dates = (refused: string | null, ...all: string[]): Rows => ({
  rows: all.map((date) => [date, '감자', '1000']),
  refused: refused === null ? [] : all.map(() => refused),
})
const names = (...all: string[]): Rows => ({ rows: all.map((name) => [DAY, name, '1000']), refused: [] })
const times = (count: number, reason: string) => Array.from({ length: count }, () => reason)
const blanks = ' '.repeat(1_900)

/** What rows may say, whatever brings them. */
const ROWS: Record<string, Rows> = {
  'numbers with exponents': amounts(times(4, 'amount_unreadable'), '1.5e3', '1e3', '1E+3', '5e-1'),
  'full-width digits': {
    rows: [
      ['２０２６－１１－０１', '감자', '１，０００'],
      [DAY, '감자', '１００치즈'],
    ],
    refused: [],
  },
  'triangles and parentheses': amounts([], '△1,000', '▲1,000', '(1,000)', '-1,000', '－1,000'),
  'two signs at once': amounts(times(4, 'amount_unreadable'), '-(1,000)', '(-1,000)', '△-1', '--1'),
  'signs without a number': amounts(times(4, 'amount_unreadable'), '-', '+', '￦', '원'),
  'zero and negative zero': amounts([], '0', '-0', '0원', '(0)'),
  'fractions of a cheese': amounts(times(4, 'amount_fraction'), '1000.5', '0.1', '1,000.01', '999.999'),
  'amounts beyond every integer': amounts(
    times(4, 'amount_too_large'),
    '2147483648',
    '99999999999',
    '9'.repeat(400),
    '1,000,000,000,000',
  ),
  'words for amounts': amounts(times(4, 'amount_unreadable'), 'TRUE', 'N/A', '천치즈', '1 000'),
  'digits of other scripts': {
    ...amounts(times(3, 'amount_unreadable'), '١٠٠٠', '१०००', '一千'),
    unicode: true,
  },
  formulas: amounts(
    ['formula', 'formula', 'amount_unreadable', 'amount_unreadable'],
    '=1+1',
    '=cmd|calc',
    '+1+1',
    '@SUM(A1)',
  ),
  'days that are none': dates('date_unreadable', '2026-02-30', '2026-13-01', '2026-00-10', '0000-00-00'),
  'days of other centuries': dates(
    'date_out_of_range',
    '1899-12-31',
    '1900-01-01',
    '2200-01-01',
    '9999-12-31',
  ),
  'days as others write them': dates('date_unreadable', '11/01/2026', '01-11-2026', '1 Nov 2026', '26.11.01'),
  'times that are none': dates(
    'date_unreadable',
    `${DAY} 24:00`,
    `${DAY} 12:60`,
    `${DAY} 오후 13:00`,
    `${DAY} 12:00:61`,
  ),
  'serials for days': {
    rows: [
      ['46327', '감자', '5'],
      ['00001', '감자', '5'],
    ],
    refused: ['date_out_of_range'],
  },
  'rows without a day or an amount': {
    rows: [
      ['', '감자', '1000'],
      [DAY, '감자', ''],
      ['', '', '5'],
    ],
    refused: ['date_missing', 'amount_missing', 'date_missing'],
  },
  'totals in the middle': {
    rows: [
      [DAY, '감자', '1000'],
      ['소계', '', '1000'],
      ['Grand Total', '', '1000'],
      [DAY, '총계', '2000'],
      [DAY, '감자', '1000'],
    ],
    refused: ['perhaps_a_total'],
  },
  'the header again and again': {
    rows: [HEAD, [DAY, '감자', '1000'], HEAD],
    refused: ['header_again', 'header_again'],
  },
  'rare syllables': names('뷁 똠 쮋 햏 펲', '뢟'.repeat(30)),
  'code for names': names(
    '<script>alert(1)</script>',
    "'; DROP TABLE users;--",
    '{{7*7}}',
    '../../etc/passwd',
  ),
  'names of prototypes': names('__proto__', 'constructor', 'toString'),
  'marks and directions': {
    ...names('\u202egnirts', '\u200b\u2066\ufeff', `가${'\u0301'.repeat(500)}`, '\u0001\u0002'),
    unicode: true,
  },
  'blanks by the thousand': {
    rows: [
      ...Array.from({ length: 4 }, (): Row => [`${DAY} 1:${blanks}x`, '감자', '1000']),
      [`2026${blanks}11`, '감자', '1000'],
      [DAY, `감${blanks}자`, `1${blanks}x`],
      [DAY, '감자', `1,000${blanks}치즈`],
    ],
    refused: [...times(5, 'date_unreadable'), 'amount_unreadable'],
  },
}

const quoted = (delimiter: string, lineEnd: string) => (rows: readonly Row[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join(lineEnd)

/** By shared strings, as Excel saves it. */
function sharedXlsx(rows: readonly Row[]) {
  const cells = rows.flatMap((row, r) =>
    row.map((_, c) => `<c r="${lettersOf(c)}${r + 1}" t="s"><v>${r * 3 + c}</v></c>`),
  )
  const lines = rows.map((_, r) => `<row r="${r + 1}">${cells.slice(r * 3, r * 3 + 3).join('')}</row>`)
  const strings = rows.flat().map((cell) => `<si><t xml:space="preserve">${escapeXml(cell)}</t></si>`)
  return buildZip(
    xlsxParts([{ name: '내역', xml: `<worksheet><sheetData>${lines.join('')}</sheetData></worksheet>` }], {
      more: [
        { name: 'xl/sharedStrings.xml', data: `<sst>${strings.join('')}</sst>` },
        {
          name: 'xl/_rels/workbook.xml.rels',
          data: '<Relationships><Relationship Id="rId1" Type="/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        },
      ],
    }),
  )
}

const CARRIERS: Record<string, (rows: readonly Row[]) => Buffer> = {
  'a CSV': (rows) => Buffer.from(quoted(',', '\n')(rows)),
  'a CSV with a mark': (rows) => Buffer.from(`\ufeff${quoted(',', '\r\n')(rows)}\r\n`),
  'a CSV in CP949': (rows) => iconv.encode(quoted(',', '\r\n')(rows), 'cp949'),
  'a table in UTF-16': (rows) => Buffer.from(`\ufeff${quoted('\t', '\r\n')(rows)}`, 'utf16le'),
  'a CSV with semicolons': (rows) => Buffer.from(quoted(';', '\r')(rows)),
  'a workbook': (rows) => buildXlsx(rows),
  'a workbook of shared strings': sharedXlsx,
}

export const hostileRows: Hostile[] = Object.entries(ROWS).flatMap(([name, { rows, refused, unicode }]) =>
  Object.entries(CARRIERS)
    .filter(([carrier]) => !(unicode && carrier.includes('CP949')))
    .map(([carrier, build]): Hostile => [`${name} in ${carrier}`, build([HEAD, ...rows]), refused]),
)
