import { createHash } from 'node:crypto'
import type { DonationSignal } from '~/chzzk/donation-event'

type Place = { connectionId: string; ordinal: number }

/**
 * What makes an event itself, whichever socket brings it: CHZZK gives it no id, but a time to the nanosecond (chzzk.md §4.6).
 * Without that time nothing tells it from an equal one, so that its place on its connection has to.
 */
export function eventKey(signal: DonationSignal | null, { connectionId, ordinal }: Place): string {
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
