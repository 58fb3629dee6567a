import type { DonationStatus } from '#prisma'

/** The lines of a donation's life (ledger.md §1); the database holds the same table as a trigger. */
const LINES: Record<DonationStatus, readonly DonationStatus[]> = {
  PENDING: ['OCCURRED', 'CONFIRMED'],
  OCCURRED: ['CONFIRMED', 'REJECTED'],
  CONFIRMED: ['REVERSED'],
  REJECTED: ['CONFIRMED'],
  REVERSED: ['CONFIRMED'],
}

export function mayMove(from: DonationStatus, to: DonationStatus) {
  return LINES[from].includes(to)
}

/** Every step there is, as "OCCURRED>CONFIRMED": for whoever looks at many entries at once. */
export const legalSteps = Object.entries(LINES).flatMap(([from, all]) => all.map((to) => `${from}>${to}`))

/** What an entry adds to the channel's confirmed sum. */
export function amountDelta(to: DonationStatus, amountCheese: number) {
  if (to === 'CONFIRMED') return amountCheese
  if (to === 'REVERSED') return -amountCheese
  return 0
}

export const INTENT_LIFE_MS = 24 * 60 * 60 * 1000
export const LATE_AFTER_MS = 5 * 60 * 1000
export const MOST_WAITING = 3
export const MOST_AT_ONCE = 100
