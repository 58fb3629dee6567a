import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { handleErrors } from './guard.server'
import { connection, replaceIdle } from './pool.server'
import { deliverFrom } from './subscribe.server'

const ASK_EVERY_MS = 5_000
const ANSWER_WITHIN_MS = 4_000
const LONGEST_PAUSE_MS = 5_000
const GOODBYE_MS = 500

/**
 * Listens to PostgreSQL on one connection outside the pool, and replaces it for ever when it breaks or falls silent;
 * answers the way to stop.
 */
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

/** A server that says nothing does not answer a goodbye either. */
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

/** A connection can die without a word, so that it is asked from time to time whether it lives; then others may have died too. */
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
