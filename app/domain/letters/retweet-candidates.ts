import { DAY_MS } from '~/domain/core/kst'
import type { Letter } from './presenter'

export type RetweetCandidate = Letter & { score: number; waitingDays: number }

const VIP_WEIGHT = 10
/** A letter of today counts as if it had waited a week, so that a badge counts from the first hour. */
const HEAD_START_DAYS = 7

export type Candidate = {
  id: string
  authorId: string
  createdAt: Date
  vip: boolean
  /** The `retweetWeight` of its author's badge, 0–10; null without a badge. */
  weight: number | null
}

export function waitingDays({ createdAt }: Pick<Candidate, 'createdAt'>, now: Date) {
  return Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / DAY_MS))
}

/** (1 + weight) × (7 + days waited), a VIP's weight being 10: no badge and a month (37) beat a fresh weight of 3 (28). */
export function candidateScore(candidate: Omit<Candidate, 'id' | 'authorId'>, now: Date) {
  const weight = candidate.vip ? VIP_WEIGHT : (candidate.weight ?? 0)
  return (1 + weight) * (HEAD_START_DAYS + waitingDays(candidate, now))
}

/** One of each author; of equal ones the one that waits longer. */
export function bestCandidates(candidates: Candidate[], max: number, now: Date) {
  const scored = candidates
    .map((candidate) => ({
      ...candidate,
      score: candidateScore(candidate, now),
      waitingDays: waitingDays(candidate, now),
    }))
    .sort(
      (a, b) =>
        b.score - a.score || a.createdAt.getTime() - b.createdAt.getTime() || a.id.localeCompare(b.id),
    )
  const authors = new Set<string>()
  const best: typeof scored = []
  for (const candidate of scored) {
    if (best.length === max) break
    if (!authors.has(candidate.authorId)) best.push(candidate)
    authors.add(candidate.authorId)
  }
  return best
}
