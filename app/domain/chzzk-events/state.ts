export const connectionStates = ['off', 'connecting', 'connected', 'trouble'] as const

/** Where a channel's session stands, since when, and what is wrong with it, by a word of `trouble.ts` or of how it ended. */
export type ConnectionState = {
  state: (typeof connectionStates)[number]
  since: Date | null
  trouble: string | null
}

type Facts = {
  mode: 'off' | 'assist' | 'auto'
  isHeld: boolean
  lease: { failure: string | null } | null
  live: { subscribedAt: Date | null; endedAt: Date | null } | undefined
  gap: Span | undefined
  now: Date
}

/** Connected is only what is subscribed and held; not heard with a reason is trouble, without one it is under way. */
export function stateOf({ mode, isHeld, lease, live, gap, now }: Facts): ConnectionState {
  if (mode === 'off') return { state: 'off', since: null, trouble: null }
  if (isHeld && live?.subscribedAt && !live.endedAt) {
    return { state: 'connected', since: live.subscribedAt, trouble: null }
  }
  const trouble = lease?.failure ?? null
  const since = gap && gap.to >= now ? gap.from : null
  return { state: trouble ? 'trouble' : 'connecting', since, trouble }
}

export type Span = { from: Date; to: Date }
type Connection = { subscribedAt: Date | null; heardAt: Date; endedAt: Date | null }
type ModeChange = { mode: 'off' | 'assist' | 'auto'; at: Date }

/** When a creator wanted events, by the history of their mode: an open span ends now. */
export function wantedSpans(changes: readonly ModeChange[], now: Date): Span[] {
  const spans: Span[] = []
  let since: Date | null = null
  for (const { mode, at } of changes.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (mode !== 'off') since ??= at
    else if (since) {
      spans.push({ from: since, to: at })
      since = null
    }
  }
  return since ? [...spans, { from: since, to: now }] : spans
}

/** When events were received: from `subscribed` to the end; without an end, to the last heartbeat unless the lease is held now. */
export function heardSpans(connections: readonly Connection[], isHeld: boolean, now: Date): Span[] {
  return connections.flatMap(({ subscribedAt, heardAt, endedAt }) => {
    if (!subscribedAt) return []
    return [{ from: subscribedAt, to: endedAt ?? (isHeld ? now : heardAt) }]
  })
}

/** What was wanted and not received, oldest first: CHZZK sends nothing of it again (docs/chzzk.md §8.9). */
export function gapsBetween(wanted: readonly Span[], heard: readonly Span[]): Span[] {
  const inOrder = heard.toSorted((a, b) => a.from.getTime() - b.from.getTime())
  return wanted.flatMap(({ from, to }) => {
    const gaps: Span[] = []
    let deafSince = from
    for (const span of inOrder) {
      if (span.to <= deafSince) continue
      if (span.from >= to) break
      if (span.from > deafSince) gaps.push({ from: deafSince, to: span.from })
      deafSince = span.to
    }
    return deafSince < to ? [...gaps, { from: deafSince, to }] : gaps
  })
}
