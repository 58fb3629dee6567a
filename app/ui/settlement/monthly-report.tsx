import type { ReactNode } from 'react'
import { timestampCopy } from '~/copy/ko/dates'
import {
  checkpointCopy,
  METHOD,
  REPORT,
  shareCopy,
  statementCopy,
  sumsOnPage,
  waterfallSteps,
} from '~/copy/ko/monthly-report'
import { cheese } from '~/copy/ko/numbers'
import { reportColumns, reportLine } from '~/copy/ko/report-lines'
import type { MonthlyReport, MonthlyRow } from '~/domain/settlement/monthly-report'
import type { Waterfall } from '~/domain/settlement/waterfall'
import { BigFigure, Facts, FigureGrid } from '../figures'

type Of = { report: MonthlyReport }

/** How much of the month an applied statement explains, and what of it does not agree. */
export function MonthlySums({ report }: Of) {
  return (
    <section className="card">
      <h2>{REPORT.sums}</h2>
      <BigFigure>{shareCopy(report)}</BigFigure>
      {!report.complete && <p className="note">{REPORT.running}</p>}
      <FigureGrid>
        {sumsOnPage(report).map(({ name, value, note }) => (
          <div key={name} className="figure">
            <dt>{name}</dt>
            <dd>{value}</dd>
            {note && <dd className="text-xs font-normal text-soft">{note}</dd>}
          </div>
        ))}
      </FigureGrid>
    </section>
  )
}

/** From gross to net, of each statement by itself. */
export function Waterfalls({ report: { waterfalls } }: Of) {
  return (
    <section className="card">
      <h2>{REPORT.waterfalls}</h2>
      {waterfalls.length === 0 && <p className="text-soft">{REPORT.noWaterfall}</p>}
      {waterfalls.map((waterfall) => (
        <WaterfallTable key={waterfall.statementId} waterfall={waterfall} />
      ))}
    </section>
  )
}

function WaterfallTable({ waterfall }: { waterfall: Waterfall }) {
  return (
    <table>
      <caption className="text-left note">{statementCopy(waterfall)}</caption>
      <tbody>
        {waterfallSteps(waterfall).map(({ name, amount, note }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {amount !== null && note && <span className="note"> {note}</span>}
            </th>
            <td className={amount === null ? 'note' : 'num'}>{amount === null ? note : cheese(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Rows as they stand in the file. */
export function ReportRows({ rows, caption }: { rows: MonthlyRow[]; caption: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what it can stand on.
    <section aria-label={caption} tabIndex={0} data-scrolls="">
      <table>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {reportColumns.map(({ header }) => (
              <th key={header} scope="col" className="whitespace-nowrap">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.donationId ?? `${row.line?.statementId} ${row.line?.row}`}>
              {reportColumns.map(({ header, cell }) => (
                <td
                  key={header}
                  className={header === REPORT.reasonColumn ? 'min-w-48' : 'whitespace-nowrap'}
                >
                  {shown(cell(reportLine(row)))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const shown = (cell: string | number | null): ReactNode =>
  typeof cell === 'number' ? cell.toLocaleString('ko-KR') : cell

export function Method({ report }: Of) {
  return (
    <section className="card">
      <h2>{REPORT.method}</h2>
      <ul className="flex list-disc flex-col gap-2 pl-5">
        {METHOD.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="note">{timestampCopy(report.asOf)}</p>
    </section>
  )
}

/** The ledger's head, and the checkpoint under which it is signed. */
export function Proof({ report: { ledger, checkpoint } }: Of) {
  return (
    <section className="card">
      <h2>{REPORT.proof}</h2>
      <Facts>
        <dt>{REPORT.seq}</dt>
        <dd className="num">{ledger.seq.toLocaleString('ko-KR')}</dd>
        <dt>{REPORT.head}</dt>
        <dd>
          <code className="break-all">{ledger.hash}</code>
        </dd>
        <dt>{REPORT.checkpoint}</dt>
        <dd>{checkpoint ? checkpointCopy(checkpoint) : REPORT.notSigned}</dd>
      </Facts>
    </section>
  )
}
