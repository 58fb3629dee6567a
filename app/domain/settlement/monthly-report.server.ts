import { inSnapshot, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { kstDayOf } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { NO_ENTRY_HASH } from '~/domain/donations/entry'
import { findSignedPart, type SignedHead } from '~/domain/proofs/head.server'
import { totals } from '~/domain/statements/input'
import { instantsOf, type Span } from '~/domain/stats/span'
import {
  daysOfMonth,
  isCompleteMonth,
  isFutureMonth,
  type MonthlyReport,
  type MonthlyRow,
  type MonthlySums,
  onlyMeltOf,
  shareOf,
} from './monthly-report'
import { type RowsOf, streamMonthlyRows } from './monthly-rows.server'
import { monthlyOnlyStatementSql, monthlyStatementsSql, monthlySumsSql } from './monthly-sql'
import { type SaidStatement, toWaterfall } from './waterfall'

/** A report, of which rows, and what is signed of it. */
export type OpenReport = { report: MonthlyReport; of: RowsOf; signed: SignedHead | null }

/** A month of one's own channel as its ledger is now; one that has not begun is `not_found` (GET /creator/settlement/reports/:month). */
export async function getMonthlyReport(viewer: Viewer, month: string, now = new Date()): Promise<OpenReport> {
  const { id: channelId, chzzkChannelId, name } = requireOwnChannel(viewer)
  const today = kstDayOf(now)
  if (isFutureMonth(month, today)) refuse('not_found')
  const { sums, head, of } = await inSnapshot((run) => readMonth(run, channelId, daysOfMonth(month)))
  const signed = await findSignedPart(channelId, head.seq)
  const report: MonthlyReport = {
    channel: { chzzkChannelId, name },
    month,
    complete: isCompleteMonth(month, today),
    asOf: now.toISOString(),
    ...sums,
    share: shareOf(sums),
    onlyMelt: onlyMeltOf(sums),
    waterfalls: of.statements.map((statement) => toWaterfall(statement, of.days)),
    ledger: head,
    checkpoint: signed && toCheckpoint(signed, head.seq),
  }
  return { report, of, signed }
}

/** The report with all of its rows, as a file streams them: of the entry at which it was begun, whatever comes meanwhile. */
export async function exportMonthlyReport(viewer: Viewer, month: string, now = new Date()) {
  const { report, of } = await getMonthlyReport(viewer, month, now)
  return { report, rows: fittingRows(report, of) }
}

/** A file whose rows come to other sums than it begins with breaks off: statements are applied and undone beside it. */
export async function* fittingRows(
  { month, confirmed, reconciled, onlyStatement }: MonthlyReport,
  of: RowsOf,
): AsyncGenerator<MonthlyRow[]> {
  const sums = { confirmed: 0, reconciled: 0, onlyStatement: 0 }
  for await (const rows of streamMonthlyRows(of)) {
    for (const { kind, cheese, line, difference } of rows) {
      const amount = cheese ?? 0
      sums.confirmed += amount
      if (kind === 'line') sums.onlyStatement += difference ?? 0
      else if (line) sums.reconciled += Math.min(amount, amount + (difference ?? 0))
    }
    yield rows
  }
  const fits =
    sums.confirmed === confirmed.sum &&
    sums.reconciled === reconciled.sum &&
    sums.onlyStatement === onlyStatement.sum
  if (!fits) throw new Error(`The month ${month} of ${of.channelId} does not fit its rows`)
}

async function readMonth(run: TypedQuery, channelId: string, days: Span) {
  const head = await findHead(run, channelId)
  const statements = await findStatements(run, channelId, days)
  const of = { channelId, days, seq: head.seq, statements }
  return { head, of, sums: await findSums(run, of) }
}

const headSql = 'SELECT seq, hash FROM ledger_heads WHERE channel_id = $1'

async function findHead(run: TypedQuery, channelId: string) {
  const [head] = await run<{ seq: number; hash: string }>('monthly_head', headSql, [channelId])
  return head ?? { seq: 0, hash: NO_ENTRY_HASH }
}

type StatementRow = Omit<SaidStatement, 'totals'> & { totals: unknown }

async function findStatements(run: TypedQuery, channelId: string, { first, last }: Span) {
  const values = [channelId, first, last]
  const rows = await run<StatementRow>('monthly_statements', monthlyStatementsSql, values)
  return rows.map((row): SaidStatement => ({ ...row, totals: totals.nullable().parse(row.totals) }))
}

type SumsRow = Record<
  'count' | 'sum' | 'reconciledCount' | 'reconciledSum' | 'differingCount' | 'difference' | 'waiting',
  number
>

async function findSums(run: TypedQuery, { channelId, days }: RowsOf): Promise<MonthlySums> {
  const { from, to } = instantsOf(days)
  const { first, last } = days
  const [sums] = await run<SumsRow>('monthly_sums', monthlySumsSql, [channelId, from, to, first, last])
  const values = [channelId, first, last, from, to]
  const [only] = await run<{ count: number; sum: number }>(
    'monthly_only_statement',
    monthlyOnlyStatementSql,
    values,
  )
  if (!sums || !only) throw new Error('sums are a row of their own')
  return {
    confirmed: { sum: sums.sum, count: sums.count },
    reconciled: { sum: sums.reconciledSum, count: sums.reconciledCount },
    differing: { count: sums.differingCount, difference: sums.difference },
    onlyStatement: { sum: only.sum, count: only.count },
    waiting: sums.waiting,
  }
}

const toCheckpoint = ({ leaf: { day, seq }, checkpoint, signedAt }: SignedHead, headSeq: number) => ({
  size: checkpoint.size,
  signedAt: signedAt.toISOString(),
  day,
  seq,
  unsigned: headSeq - seq,
})
