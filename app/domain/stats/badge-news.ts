const DAY_MS = 24 * 60 * 60 * 1000
const REACHED_FOR_MS = 7 * DAY_MS
const CORRECTED_FOR_MS = 30 * DAY_MS

/** The last change of a person's badge in a channel; null where there was none. */
export type BadgeNewsRow = {
  changedAt: Date | null
  fromTier: number | null
  toTier: number | null
  fromName: string | null
  toName: string | null
  reversedId: string | null
}

export type BadgeNews =
  | { kind: 'reached'; name: string }
  | { kind: 'corrected'; from: string; to: string | null; reversedId: string | null }

/** What of it is still news: a badge reached for a week, one corrected for thirty days; a tier that is gone has no name to tell. */
export function badgeNews(row: BadgeNewsRow, now: Date): BadgeNews | null {
  if (!row.changedAt) return null
  const passedMs = now.getTime() - row.changedAt.getTime()
  const { fromTier, toTier, fromName: from, toName: to, reversedId } = row
  if ((toTier ?? 0) > (fromTier ?? 0)) {
    return passedMs < REACHED_FOR_MS && to !== null ? { kind: 'reached', name: to } : null
  }
  if (passedMs >= CORRECTED_FOR_MS || from === null || (toTier !== null && to === null)) return null
  return { kind: 'corrected', from, to, reversedId }
}
