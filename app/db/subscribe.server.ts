import type { ClientBase } from 'pg'
import { z } from 'zod'

/** Where the triggers of the migrations `live_updates` and `sessions_end` speak. */
const TOPIC = 'melt'

const told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('feed'), channelId: z.string(), id: z.string() }),
  z.object({ kind: z.literal('inbox'), channelId: z.string() }),
  z.object({ kind: z.literal('session'), id: z.string() }),
])

/** What the database tells after a commit. */
export type DatabaseNotification = z.output<typeof told>
/** `missed` says that something may have been told while nobody could hear it. */
export type Subscriber = { told: (told: DatabaseNotification) => void; missed: () => void }

declare global {
  var meltSubscribers: Map<string, Set<Subscriber>> | undefined
}

/** On globalThis for the same reason as the pool. */
globalThis.meltSubscribers ??= new Map()
const hearers = globalThis.meltSubscribers

/** Hears what is told of one channel, or that one session ended, whichever instance it happened on; answers the way to stop. */
export function subscribe(id: string, hearer: Subscriber): () => void {
  const ofId = hearers.get(id) ?? new Set()
  hearers.set(id, ofId.add(hearer))
  return () => {
    ofId.delete(hearer)
    if (ofId.size === 0 && hearers.get(id) === ofId) hearers.delete(id)
  }
}

/** From now on this connection brings what the database tells; what was told before it is missed. */
export async function deliverFrom(client: ClientBase) {
  client.on('notification', ({ payload }) => tell(payload))
  await client.query(`LISTEN ${TOPIC}`)
  for (const ofId of hearers.values()) for (const { missed } of ofId) missed()
}

function tell(payload = '') {
  const news = told.safeParse(parsed(payload))
  if (!news.success) return
  const of = news.data.kind === 'session' ? news.data.id : news.data.channelId
  for (const hearer of [...(hearers.get(of) ?? [])]) hearer.told(news.data)
}

/** Anybody with a connection may speak on the topic; what is not ours is not heard. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
