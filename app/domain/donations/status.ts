import type { DonationStatus } from '#prisma'

/** The steps of a donation's life (docs/ledger.md §1); the database holds the same table as a trigger. */
const STEPS: Record<DonationStatus, readonly DonationStatus[]> = {
  PENDING: ['OCCURRED', 'CONFIRMED'],
  OCCURRED: ['CONFIRMED', 'REJECTED'],
  CONFIRMED: ['REVERSED'],
  REJECTED: ['CONFIRMED'],
  REVERSED: ['CONFIRMED'],
}

/** The reasons that an entry gives where a donation was merged into another, and where that was undone. */
export const MERGED = 'merged'
export const UNMERGED = 'unmerged'

const INTO_MERGE: readonly DonationStatus[] = ['OCCURRED', 'REVERSED', 'REJECTED']
const OUT_OF_MERGE: readonly DonationStatus[] = ['OCCURRED', 'CONFIRMED', 'REJECTED']

/** Whether a donation may take this step, which merges it into another (`in`), undoes that (`out`), or neither. */
export function isLegalStep(from: DonationStatus, to: DonationStatus, merging: 'in' | 'out' | null = null) {
  if (merging === 'in') return to === 'REJECTED' && INTO_MERGE.includes(from)
  if (merging === 'out') return from === 'REJECTED' && OUT_OF_MERGE.includes(to)
  return STEPS[from].includes(to)
}

/** Every step there is, as "OCCURRED>CONFIRMED", for checks of many entries in SQL. */
export const legalSteps = Object.entries(STEPS).flatMap(([from, all]) => all.map((to) => `${from}>${to}`))
export const stepsIntoMerge = INTO_MERGE.map((from) => `${from}>REJECTED`)
export const stepsOutOfMerge = OUT_OF_MERGE.map((to) => `REJECTED>${to}`)

/** What an entry adds to the channel's confirmed sum. */
export function amountDelta(to: DonationStatus, amountCheese: number) {
  if (to === 'CONFIRMED') return amountCheese
  if (to === 'REVERSED') return -amountCheese
  return 0
}

/** What became of a fan's intent; `queued` is registered and waits until fewer than three of theirs do. */
export type IntentState = 'open' | 'queued' | 'lapsed' | 'registered' | 'dismissed'

export const INTENT_LIFE_MS = 24 * 60 * 60 * 1000
export const LATE_AFTER_MS = 5 * 60 * 1000
export const UNMERGE_WITHIN_MS = 30 * 24 * 60 * 60 * 1000
export const MAX_WAITING = 3
export const MAX_QUEUED = 20
export const MAX_AT_ONCE = 100
