import { type AmountReason, parseAmountCell } from './amounts'
import type { ColumnMapping, Header, StatementField } from './columns'
import { type DateReason, type KstMoment, type KstPeriod, parseDateCell, parsePeriodCell } from './dates'
import { identifyRows } from './identity'
import { isCancelledState, isCountedKind, type StatementKind, toStatementKind } from './kinds'
import type { Cell, Table, TableRow } from './table'

export type RowReason = DateReason | AmountReason | 'perhaps_a_total' | 'header_again'
export type RefusedRow = { row: number; column: number | null; reason: RowReason }
export type TotalRow = { row: number; label: string; amount: number | null }
export type StatementLine = {
  identity: string
  row: number
  day: string | null
  time: string | null
  period: KstPeriod | null
  amount: number
  donorId: string | null
  nickname: string | null
  kind: StatementKind | null
  message: string | null
  fee: number | null
  net: number | null
  state: string | null
  counted: boolean
}
/** `unread` are optional cells of lines that stand without them. */
export type StatementLines = {
  lines: StatementLine[]
  refused: RefusedRow[]
  unread: RefusedRow[]
  totals: TotalRow[]
  sum: number
}

const TOTAL =
  /^(?:(?:[\d.\-/~년월일주차 ]+)?(?:총|합|소|누|월|일)?\s*(?:합계|소계|총계|누계|계)|총액|총합|(?:grand|sub)?\s*total|sum)(?:\s*금액)?\s*(?:\(.*\))?\s*[:：]?$/i
const ANONYMOUS = /^익명(?:의\s?후원자)?$/

/** Every row below the header as a line, as a total, or as refused with its reason. `mapping` passed `whyMappingRefused`. */
export function parseStatementLines(table: Table, header: Header, mapping: ColumnMapping): StatementLines {
  const epoch1904 = table.source.kind === 'xlsx' && table.source.epoch1904
  const result: StatementLines = { lines: [], refused: [], unread: [], totals: [], sum: 0 }
  const lines: ReturnType<typeof toLine>[] = []
  const rows = table.rows.filter(({ number }) => header.row === null || number > header.row)
  for (const row of rows) {
    const when = parseWhen(row, mapping, epoch1904)
    const money = parseAmountCell(cellOf(row, mapping.amount))
    const refuseRow = (column: number | undefined, reason: RowReason) =>
      result.refused.push({ row: row.number, column: column ?? null, reason })
    const total = detectTotalRow(row, mapping, !('reason' in when))
    if (isHeader(row, header)) refuseRow(undefined, 'header_again')
    else if (total?.certain)
      result.totals.push({
        row: row.number,
        label: total.label,
        amount: 'amount' in money ? money.amount : null,
      })
    else if (total) refuseRow(mapping.nickname, 'perhaps_a_total')
    else if ('reason' in when) refuseRow(when.column, when.reason)
    else if ('reason' in money) refuseRow(mapping.amount, money.reason)
    else {
      lines.push(toLine(row, mapping, when, money.amount, result.unread))
      result.sum += money.amount
    }
  }
  return { ...result, lines: identifyRows(lines) }
}

const cellOf = ({ cells }: TableRow, column: number | undefined): Cell =>
  column === undefined ? null : (cells[column] ?? null)

const isHeader = ({ cells }: TableRow, { row, names }: Header) =>
  row !== null &&
  cells.length > 1 &&
  cells.every((cell, column) => (cell === null ? '' : String(cell)) === (names[column] ?? ''))

type When = { moment: KstMoment | null; period: KstPeriod | null }

function parseWhen(
  row: TableRow,
  mapping: ColumnMapping,
  epoch1904: boolean,
): When | { reason: DateReason; column: number | undefined } {
  const moment = parseDateCell(cellOf(row, mapping.date), { epoch1904 })
  if (!('reason' in moment)) return { moment, period: null }
  const column = mapping.date ?? mapping.period
  if (mapping.period === undefined || (mapping.date !== undefined && moment.reason !== 'date_missing'))
    return { reason: moment.reason, column }
  const period = parsePeriodCell(cellOf(row, mapping.period), { epoch1904 })
  if ('reason' in period) return { reason: period.reason, column }
  return period.from === period.to
    ? { moment: { day: period.from, time: null }, period: null }
    : { moment: null, period }
}

function toLine(row: TableRow, mapping: ColumnMapping, when: When, amount: number, unread: RefusedRow[]) {
  const text = (field: StatementField) => toText(cellOf(row, mapping[field]))
  const optionalAmount = (field: 'fee' | 'net') => {
    const parsed = parseAmountCell(cellOf(row, mapping[field]))
    if ('amount' in parsed) return parsed.amount
    if (parsed.reason !== 'amount_missing')
      unread.push({ row: row.number, column: mapping[field] ?? null, reason: parsed.reason })
    return null
  }
  const state = text('state')
  const named = mapping.kind === undefined ? null : toStatementKind(text('kind') ?? '')
  const kind = amount < 0 || (state !== null && isCancelledState(state)) ? ('refund' as const) : named
  const nickname = text('nickname')
  return {
    row: row.number,
    day: when.moment?.day ?? null,
    time: when.moment?.time ?? null,
    period: when.period,
    amount,
    donorId: text('donorId')?.toLowerCase() ?? null,
    nickname: nickname !== null && ANONYMOUS.test(nickname) ? null : nickname,
    kind,
    message: text('message'),
    fee: optionalAmount('fee'),
    net: optionalAmount('net'),
    state,
    counted: amount > 0 && isCountedKind(kind),
  }
}

function toText(cell: Cell): string | null {
  if (cell === null) return null
  const text = cell instanceof Date ? cell.toISOString() : String(cell)
  return text.normalize('NFC').replace(/\s+/g, ' ').trim() || null
}

const isTotalLabel = (cell: Cell) =>
  typeof cell === 'string' &&
  cell.length <= 40 &&
  TOTAL.test(
    cell
      .normalize('NFKC')
      .trim()
      .replace(/(\S)\s(?=[계총]$)/, '$1'),
  )

/** `perhaps`: a row with a date whose only such word stands where a fan's name does; somebody may be called 합계. */
function detectTotalRow(
  { cells }: TableRow,
  mapping: ColumnMapping,
  hasDate: boolean,
): { label: string; certain: boolean } | null {
  const columns = cells.flatMap((cell, column) => (isTotalLabel(cell) ? [column] : []))
  const relevant = hasDate ? columns.filter((column) => column !== mapping.message) : columns
  const [column] = relevant
  if (column === undefined) return null
  const certain = !hasDate || relevant.some((one) => one !== mapping.nickname)
  return { label: String(cells[column]), certain }
}
