import { createHash } from 'node:crypto'
import { type ParsedDonationEvent, parseDonationEvent } from '~/chzzk/donation-event'
import { DAY_MS } from '~/domain/core/kst'

const CLOCK_SKEW_MS = 60_000

type Position = { connectionId: string; ordinal: number }

/** The idempotency key: CHZZK gives no id but a time to the nanosecond, else its place on its connection (docs/chzzk.md §4.6). */
export function eventKey(parsed: ParsedDonationEvent | null, { connectionId, ordinal }: Position): string {
  const parts = parsed?.sentAtText
    ? [
        parsed.chzzkChannelId,
        parsed.isTest,
        parsed.donorChzzkId,
        parsed.amountCheese,
        parsed.text,
        parsed.sentAtText,
      ]
    : ['without a time', connectionId, ordinal]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

export const toStored = (payload: unknown) => JSON.stringify(payload) ?? 'null'

export function parseStoredEvent(payload: string | null, chzzkChannelId: string): ParsedDonationEvent | null {
  const parsed = payload === null ? null : parseDonationEvent(JSON.parse(payload))
  return parsed?.chzzkChannelId === chzzkChannelId ? parsed : null
}

export function happenedAt({ sentAt }: ParsedDonationEvent, receivedAt: Date): Date {
  if (!sentAt) return receivedAt
  const before = receivedAt.getTime() - sentAt.getTime()
  return before > DAY_MS || before < -CLOCK_SKEW_MS ? receivedAt : sentAt
}

const CLOSE_IN_TIME_MS = 5 * 60_000
const BY_HAND_MS = 10 * 60_000

export type Candidate = {
  id: string
  status: 'OCCURRED' | 'CONFIRMED'
  amountCheese: number | null
  occurredAt: Date
  createdAt: Date
  intentCreatedAt: Date | null
}
/** `isQueued`: its fan registered it already, behind three unconfirmed. */
export type Intent = { id: string; amountCheese: number | null; createdAt: Date; isQueued?: boolean }
export type Event = { amountCheese: number; at: Date }
export type Match = { donation: Candidate } | { intent: Intent } | null

/** By docs/ledger.md §3; null is a new donation. Among equals the closest in time, never more than a day apart. */
export function matchEvent(event: Event, donations: readonly Candidate[], intents: readonly Intent[]): Match {
  const near = <T>(items: readonly T[], when: (item: T) => Date) =>
    items
      .filter((item) => distance(event, when(item)) <= DAY_MS)
      .toSorted((a, b) => distance(event, when(a)) - distance(event, when(b)))
  const sameAmount = (item: { amountCheese: number | null }) => item.amountCheese === event.amountCheese
  const unconfirmed = near(
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
  const same = unconfirmed.find(sameAmount)
  if (!same && queued[0]) return { intent: queued[0] }
  const donation = same ?? byHand[0] ?? unconfirmed[0]
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
