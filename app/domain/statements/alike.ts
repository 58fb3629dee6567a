import type { LineOutcome } from './plan'

/** Lines that ask, or mean, the same: what is said of one may be said of all at once. */
type Likeness = {
  outcome: LineOutcome
  sure: boolean
  hasTwins: boolean | null
  hasCandidates: boolean | null
}

export const LIKENESSES = {
  differs: { outcome: 'differs', sure: false, hasTwins: null, hasCandidates: null },
  twins: { outcome: 'onlyStatement', sure: false, hasTwins: true, hasCandidates: null },
  renamed: { outcome: 'onlyStatement', sure: false, hasTwins: false, hasCandidates: true },
  several: { outcome: 'onHold', sure: false, hasTwins: null, hasCandidates: true },
  alone: { outcome: 'onHold', sure: false, hasTwins: null, hasCandidates: false },
  added: { outcome: 'onlyStatement', sure: true, hasTwins: null, hasCandidates: null },
} as const satisfies Record<string, Likeness>
export type Alike = keyof typeof LIKENESSES
export const alikes = Object.keys(LIKENESSES) as [Alike, ...Alike[]]

type Line = {
  outcome: LineOutcome | null
  isSure: boolean
  candidates: readonly unknown[]
  explainedTwins: readonly unknown[]
}

/** What else a line is like. */
export function alikeOf({ outcome, isSure, candidates, explainedTwins }: Line): Alike | null {
  const fits = (wanted: boolean | null, has: boolean) => wanted === null || wanted === has
  return (
    alikes.find((alike) => {
      const likeness: Likeness = LIKENESSES[alike]
      return (
        likeness.outcome === outcome &&
        likeness.sure === isSure &&
        fits(likeness.hasTwins, explainedTwins.length > 0) &&
        fits(likeness.hasCandidates, candidates.length > 0)
      )
    }) ?? null
  )
}
