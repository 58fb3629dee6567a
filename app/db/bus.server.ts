import type { ClientBase } from 'pg'
import { z } from 'zod'

/** Where the triggers of the migration `live_updates` speak. */
const TOPIC = 'melt'

const told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('feed'), channelId: z.string(), id: z.string() }),
  z.object({ kind: z.literal('inbox'), channelId: z.string() }),
])

/** What the database tells after a commit. */
export type Told = z.output<typeof told>
/** `missed` says that something may have been told while nobody could hear it. */
export type Hearer = { told: (told: Told) => void; missed: () => void }

declare global {
  var meltHearers: Map<string, Set<Hearer>> | undefined
}

/** On globalThis for the same reason as the pool. */
globalThis.meltHearers ??= new Map()
const hearers = globalThis.meltHearers

/** Hears what is told of one channel, whichever instance it happened on; answers the way to stop. */
export function listen(channelId: string, hearer: Hearer): () => void {
  const ofChannel = hearers.get(channelId) ?? new Set()
  hearers.set(channelId, ofChannel.add(hearer))
  return () => {
    ofChannel.delete(hearer)
    if (ofChannel.size === 0 && hearers.get(channelId) === ofChannel) hearers.delete(channelId)
  }
}

/** From now on this connection brings what the database tells; what was told before it is missed. */
export async function hearThrough(client: ClientBase) {
  client.on('notification', ({ payload }) => tell(payload))
  await client.query(`LISTEN ${TOPIC}`)
  for (const ofChannel of hearers.values()) for (const { missed } of ofChannel) missed()
}

function tell(payload = '') {
  const news = told.safeParse(parsed(payload))
  if (!news.success) return
  for (const hearer of hearers.get(news.data.channelId) ?? []) hearer.told(news.data)
}

/** Anybody with a connection may speak on the topic; what is not ours is not heard. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
