const DAY_MS = 24 * 60 * 60 * 1000
const CLOCK_SKEW_MS = 60_000
const CLOSE_IN_TIME_MS = 5 * 60_000
const BY_HAND_MS = 10 * 60_000

/** A donation of the event's donor and channel that no event has told of yet. */
export type Candidate = {
  id: string
  status: 'OCCURRED' | 'CONFIRMED'
  amountCheese: number | null
  occurredAt: Date
  createdAt: Date
  intentCreatedAt: Date | null
}
/** `isQueued`: its fan registered it already, behind three that wait. */
export type Intent = { id: string; amountCheese: number | null; createdAt: Date; isQueued?: boolean }
export type Event = { amountCheese: number; at: Date }
export type Match = { donation: Candidate } | { intent: Intent } | null

/**
 * Which donation an event tells of, among those of its donor in its channel (docs/ledger.md §3): a waiting one of the same
 * amount, in the queue too, one its creator already confirmed by hand that this event must be, a waiting one of another
 * amount, an unused intent; null is a new donation. Among equals the closest in time, and never more than a day apart.
 */
export function matchEvent(event: Event, donations: readonly Candidate[], intents: readonly Intent[]): Match {
  const near = <T>(items: readonly T[], when: (item: T) => Date) =>
    items
      .filter((item) => distance(event, when(item)) <= DAY_MS)
      .toSorted((a, b) => distance(event, when(a)) - distance(event, when(b)))
  const sameAmount = (item: { amountCheese: number | null }) => item.amountCheese === event.amountCheese
  const waiting = near(
    donations.filter(({ status }) => status === 'OCCURRED'),
    ({ occurredAt }) => occurredAt,
  )
  const byHand = near(
    donations.filter((one) => one.status === 'CONFIRMED' && sameAmount(one) && mustBe(event, one)),
    ({ occurredAt }) => occurredAt,
  )
  const queued = near(
    intents.filter((one) => one.isQueued && sameAmount(one)),
    ({ createdAt }) => createdAt,
  )
  const same = waiting.find(sameAmount)
  if (!same && queued[0]) return { intent: queued[0] }
  const donation = same ?? byHand[0] ?? waiting[0]
  if (donation) return { donation }
  const opened = near(
    intents.filter(({ createdAt }) => createdAt.getTime() <= event.at.getTime() + CLOCK_SKEW_MS),
    ({ createdAt }) => createdAt,
  )
  const intent = opened.find(sameAmount) ?? opened[0]
  return intent ? { intent } : null
}

/** The fan went to CHZZK before the event and came back after it; or the creator added it at about its time. */
function mustBe({ at }: Event, { intentCreatedAt, createdAt, occurredAt }: Candidate) {
  if (!intentCreatedAt) return Math.abs(at.getTime() - occurredAt.getTime()) <= BY_HAND_MS
  const left = intentCreatedAt.getTime() - CLOCK_SKEW_MS
  return at.getTime() >= left && at.getTime() <= createdAt.getTime() + CLOSE_IN_TIME_MS
}

function distance({ at }: Event, when: Date) {
  return Math.abs(at.getTime() - when.getTime())
}
