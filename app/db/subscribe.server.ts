import type { ClientBase } from 'pg'
import { z } from 'zod'

/** The channel on which the database's triggers notify. */
const TOPIC = 'melt'

const notification = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('feed'), channelId: z.string(), id: z.string() }),
  z.object({ kind: z.literal('inbox'), channelId: z.string() }),
  z.object({ kind: z.literal('session'), id: z.string() }),
])

/** What the database notifies of after a commit. */
export type DatabaseNotification = z.output<typeof notification>
/** `missed` runs when a notification may have been lost. */
export type Subscriber = { notified: (notification: DatabaseNotification) => void; missed: () => void }

declare global {
  var meltSubscribers: Map<string, Set<Subscriber>> | undefined
}

/** On globalThis for the same reason as the pool. */
globalThis.meltSubscribers ??= new Map()
const subscribers = globalThis.meltSubscribers

/** Subscribes to one channel, or to the end of one session, on whichever instance it happens; returns `unsubscribe`. */
export function subscribe(id: string, subscriber: Subscriber): () => void {
  const ofId = subscribers.get(id) ?? new Set()
  subscribers.set(id, ofId.add(subscriber))
  return () => {
    ofId.delete(subscriber)
    if (ofId.size === 0 && subscribers.get(id) === ofId) subscribers.delete(id)
  }
}

/** From now on this connection delivers notifications; those before it are missed. */
export async function deliverFrom(client: ClientBase) {
  client.on('notification', ({ payload }) => publish(payload))
  await client.query(`LISTEN ${TOPIC}`)
  for (const ofId of subscribers.values()) for (const { missed } of ofId) missed()
}

function publish(payload = '') {
  const { data, success } = notification.safeParse(parseJson(payload))
  if (!success) return
  const id = data.kind === 'session' ? data.id : data.channelId
  for (const subscriber of [...(subscribers.get(id) ?? [])]) subscriber.notified(data)
}

/** Anybody with a connection may notify on the topic; what is not ours is ignored. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
