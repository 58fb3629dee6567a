import { insertMany, type Tx } from '~/db/client.server'
import type { ColumnMapping, Header } from './columns'
import { parseStatementLines, type RefusedRow, type StatementLine } from './lines'
import { periodOf } from './plan-of'
import type { Table } from './table'

type Place = { id: string; channelId: string }
const ROWS_AT_ONCE = 5_000

/** The rows of a file by this mapping, in place of what another mapping made of them; none of them is applied. */
export async function writeLines(
  tx: Tx,
  { id, channelId }: Place,
  table: Table,
  header: Header,
  mapping: ColumnMapping,
) {
  const { lines, refused } = parseStatementLines(table, header, mapping)
  await tx.statementLine.deleteMany({ where: { statementId: id } })
  await tx.statementRefusedRow.deleteMany({ where: { statementId: id } })
  const place = { statement_id: id, channel_id: channelId }
  await insertInParts(
    tx,
    'statement_lines',
    lines.map((line) => ({ ...place, ...toColumns(line) })),
  )
  await insertInParts(
    tx,
    'statement_refused_rows',
    uniqueRows(refused).map((one) => ({ ...place, ...one })),
  )
  const period = periodOf(lines)
  const days = { fromDay: period?.from ?? null, toDay: period?.to ?? null }
  return { lineCount: lines.length, lineSums: sumLines(lines), ...days }
}

/** As a report says them, so that it reads no line: a refund takes off what its line had added, and what one line leaves out is not said. */
function sumLines(lines: readonly StatementLine[]) {
  const sumOf = (amounts: readonly (number | null)[]) =>
    amounts.reduce<number | null>((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0)
  const said = (amounts: readonly (number | null)[]) => (amounts.length === 0 ? null : sumOf(amounts))
  const fee = said(lines.map((line) => line.fee))
  return {
    gross: sumOf(lines.map((line) => line.amount)),
    fee: fee === null ? null : Math.abs(fee),
    net: said(lines.map((line) => line.net)),
  }
}

async function insertInParts(
  tx: Tx,
  table: 'statement_lines' | 'statement_refused_rows',
  rows: readonly Record<string, unknown>[],
) {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await insertMany(tx, table, rows.slice(from, from + ROWS_AT_ONCE))
}

const uniqueRows = (refused: readonly RefusedRow[]) => [
  ...new Map(refused.map((one) => [one.row, one])).values(),
]

const toColumns = (line: StatementLine) => ({
  row: line.row,
  identity: line.identity,
  day: line.day,
  time: line.time,
  from_day: line.period?.from ?? null,
  to_day: line.period?.to ?? null,
  amount: line.amount,
  donor_id: line.donorId,
  nickname: line.nickname,
  kind: line.kind,
  message: line.message,
  fee: line.fee,
  net: line.net,
  state: line.state,
  counted: line.counted,
})
