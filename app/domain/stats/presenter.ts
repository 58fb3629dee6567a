import type { BroadcastState, DonationSource, DonationStatus } from '#prisma'
import type { Badge } from '~/domain/badges/badge'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { StatsRange } from './input'

export type SummaryRow = Record<
  | 'total'
  | 'count'
  | 'today'
  | 'week'
  | 'month'
  | 'manual'
  | 'session'
  | 'statement'
  | 'live'
  | 'afterLive'
  | 'unknown'
  | 'supporters'
  | 'activeSupporters'
  | 'repeatSupporters'
  | 'unconfirmed',
  number
> & { oldestAt: Date | null }

export type Summary = ReturnType<typeof toSummary>

/** `repeatRate` is the share of the range's supporters who came on two days or more. */
export function toSummary(row: SummaryRow, range: StatsRange, now: Date) {
  const { total, count, supporters, activeSupporters, repeatSupporters, today, week, month } = row
  return {
    range,
    total,
    count,
    supporters,
    activeSupporters,
    repeatRate: activeSupporters === 0 ? null : repeatSupporters / activeSupporters,
    today,
    week,
    month,
    bySource: { manual: row.manual, session: row.session, statement: row.statement },
    byBroadcast: { live: row.live, afterLive: row.afterLive, unknown: row.unknown },
    unconfirmed: { count: row.unconfirmed, oldestAt: row.oldestAt?.toISOString() ?? null },
    asOf: now.toISOString(),
  }
}

/** `copy/ko/figures.ts` has a sentence for each. */
export type ExclusionReason =
  | 'waiting'
  | 'rejected'
  | 'merged'
  | 'reversed'
  | 'nameless'
  | 'manual'
  | 'session'
  | 'statement'
  | 'live'
  | 'after_live'
  | 'unknown'
  | 'one_day'
  | 'intent'
  | 'test'
  | 'paid_out'
  | 'no_pay_day'
  | 'other_statement'

export type ExplainedSqlRow = {
  id: string
  kind: 'donation' | 'intent' | 'test' | 'statement'
  at: Date
  donorName: string | null
  chzzkUserId: string | null
  amount: number | null
  status: DonationStatus | null
  source: DonationSource | null
  broadcast: BroadcastState | null
  reason: ExclusionReason | null
  hideName: boolean
  hideAmount: boolean
}

export type ExplainedRow = ReturnType<typeof toExplainedRow>

export function toExplainedRow(row: ExplainedSqlRow) {
  const { id, kind, at, donorName, chzzkUserId, amount, status, source, broadcast } = row
  return {
    id,
    kind,
    occurredAt: at.toISOString(),
    donorName: kind === 'donation' ? (donorName ?? ANONYMOUS) : null,
    chzzkUserId,
    amount,
    status,
    source,
    broadcast: broadcast === 'after_live' ? ('afterLive' as const) : broadcast,
    reason: row.reason,
    hideName: row.hideName,
    hideAmount: row.hideAmount,
  }
}

export type SupporterRow = {
  id: string
  chzzkUserId: string
  displayName: string
  sum: number
  count: number
  vip: boolean
  badge: Badge | null
  lastSupportAt: Date
}

export type Supporter = ReturnType<typeof toSupporter>

export function toSupporter({ id: _, lastSupportAt, ...person }: SupporterRow) {
  return { ...person, lastSupportAt: lastSupportAt.toISOString() }
}

/** `counted` is what the figures count of it. */
export type DonationLine = {
  id: string
  occurredAt: Date
  status: DonationStatus
  counted: number
  claimed: number | null
  source: DonationSource
  broadcast: BroadcastState
  donorName: string | null
  chzzkUserId: string | null
  confirmedAt: Date | null
  reason: string | null
  message: string | null
  note: string | null
  hideAmount: boolean
  hideName: boolean
}
