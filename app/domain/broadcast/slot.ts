export const SLOT_MS = 5 * 60 * 1000

/** The five minutes that a moment lies in: their beginning. */
export const slotOf = (moment: Date) => new Date(Math.floor(moment.getTime() / SLOT_MS) * SLOT_MS)

/** The longest that sightings are kept, and that a broadcast's beginning is believed. */
export const KEPT_MS = 2 * 24 * 60 * 60 * 1000

/** When a broadcast began, as far as it can be believed: not in the future, not longer ago than sightings are kept. */
export function begunAt(openedAt: Date, now: Date): Date {
  const told = openedAt.getTime()
  if (Number.isNaN(told)) return now
  return new Date(Math.min(now.getTime(), Math.max(told, now.getTime() - KEPT_MS)))
}
