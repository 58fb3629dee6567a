/** Of the 90 days that end yesterday: what those who gave most gave, how many gave, and how many of them on two days or more. */
export type People = { sums: number[]; count: number; repeating: number }

/** Shares of 1; null where nothing is confirmed. */
export type Concentration = { top1: number | null; top5: number | null }

export const MAX_TOP = 5

/** All whom Melt does not know are one supporter. */
export function concentrationOf(
  { sums }: People,
  { total, nameless }: { total: number; nameless: number },
): Concentration {
  if (total === 0) return { top1: null, top5: null }
  const ranked = [...sums, nameless].sort((a, b) => b - a)
  const shareOf = (top: number) =>
    shareIn(
      ranked.slice(0, top).reduce((sum, one) => sum + one, 0),
      total,
    )
  return { top1: shareOf(1), top5: shareOf(MAX_TOP) }
}

export const repeatRateOf = ({ count, repeating }: People) => (count === 0 ? null : shareIn(repeating, count))

/** Four decimals, rounded down. */
const shareIn = (part: number, whole: number) => Number((BigInt(part) * 10_000n) / BigInt(whole)) / 10_000
