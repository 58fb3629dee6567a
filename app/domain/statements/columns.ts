import { createHash } from 'node:crypto'
import type { Cell, Table } from './table'

export const statementFields = [
  'date',
  'period',
  'amount',
  'donorId',
  'nickname',
  'kind',
  'message',
  'fee',
  'net',
  'state',
] as const
export type StatementField = (typeof statementFields)[number]
export type ColumnMapping = Partial<Record<StatementField, number>>
export type MappingReason =
  | 'amount_column_missing'
  | 'date_column_missing'
  | 'no_such_column'
  | 'column_used_twice'
/** `row` is the header's number in the file; null where the file has none, and its columns have letters for names. */
export type Header = { row: number | null; names: readonly string[] }

const ROWS_TO_SEARCH = 30
const LIKELY = 3
const POSSIBLE = 2
const UNLIKELY = 1

/** Nobody outside CHZZK knows its columns: these are words that such a column's name may hold, the surest first. */
const NAMES: Record<StatementField, readonly (readonly [pattern: RegExp, likelihood: number])[]> = {
  date: [
    [
      /^(후원|결제|발생|거래|사용|등록)?(일시|일자|날짜|시각|시간|일)$|^date(time)?$|^(created|donated|paid)at$/,
      LIKELY,
    ],
    [/(일시|일자|날짜)|date|timestamp/, POSSIBLE],
    [/(지급|정산|입금|예정)(일시|일자|일|날짜)/, -LIKELY],
  ],
  period: [
    [/^(정산|집계)?(기간|월|주차)$|^period$|^month$/, LIKELY],
    [/기간|정산월/, POSSIBLE],
  ],
  amount: [
    [/^(후원|결제|사용|발생)?(금액|치즈|액)(\(.*\))?$|^amount$|^gross$|^cheese$/, LIKELY],
    [/(후원|총|매출)(금액|액|치즈)|수량|치즈|amount|gross/, POSSIBLE],
    [/금액|매출|수익/, UNLIKELY],
    [/수수료|부가세|원천|공제|정산금액|정산액|지급액|지급금액|실수령|fee|vat|tax|net|payout/, -LIKELY],
  ],
  donorId: [
    [
      /^(후원자|사용자|유저|채널|시청자|회원|donor|user|channel|member)_?(id|아이디|식별자|고유번호)$/,
      LIKELY,
    ],
    [/아이디|식별자|userid|channelid/, POSSIBLE],
    [/^id$/, UNLIKELY],
  ],
  nickname: [
    [
      /^(후원자|사용자|유저|보낸사람)?(닉네임|별명|이름|명)$|^(후원자|보낸사람|보낸이|시청자)$|^(donor|nick)?name$|^nickname$|^donor$/,
      LIKELY,
    ],
    [/닉네임|후원자|nickname/, POSSIBLE],
    [/id|아이디|식별자|번호/, -LIKELY],
  ],
  kind: [[/^(후원|거래|상품|수익)?(유형|종류|구분|타입|분류|항목)$|^(type|kind|category)$/, LIKELY]],
  message: [[/메시지|메세지|후원내용|^내용$|message|comment|^비고$|^메모$/, LIKELY]],
  fee: [[/수수료|^fee$|commission/, LIKELY]],
  net: [[/정산금액|정산액|지급액|지급금액|실수령|^net$|payout/, LIKELY]],
  state: [[/^(정산|지급|처리|후원|결제)?(상태|여부|현황)$|^(state|status)$/, LIKELY]],
}

const plain = (cell: Cell) =>
  typeof cell === 'string'
    ? cell
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s_]+/g, '')
    : ''
const isText = (cell: Cell) => typeof cell === 'string' && /[\p{L}]/u.test(cell) && !/^\d/.test(cell)

/** The row that names the columns: most of its cells are names that Melt knows, else all are text above numbers. */
export function findHeader({ rows }: Table): Header {
  const first = rows.slice(0, ROWS_TO_SEARCH)
  const scored = first.map((row) => ({ row, known: Object.keys(guessMapping(row.cells.map(plain))).length }))
  const most = Math.max(0, ...scored.map(({ known }) => known))
  const found =
    most >= 2
      ? scored.find(({ known }) => known === most)?.row
      : first.find(
          ({ cells }, index) =>
            cells.length > 1 && cells.every(isText) && !first[index + 1]?.cells.every(isText),
        )
  if (found)
    return { row: found.number, names: found.cells.map((cell) => (cell === null ? '' : String(cell))) }
  const width = Math.max(...first.map(({ cells }) => cells.length))
  return { row: null, names: Array.from({ length: width }, (_, column) => toColumnLetters(column)) }
}

/** 0 is A, 26 is AA. */
export function toColumnLetters(column: number): string {
  const before = Math.floor(column / 26)
  return (before > 0 ? toColumnLetters(before - 1) : '') + String.fromCharCode(65 + (column % 26))
}

/** What each column holds by its name, a column for one field at most; the creator corrects it. */
export function guessMapping(names: readonly string[]): ColumnMapping {
  const guesses = names.flatMap((name, column) =>
    statementFields.map((field) => ({ field, column, score: scoreOf(field, plain(name)) })),
  )
  guesses.sort((a, b) => b.score - a.score || a.column - b.column)
  const mapping: ColumnMapping = {}
  const used = new Set<number>()
  for (const { field, column, score } of guesses) {
    if (score <= 0 || mapping[field] !== undefined || used.has(column)) continue
    mapping[field] = column
    used.add(column)
  }
  return mapping
}

function scoreOf(field: StatementField, name: string) {
  if (name === '') return 0
  const scores = NAMES[field].filter(([pattern]) => pattern.test(name)).map(([, likelihood]) => likelihood)
  return Math.max(0, ...scores) + Math.min(0, ...scores)
}

/** The same columns in the same order have the same fingerprint, by which a mapping is remembered. */
export function fingerprintHeader({ row, names }: Header): string {
  const columns = row === null ? ['without header', String(names.length)] : names.map(plain)
  return createHash('sha256').update(JSON.stringify(columns)).digest('hex')
}

/** Why a mapping cannot be used, or null. */
export function whyMappingRefused(mapping: ColumnMapping, { names }: Header): MappingReason | null {
  // A form names a column that was left out, and gives none.
  const columns = Object.values(mapping).filter((column) => column !== undefined)
  if (mapping.amount === undefined) return 'amount_column_missing'
  if (mapping.date === undefined && mapping.period === undefined) return 'date_column_missing'
  if (columns.some((column) => !Number.isInteger(column) || column < 0 || column >= names.length))
    return 'no_such_column'
  return new Set(columns).size < columns.length ? 'column_used_twice' : null
}
