import type { ExplainedRow } from '~/domain/stats/presenter'
import type { Span } from '~/domain/stats/span'
import type { SettlementFigures } from './figures'
import type { SaidFigureName, SettlementFigureName } from './input'
import type { SaidFigures } from './net'

/** Why there are no figures: the operator has none on this instance, or the creator did not ask for them. */
export type NoFigures = 'switched_off' | 'not_opted_in'

export type ShownFigures = SettlementFigures & SaidFigures & { asOf: string; hasDonations: boolean }

export type Settlement = {
  optedInAt: string | null
  available: boolean
  reason: NoFigures | null
  figures: ShownFigures | null
}

export const withoutFigures = (optedInAt: string | null, reason: NoFigures): Settlement => ({
  optedInAt,
  available: false,
  reason,
  figures: null,
})

type Page = { items: ExplainedRow[]; nextCursor: string | null }

export type SettlementExplanation = {
  figure: SettlementFigureName | SaidFigureName
  value: number | null
  /** Those whose donations the lists hold. */
  days: Span
  figures: SettlementFigures & SaidFigures
  included: Page
  excluded: Page
  asOf: string
}
