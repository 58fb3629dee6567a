import { randomBytes } from 'node:crypto'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { openChannel } from '~/domain/channels/own.server'
import { createIntent } from '~/domain/donations/intents.server'
import { registerDonation } from '~/domain/donations/register.server'

export const someChzzkId = () => randomBytes(16).toString('hex')

/** Somebody who has agreed, straight in the database. */
export async function makeViewer(
  name: string,
  role: Viewer['role'] = 'viewer',
  chzzkUserId = someChzzkId(),
): Promise<Viewer> {
  const user = await db.user.create({
    data: { chzzkUserId, displayName: name, agreedAt: new Date(), role },
  })
  return { id: user.id, chzzkUserId: user.chzzkUserId, displayName: name, role, channel: null }
}

/** Somebody with their channel open. */
export async function makeCreator(name: string, chzzkUserId?: string): Promise<Viewer> {
  const person = await makeViewer(name, 'viewer', chzzkUserId)
  const { channel } = await openChannel(person)
  const { id, chzzkChannelId } = channel
  return { ...person, role: 'creator', channel: { id, chzzkChannelId, name } }
}

/** What a creator says when they add a donation of this amount and nothing else. */
export const manualOf = (amount: number) => ({
  amount,
  donorName: null,
  chzzkUserId: null,
  intentId: null,
  occurredAt: null,
  message: null,
  note: null,
  requestId: null,
})

/** A donation of a fan that waits for its creator, by the acts themselves: its id. */
export async function donateAs(fan: Viewer, creator: Viewer, message = '오늘도 고마워요') {
  const { intentId } = await createIntent(fan, { chzzkChannelId: creator.chzzkUserId, message })
  const { donation } = await registerDonation(fan, {
    intentId,
    message,
    amount: 1000,
    hideAmount: false,
    hideName: false,
  })
  return donation.id
}

/** A text without its ids, times and waits: where a number is looked for that must not be shown, none of them may hold it by chance. */
export const withoutIds = (text: string) =>
  text.replace(/[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z|retry: \d+/gi, '')
