import type { Letter } from './presenter'

/** A letter that its creator may want to make public, with why it stands where it does. */
export type RetweetCandidate = Letter & { score: number; waitingDays: number }
