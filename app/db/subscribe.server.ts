import { setTimeout as wait } from 'node:timers/promises'
import pg, { type ClientBase } from 'pg'
import { z } from 'zod'
import { connection, handleErrors, replaceIdle } from './pool.server'

/** The triggers of prisma/functions/live.sql notify on it. */
const TOPIC = 'melt'

const notification = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('feed'), channelId: z.string(), id: z.string() }),
  z.object({ kind: z.literal('inbox'), channelId: z.string() }),
  z.object({ kind: z.literal('session'), id: z.string() }),
])

type DatabaseNotification = z.output<typeof notification>
type Subscriber = { notified: (notification: DatabaseNotification) => void; missed: () => void }

declare global {
  var meltSubscribers: Map<string, Set<Subscriber>> | undefined
}

globalThis.meltSubscribers ??= new Map()
const subscribers = globalThis.meltSubscribers

/** To one channel, or to the end of one session, on whichever instance; `missed` runs when a notification may have been lost. Returns `unsubscribe`. */
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

/** Whoever has a connection may notify on the topic: what is not ours is ignored. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const ASK_EVERY_MS = 5_000
const ANSWER_WITHIN_MS = 4_000
const LONGEST_PAUSE_MS = 5_000
const GOODBYE_MS = 500

/** Listens on one connection outside the pool, replaced for ever when it breaks or falls silent; returns the way to stop. */
export async function startListener(): Promise<() => Promise<void>> {
  const ending = new AbortController()
  const kept = keep(await openListening().catch(() => null), ending.signal)
  return () => {
    ending.abort()
    return kept
  }
}

async function keep(first: pg.Client | null, ending: AbortSignal) {
  let client = first
  while (!ending.aborted) {
    if (client) await untilBroken(client, ending)
    if (client) await letGo(client)
    client = await openAgain(ending)
  }
  if (client) await letGo(client)
}

async function letGo(client: pg.Client) {
  await Promise.race([client.end().catch(() => undefined), wait(GOODBYE_MS, undefined, { ref: false })])
  client.connection.stream.destroy()
}

async function openAgain(ending: AbortSignal): Promise<pg.Client | null> {
  for (let tries = 0; !ending.aborted; tries++) {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, 250 * 2 ** tries) * (0.5 + Math.random())
    await wait(pauseMs, undefined, { signal: ending }).catch(() => undefined)
    const client = ending.aborted ? null : await openListening().catch(() => null)
    if (client) return client
  }
  return null
}

async function openListening(): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection(),
    application_name: 'melt live updates',
    query_timeout: ANSWER_WITHIN_MS,
  })
  handleErrors(client, 'listening connection')
  try {
    await client.connect()
    await deliverFrom(client)
    return client
  } catch (error) {
    await letGo(client)
    throw error
  }
}

/** A connection can die without a word, so it is asked whether it lives; then others may have died too. */
async function untilBroken(client: pg.Client, ending: AbortSignal) {
  let asking: NodeJS.Timeout | undefined
  const over = new AbortController()
  await new Promise<unknown>((resolve) => {
    client.once('end', resolve).once('error', resolve)
    ending.addEventListener('abort', resolve, { once: true, signal: over.signal })
    asking = setInterval(() => client.query('SELECT 1').catch(silent), ASK_EVERY_MS)
    function silent() {
      replaceIdle()
      resolve(null)
    }
    if (ending.aborted) resolve(null)
  })
  clearInterval(asking)
  over.abort()
}
