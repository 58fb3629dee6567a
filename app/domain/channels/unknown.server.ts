const REMEMBERED_FOR_MS = 5 * 60 * 1000
const MAX_REMEMBERED = 10_000

const askedAt = new Map<string, number>()

/** Ids that CHZZK did not know a moment ago are not asked for again, so that made-up addresses cost CHZZK nothing. */
export function isKnownUnknown(chzzkChannelId: string) {
  return Date.now() - (askedAt.get(chzzkChannelId) ?? 0) < REMEMBERED_FOR_MS
}

export function rememberUnknown(chzzkChannelId: string) {
  const oldest = askedAt.size >= MAX_REMEMBERED ? askedAt.keys().next().value : undefined
  if (oldest) askedAt.delete(oldest)
  askedAt.set(chzzkChannelId, Date.now())
}
