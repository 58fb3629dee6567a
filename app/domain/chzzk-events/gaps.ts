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

/** When events were heard: from `subscribed` to the end; without an end, to when it was heard last unless it is held now. */
export function heardSpans(connections: readonly Connection[], isHeld: boolean, now: Date): Span[] {
  return connections.flatMap(({ subscribedAt, heardAt, endedAt }) => {
    if (!subscribedAt) return []
    return [{ from: subscribedAt, to: endedAt ?? (isHeld ? now : heardAt) }]
  })
}

/** What was wanted and not heard, oldest first: nothing that CHZZK sent meanwhile comes again (chzzk.md §8.9). */
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
