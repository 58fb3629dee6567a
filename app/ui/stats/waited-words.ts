const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** How long the oldest has waited. */
export function waitedWords(oldestAt: string | null, asOf: string) {
  if (!oldestAt) return '모두 확인했어요'
  const waitedMs = Date.parse(asOf) - Date.parse(oldestAt)
  if (waitedMs < HOUR_MS) return '모두 한 시간 안에 온 후원이에요'
  if (waitedMs < DAY_MS) return `가장 오래된 것은 ${Math.floor(waitedMs / HOUR_MS)}시간 기다렸어요`
  return `가장 오래된 것은 ${Math.floor(waitedMs / DAY_MS)}일 기다렸어요`
}
