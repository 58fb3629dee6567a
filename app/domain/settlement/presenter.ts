import type { ExplainedRow } from '~/domain/stats/presenter'
import type { Span } from '~/domain/stats/span'
import type { SettlementFigures } from './figures'
import type { SettlementFigureName } from './input'

/** Why there are no figures: the operator has none on this instance, or the creator did not ask for them. */
export type NoFigures = 'switched_off' | 'not_opted_in'

export type ShownFigures = SettlementFigures & { asOf: string; hasDonations: boolean }

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
  figure: SettlementFigureName
  value: number | null
  /** Those whose donations the lists hold. */
  days: Span
  figures: SettlementFigures
  included: Page
  excluded: Page
  asOf: string
}
