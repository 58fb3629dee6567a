import { inKstToTheNanosecond } from '../kst'
import type { Switches } from '../switches'

type Looks = Pick<Switches, 'payAmount' | 'donationType' | 'eventSentAt' | 'anonymousAs'>

export interface PayloadInput {
  channelId: string
  donor: { channelId: string; channelName: string }
  anonymous: boolean
  amount: number
  text: string
  at: Date
}

/** In: a donation and how it is to look. Out: what a DONATION event carries (chzzk.md §4.4, captured). */
export function donationPayload(told: PayloadInput, looks: Looks, belowMillisecond: number) {
  return {
    donationType: looks.donationType,
    channelId: told.channelId,
    ...(told.anonymous ? nobody(looks.anonymousAs) : named(told.donor)),
    payAmount: looks.payAmount === 'string' ? String(told.amount) : told.amount,
    donationText: told.text,
    emojis: {},
    ...(looks.eventSentAt === 'present' && { eventSentAt: inKstToTheNanosecond(told.at, belowMillisecond) }),
  }
}

/** What the studio's alert test sends, word for word (chzzk.md §4.4, captured 2026-07-26). */
export function alertTest(channelId: string, at: Date): PayloadInput {
  const donor = { channelId: 'TEST', channelName: 'TEST' }
  return { channelId, donor, anonymous: false, amount: 1000, text: '유저가 입력한 후원메시지입니다', at }
}

function named({ channelId, channelName }: PayloadInput['donor']) {
  return { donatorChannelId: channelId, donatorNickname: channelName }
}

function nobody(how: Looks['anonymousAs']) {
  switch (how) {
    case 'anonymous':
      return { donatorChannelId: 'anonymous', donatorNickname: '' }
    case 'null':
      return { donatorChannelId: null, donatorNickname: null }
    case 'empty':
      return { donatorChannelId: '', donatorNickname: '' }
    case 'missing':
      return {}
  }
}
