import { ChzzkError } from '~/chzzk/errors'
import { DAY_MS } from '~/domain/core/kst'
import { Refusal } from '~/domain/core/refusal'

export const connectionStates = ['off', 'connecting', 'connected', 'trouble'] as const

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

/** Without an end, to the last heartbeat unless the lease is held now. */
export function connectedSpans(connections: readonly Connection[], isHeld: boolean, now: Date): Span[] {
  return connections.flatMap(({ subscribedAt, heardAt, endedAt }) => {
    if (!subscribedAt) return []
    return [{ from: subscribedAt, to: endedAt ?? (isHeld ? now : heardAt) }]
  })
}

/** What a creator sees of gaps: those of seven days, the latest twenty. */
export const GAPS_SHOWN_FOR_MS = 7 * DAY_MS
export const MAX_GAPS = 20

/** What was wanted and not received: CHZZK sends nothing of it again (docs/chzzk.md §8.9). */
export function gapsBetween(wanted: readonly Span[], connected: readonly Span[]): Span[] {
  const inOrder = connected.toSorted((a, b) => a.from.getTime() - b.from.getTime())
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

export type Trouble =
  | 'grant_gone'
  | 'no_scope'
  | 'no_slot'
  | 'unavailable'
  | 'not_connected'
  | 'not_subscribed'
  | 'internal'

export const isGrantGone = (error: unknown) => error instanceof ChzzkError && error.kind === 'grant_gone'

/** A token that is fresh and still refused lacks 후원 조회; 429 is no free slot (docs/chzzk.md §4.6). */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refusal) return error.reason === 'signed_out' ? 'grant_gone' : 'unavailable'
  if (!(error instanceof ChzzkError)) return 'internal'
  if (error.kind === 'grant_gone' || error.status === 403) return 'no_scope'
  return error.status === 429 ? 'no_slot' : 'unavailable'
}
