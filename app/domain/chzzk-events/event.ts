import { createHash } from 'node:crypto'
import { type DonationSignal, parseDonationEvent } from '~/chzzk/donation-event'

type Position = { connectionId: string; ordinal: number }

/**
 * The idempotency key of an event, whichever socket delivers it: CHZZK gives it no id, but a time to the nanosecond
 * (docs/chzzk.md §4.6). Without that time only its place on its connection distinguishes it from an equal one.
 */
export function eventKey(signal: DonationSignal | null, { connectionId, ordinal }: Position): string {
  const parts = signal?.sentAtText
    ? [
        signal.chzzkChannelId,
        signal.isTest,
        signal.donorChzzkId,
        signal.amountCheese,
        signal.text,
        signal.sentAtText,
      ]
    : ['without a time', connectionId, ordinal]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

const MAX_APART_MS = 24 * 60 * 60 * 1000
const CLOCK_SKEW_MS = 60_000

/** A payload as it is stored: JSON to the letter, so that no field is lost. */
export const toStored = (payload: unknown) => JSON.stringify(payload) ?? 'null'

/** The donation in a stored payload; null where there is none, or one of another channel. */
export function parseStoredEvent(payload: string | null, chzzkChannelId: string): DonationSignal | null {
  const signal = payload === null ? null : parseDonationEvent(JSON.parse(payload))
  return signal?.chzzkChannelId === chzzkChannelId ? signal : null
}

/** When a donation happened: what CHZZK says, where that can be. */
export function happenedAt({ sentAt }: DonationSignal, receivedAt: Date): Date {
  if (!sentAt) return receivedAt
  const before = receivedAt.getTime() - sentAt.getTime()
  return before > MAX_APART_MS || before < -CLOCK_SKEW_MS ? receivedAt : sentAt
}
