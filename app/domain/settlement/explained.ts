import type { Span } from '~/domain/stats/span'
import { type Calendar, monthOf, referenceMonths } from './calendar'
import type { SettlementFigures } from './figures'
import type { SettlementFigure } from './input'
import type { SaidFigures } from './net'

/** The days whose donations a figure is made of; null of a month that is none of the shown ones. */
export function spanOfFigure({ figure, month }: SettlementFigure, calendar: Calendar): Span | null {
  const { windows, weeks, months, whole } = calendar
  switch (figure) {
    case 'd30':
    case 'd60':
    case 'd90':
      return windows[figure]
    case 'net':
      return windows.d30
    case 'pending':
    case 'pendingNet':
      return { first: `${monthOf(whole.last)}-01`, last: whole.last }
    case 'top1':
    case 'top5':
    case 'repeatRate':
      return windows.d90
    case 'volatility':
    case 'activity':
      return spanning(weeks)
    case 'average':
    case 'reference':
      return spanning(referenceMonths(calendar))
    case 'month': {
      const asked = month ?? monthOf(whole.last)
      return months.find((one) => one.month === asked) ?? null
    }
  }
}

const spanning = (spans: Span[]): Span => ({
  first: spans[0]?.first ?? '',
  last: spans.at(-1)?.last ?? '',
})

/** Cheese, weeks, or a share of 1; null where it cannot be computed. */
export function valueOfFigure({ figure, month }: SettlementFigure, figures: SettlementFigures & SaidFigures) {
  const { windows, months, volatility, activity, concentration, repeatRate, reference } = figures
  switch (figure) {
    case 'd30':
    case 'd60':
    case 'd90':
      return windows[figure].sum
    case 'month':
      return (months.find((one) => one.month === month) ?? months.at(-1))?.sum ?? null
    case 'volatility':
      return volatility.hundredths === null ? null : volatility.hundredths / 100
    case 'activity':
      return activity.weeks
    case 'top1':
    case 'top5':
      return concentration[figure]
    case 'repeatRate':
      return repeatRate
    case 'average':
      return reference?.average ?? null
    case 'reference':
      return reference?.amount ?? null
    case 'pending':
    case 'pendingNet':
    case 'net':
      return figures[figure]
  }
}
