import { randomUUID } from 'node:crypto'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { storeDeliveries } from '~/domain/chzzk-events/intake.server'
import { processPending } from '~/domain/chzzk-events/process.server'
import { inKst } from '~/domain/core/kst'

type Event = Record<string, unknown>

/** A time as CHZZK writes it: Korean, without a zone, to the nanosecond. */
export function chzzkTime(at: Date, nanoseconds = 0) {
  return `${inKst(at)}${String(nanoseconds).padStart(6, '0')}`
}

/** An event as CHZZK sends it for a donation of this fan; `fields` put in what is special about it. */
export function eventOf(creator: Viewer, fan: Viewer | null, fields: Event = {}): Event {
  return {
    donationType: 'CHAT',
    channelId: creator.chzzkUserId,
    donatorChannelId: fan?.chzzkUserId ?? 'anonymous',
    donatorNickname: fan?.displayName ?? '',
    payAmount: 1000,
    donationText: '치지직에서 쓴 말',
    emojis: {},
    eventSentAt: chzzkTime(new Date()),
    ...fields,
  }
}

/** A connection of a creator's channel, whose deliveries are counted like a socket's. */
export async function connectionOf(creator: Viewer) {
  const channelId = creator.channel?.id ?? ''
  const { id: connectionId } = await db.chzzkConnection.create({
    data: { channelId, holderId: randomUUID(), subscribedAt: new Date(), heardAt: new Date() },
  })
  let ordinal = 0
  return {
    connectionId,
    /** Stored, and not yet processed. */
    store: (...payloads: unknown[]) =>
      storeDeliveries(
        payloads.map((payload) => {
          ordinal += 1
          return {
            channelId,
            connectionId,
            ordinal,
            receivedAt: new Date(),
            payload: JSON.stringify(payload),
          }
        }),
      ),
  }
}

/** Everything that waits is processed; whatever the database refuses fails the test. */
export const processAll = () =>
  processPending((eventId, error) => {
    throw new Error(`event ${eventId} was refused`, { cause: error })
  })
