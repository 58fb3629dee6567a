import { type DonationSignal, parseDonationEvent } from '~/chzzk/donation-event'

const MAX_APART_MS = 24 * 60 * 60 * 1000
const CLOCK_SKEW_MS = 60_000

/** What a socket brought, as it is kept: JSON to the letter, so that no field of it is lost. */
export const asStored = (payload: unknown) => JSON.stringify(payload) ?? 'null'

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
