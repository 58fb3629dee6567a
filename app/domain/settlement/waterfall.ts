import type { Totals } from '~/domain/statements/input'
import type { Span } from '~/domain/stats/span'

/** From gross to net as far as one statement says; null is not said, and nothing is computed in its place. */
export type Waterfall = {
  statementId: string
  statement: string
  kind: 'totals' | 'lines'
  period: { from: string; to: string }
  /** Whether its period lies in the month; a longer one is shown whole and never divided. */
  within: boolean
  gross: number
  fee: number | null
  vat: number | null
  withholding: number | null
  net: number | null
  paidOn: string | null
  /** What is left of gross after everything else, where all of it is said. */
  residual: number | null
  /** Rows of its file that could not be read, whose amounts are in no sum. */
  unreadRows: number
}

export type SaidStatement = {
  id: string
  kind: 'totals' | 'lines'
  sha256: string
  from: string
  to: string
  totals: Totals | null
  gross: number
  fee: number | null
  net: number | null
  unreadRows: number
}

/** The name by which a report speaks of a statement: the beginning of its SHA-256. */
export const statementName = (sha256: string) => sha256.slice(0, 8)

const NOT_SAID = { vat: null, withholding: null, paidOn: null }

export function toWaterfall(statement: SaidStatement, { first, last }: Span): Waterfall {
  const { id, kind, sha256, from, to, totals, gross, fee, net, unreadRows } = statement
  const said = totals ?? { ...NOT_SAID, gross, fee, net }
  return {
    statementId: id,
    statement: statementName(sha256),
    kind,
    period: { from, to },
    within: from >= first && to <= last,
    ...said,
    residual: residualOf(said),
    unreadRows,
  }
}

function residualOf({ gross, fee, vat, withholding, net }: Totals) {
  if (fee === null || vat === null || withholding === null || net === null) return null
  return gross - fee - vat - withholding - net
}
