import type { MonthlyReport, MonthlyRow } from '~/domain/settlement/monthly-report'
import { spreadsheetTime } from './dates'
import { provenanceCopy } from './figures'
import { DIFFERENCES, REPORT, shareCopy, waterfallSteps } from './monthly-report'
import { POSTURE } from './settlement'

export type ReportLine = {
  period: string
  kind: string
  count: number | null
  cheese: number | null
  confirmedAt: string | null
  source: string | null
  statementRow: string | null
  difference: number | null
  reason: string | null
}

const EMPTY = {
  count: null,
  cheese: null,
  confirmedAt: null,
  source: null,
  statementRow: null,
  difference: null,
  reason: null,
}

/** A donation or a line of a statement, as it stands in the file and on the page. */
export function reportLine({
  kind,
  day,
  cheese: amount,
  confirmedAt,
  source,
  line,
  difference,
  reason,
}: MonthlyRow): ReportLine {
  return {
    period: day,
    kind: kind === 'donation' ? '후원' : '정산 내역의 줄',
    count: kind === 'donation' ? 1 : null,
    cheese: amount,
    confirmedAt: spreadsheetTime(confirmedAt),
    source: source && provenanceCopy('CONFIRMED', source),
    statementRow: line && `${line.row}행 (${line.statement})`,
    difference,
    reason: reason && DIFFERENCES[reason],
  }
}

/** What stands above the rows: the sums of the month, then what each statement says. */
export function sumLines(report: MonthlyReport): ReportLine[] {
  const { month, confirmed, reconciled, onlyMelt, onlyStatement, differing, waiting, waterfalls } = report
  const of = (kind: string, also: Partial<ReportLine>) => ({ ...EMPTY, period: month, kind, ...also })
  return [
    of('확인된 치즈', { count: confirmed.count, cheese: confirmed.sum }),
    of('정산 내역과 맞은 치즈', {
      count: reconciled.count,
      cheese: reconciled.sum,
      reason: shareCopy(report),
    }),
    of('정산 내역과 맞지 않은 치즈', { count: onlyMelt.count, cheese: onlyMelt.sum }),
    of('금액이 다른 후원', { count: differing.count, difference: differing.difference }),
    of('정산 내역에만 있는 줄', { count: onlyStatement.count, difference: onlyStatement.sum }),
    of('확인 전 후원', { count: waiting, reason: '확인되지 않아서 더하지 않았어요' }),
    ...waterfalls.flatMap((waterfall) =>
      waterfallSteps(waterfall).map(({ name, amount, note }) => ({
        ...EMPTY,
        period: `${waterfall.period.from} ~ ${waterfall.period.to}`,
        kind: `정산 내역 ${name}`,
        cheese: amount,
        statementRow: waterfall.statement,
        reason: note,
      })),
    ),
  ]
}

/** The whole file: sums, rows, and the sentence that every file of settlement carries. */
export async function* reportLines(report: MonthlyReport, rows: AsyncIterable<MonthlyRow[]>) {
  yield sumLines(report)
  for await (const page of rows) yield page.map(reportLine)
  yield [{ ...EMPTY, period: report.month, kind: '안내', reason: POSTURE }]
}

export const reportColumns = [
  { header: '기간', cell: ({ period }: ReportLine) => period },
  { header: '구분', cell: ({ kind }: ReportLine) => kind },
  { header: '건수', cell: ({ count }: ReportLine) => count },
  { header: '치즈', cell: (line: ReportLine) => line.cheese },
  { header: '확정일시', cell: ({ confirmedAt }: ReportLine) => confirmedAt },
  { header: '출처', cell: ({ source }: ReportLine) => source },
  { header: '정산내역 행', cell: ({ statementRow }: ReportLine) => statementRow },
  { header: '차이', cell: ({ difference }: ReportLine) => difference },
  { header: REPORT.reasonColumn, cell: ({ reason }: ReportLine) => reason },
]
