import type { Span } from './gaps'

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
