import type { DonationStatus } from '#prisma'
import type { JsonRow } from '~/domain/core/json-row'
import { DAY_MS, type Period } from '~/domain/core/kst'

const REACHED_FOR_MS = 7 * DAY_MS
const CORRECTED_FOR_MS = 30 * DAY_MS

/** What does not count of somebody is counted as far as this. */
export const MAX_COUNTED = 1_000

export type RecordFiguresRow = {
  chzzkChannelId: string
  name: string
  lifetime: number
  today: number
  week: number
  month: number
  lastSupportAt: Date | null
  tier: number | null
  badgeName: string | null
  icon: string | null
  nextTier: number | null
  nextName: string | null
  nextThreshold: number | null
  asOf: Date
}

type BadgeChangeRow = {
  changedAt: Date | null
  fromTier: number | null
  toTier: number | null
  fromName: string | null
  toName: string | null
  reversedId: string | null
}

export type RecordRow = RecordFiguresRow & BadgeChangeRow

export type BadgeChange =
  | { kind: 'reached'; name: string }
  | { kind: 'corrected'; from: string; to: string | null; reversedId: string | null }

export type RecordFigures = ReturnType<typeof toRecordFigures>
export type ChannelRecord = ReturnType<typeof toRecord>

/** In cheese (GET /me/stats). */
export function toRecordFigures(row: RecordFiguresRow | JsonRow<RecordFiguresRow>) {
  const { lifetime, today, week, month, tier, badgeName, icon, nextTier, nextName, nextThreshold } = row
  return {
    lifetime,
    today,
    week,
    month,
    lastSupportAt: row.lastSupportAt && new Date(row.lastSupportAt).toISOString(),
    badge: tier !== null && badgeName !== null && icon !== null ? { tier, name: badgeName, icon } : null,
    nextBadge:
      nextTier !== null && nextName !== null && nextThreshold !== null
        ? {
            tier: nextTier,
            name: nextName,
            thresholdAmount: nextThreshold,
            missing: Math.max(0, nextThreshold - lifetime),
          }
        : null,
    asOf: new Date(row.asOf).toISOString(),
  }
}

export function toRecord(row: RecordRow | JsonRow<RecordRow>, now: Date) {
  const { chzzkChannelId, name } = row
  return { chzzkChannelId, channelName: name, ...toRecordFigures(row), badgeChange: toBadgeChange(row, now) }
}

/** Reached is shown for a week, corrected for thirty days; a deleted tier has no name to show. */
function toBadgeChange(row: BadgeChangeRow | JsonRow<BadgeChangeRow>, now: Date): BadgeChange | null {
  if (!row.changedAt) return null
  const passedMs = now.getTime() - new Date(row.changedAt).getTime()
  const { fromTier, toTier, fromName: from, toName: to, reversedId } = row
  if ((toTier ?? 0) > (fromTier ?? 0)) {
    return passedMs < REACHED_FOR_MS && to !== null ? { kind: 'reached', name: to } : null
  }
  if (passedMs >= CORRECTED_FOR_MS || from === null || (toTier !== null && to === null)) return null
  return { kind: 'corrected', from, to, reversedId }
}

export type ProofDonation = {
  id: string
  status: DonationStatus
  amount: number | null
  occurredAt: string
}

type ProofPage = { items: ProofDonation[]; nextCursor: string | null }

/** All of one moment; `leftCount` ends at `MAX_COUNTED`. */
export type RecordProof = {
  channelName: string
  period: Period
  value: number
  count: number
  leftCount: number
  counted: ProofPage
  left: ProofPage
  asOf: string
}
