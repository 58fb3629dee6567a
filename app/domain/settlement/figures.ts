import type { Span } from '~/domain/stats/span'
import {
  type Calendar,
  calendarOf,
  computableFrom,
  referenceMonths,
  WEEKS,
  WINDOWS,
  type WindowName,
} from './calendar'
import { type Concentration, concentrationOf, type People, repeatRateOf } from './people'

/** What a day of Korea holds that is confirmed; `nameless` is the part of nobody whom Melt knows. */
export type SettlementDay = { date: string; sum: number; count: number; nameless: number }

export type Total = { sum: number; count: number }
export type WindowFigures = Total & { dailyMean: number; monthly: number }
/** How unlike one another the weeks are; the domain names no word for it. */
export type Steadiness = 'even' | 'usual' | 'uneven'
export type Volatility = { hundredths: number | null; steadiness: Steadiness | null; weeks: number[] }
export type Activity = { weeks: number; of: number }
export type Reference = { average: number; riskFactor: number; advanceRate: number; amount: number }

export const EVEN_BELOW = 35
export const UNEVEN_FROM = 80

export type SettlementFigures = {
  windows: Record<WindowName, WindowFigures>
  months: (Total & { month: string; complete: boolean })[]
  volatility: Volatility
  activity: Activity
  concentration: Concentration
  repeatRate: number | null
  reference: Reference | null
  computableFrom: string | null
}

export type SettlementFacts = {
  today: string
  days: SettlementDay[]
  /** Of the first confirmed donation. */
  firstDay: string | null
  people: People
  advanceHundredths: number
}

/** Every figure of a creator, from what is confirmed: whole numbers, each rounded down once, by days of Korea (decision 39). */
export function toSettlementFigures(facts: SettlementFacts): SettlementFigures {
  const { today, days, people } = facts
  const calendar = calendarOf(today)
  const { windows, months, weeks } = calendar
  const totals = weeks.map((week) => totalOf(days, week))
  const volatility = volatilityOf(totals.map(({ sum }) => sum))
  const activity = { weeks: totals.filter(({ count }) => count > 0).length, of: WEEKS }
  const in90 = days.filter(({ date }) => date >= windows.d90.first && date <= windows.d90.last)
  return {
    windows: {
      d30: windowOf(days, windows.d30, WINDOWS.d30),
      d60: windowOf(days, windows.d60, WINDOWS.d60),
      d90: windowOf(days, windows.d90, WINDOWS.d90),
    },
    months: months.map(({ month, complete, ...span }) => ({ month, ...totalOf(days, span), complete })),
    volatility,
    activity,
    concentration: concentrationOf(people, {
      total: in90.reduce((sum, day) => sum + day.sum, 0),
      nameless: in90.reduce((sum, { nameless }) => sum + nameless, 0),
    }),
    repeatRate: repeatRateOf(people),
    ...referenceOf(facts, calendar, volatility, activity),
  }
}

export function totalOf(days: SettlementDay[], { first, last }: Span): Total {
  const within = days.filter(({ date }) => date >= first && date <= last)
  return within.reduce((total, { sum, count }) => ({ sum: total.sum + sum, count: total.count + count }), {
    sum: 0,
    count: 0,
  })
}

function windowOf(days: SettlementDay[], span: Span, length: number): WindowFigures {
  const { sum, count } = totalOf(days, span)
  return { sum, count, dailyMean: Math.floor(sum / length), monthly: Math.floor((sum * 30) / length) }
}

/** The population's standard deviation over the mean, in hundredths and exact: 100 √(n Σw² − (Σw)²) / Σw, without a fraction on the way. */
export function volatilityOf(weeks: number[]): Volatility {
  const sums = weeks.map(BigInt)
  const sum = sums.reduce((total, week) => total + week, 0n)
  if (sum === 0n) return { hundredths: null, steadiness: null, weeks }
  const squares = sums.reduce((total, week) => total + week * week, 0n)
  const squared = (10_000n * (BigInt(weeks.length) * squares - sum * sum)) / (sum * sum)
  const hundredths = Math.floor(Math.sqrt(Number(squared)))
  return { hundredths, steadiness: steadinessOf(hundredths), weeks }
}

function steadinessOf(hundredths: number): Steadiness {
  if (hundredths < EVEN_BELOW) return 'even'
  return hundredths < UNEVEN_FROM ? 'usual' : 'uneven'
}

/** Nothing before three complete months lie behind the first confirmed donation, nor after weeks without any, of which there is no mean. */
function referenceOf(
  { today, days, firstDay, advanceHundredths }: SettlementFacts,
  calendar: Calendar,
  { hundredths }: Volatility,
  activity: Activity,
): Pick<SettlementFigures, 'reference' | 'computableFrom'> {
  const from = computableFrom(firstDay)
  if (from === null || today < from) return { reference: null, computableFrom: from }
  if (hundredths === null) return { reference: null, computableFrom: null }
  const months = referenceMonths(calendar)
  const sum = months.reduce((total, month) => total + totalOf(days, month).sum, 0)
  const steady = Math.max(0, 100 - hundredths)
  const counted = BigInt(sum) * BigInt(steady * activity.weeks * advanceHundredths)
  const reference = {
    average: Math.floor(sum / months.length),
    riskFactor: (steady * activity.weeks) / (100 * activity.of),
    advanceRate: advanceHundredths / 100,
    amount: Number(counted / BigInt(months.length * 100 * activity.of * 100)),
  }
  return { reference, computableFrom: null }
}
