import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type OutboxAnswer, OutboxReader, type OutboxSource } from './outbox-reader'
import { connection, handleErrors, isEmbedded, pool, replaceIdle, reportBroken } from './pool.server'

declare global {
  var meltOutbox: { reader: OutboxReader; statementCount: number } | undefined
}

/** On globalThis, because a built bundle and its tests are two module graphs. */
globalThis.meltOutbox ??= createOutbox()
const outbox = globalThis.meltOutbox

function createOutbox() {
  const created = {
    reader: new OutboxReader((error) => reportBroken('outbox', error)),
    statementCount: 0,
  }
  if (isEmbedded) pool.on('connect', (client) => countStatements(client, () => created.statementCount++))
  return created
}

/** All that changes the embedded database goes through the pool's only connection. */
function countStatements(client: pg.PoolClient, count: () => void) {
  const send = client.query.bind(client) as (...asked: unknown[]) => unknown
  count()
  client.query = ((...asked: unknown[]) => {
    count()
    return send(...asked)
  }) as typeof client.query
}

/** Read index: `act` runs once a poll that began after this call has published what committed before it, or unsure where none could be asked; maybe before this returns. */
export function afterPoll(act: (isSure: boolean) => void): void {
  outbox.reader.afterPoll(act)
}

/** With the topics that a poll found; null: anything may have changed. Returns the way to stop. Leans on prisma/functions/outbox.sql. */
export function onChanges(listener: (topics: readonly string[] | null) => void): () => void {
  return outbox.reader.onChanges(listener)
}

/** How many polls were published, the one that listeners are just receiving included. */
export function pollCount(): number {
  return outbox.reader.pollCount
}

/** Returns the way to stop. */
export function startOutbox(): Promise<() => Promise<void>> {
  return isEmbedded ? startThroughPool() : startOnConnection()
}

/** Unnamed, and of no session's state: a pooler may send each to another connection. */
const POLL = 'SELECT snapshot, server, seconds, topics FROM outbox_since($1, $2)'

async function ask(client: pg.ClientBase, ...[{ seenUntil, underWay }]: Parameters<OutboxSource['ask']>) {
  const { rows } = await client.query<OutboxAnswer>(POLL, [seenUntil, underWay])
  const [answer] = rows
  if (!answer) throw new Error('the outbox answered nothing')
  return answer
}

async function startThroughPool() {
  let countAtAnswer = -1
  outbox.reader.use({
    ask: async (since) => {
      const client = await pool.connect()
      try {
        const answering = ask(client, since)
        const count = outbox.statementCount
        const answer = await answering
        countAtAnswer = count
        return answer
      } finally {
        client.release()
      }
    },
    isUnchanged: () => outbox.statementCount === countAtAnswer,
  })
  return async () => outbox.reader.use(null)
}

const ANSWER_WITHIN_MS = 1_000
const POLL_AT_LEAST_EVERY_MS = 5_000
const LONGEST_PAUSE_MS = 5_000
const GOODBYE_MS = 500

/** On one connection outside the pool, replaced for ever when it breaks or falls silent. */
async function startOnConnection() {
  const ending = new AbortController()
  const kept = keep(await open().catch(() => null), ending.signal)
  return () => {
    ending.abort()
    return kept
  }
}

async function keep(first: pg.Client | null, ending: AbortSignal) {
  let client = first
  while (!ending.aborted) {
    if (client) await pollUntilBroken(client, ending)
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
    const pauseMs = Math.min(LONGEST_PAUSE_MS, 250 * 2 ** tries) * (0.5 + Math.random() / 2)
    await wait(pauseMs, undefined, { signal: ending }).catch(() => undefined)
    const client = ending.aborted ? null : await open().catch(() => null)
    if (client) return client
  }
  return null
}

async function open(): Promise<pg.Client> {
  const client = new pg.Client({ ...connection(), application_name: 'melt outbox' })
  handleErrors(client, 'outbox connection')
  try {
    await client.connect()
    return client
  } catch (error) {
    await letGo(client)
    throw error
  }
}

/** A connection that breaks ends itself; one that dies without a word is found by the poll that it does not answer, and then others may have died too. */
async function pollUntilBroken(client: pg.Client, ending: AbortSignal) {
  let polling: NodeJS.Timeout | undefined
  const over = new AbortController()
  await new Promise<unknown>((resolve) => {
    client.once('end', resolve).once('error', resolve)
    ending.addEventListener('abort', resolve, { once: true, signal: over.signal })
    if (ending.aborted) resolve(null)
    const silent = () => {
      replaceIdle()
      resolve(null)
    }
    outbox.reader.use({
      ask: (since) => within(ANSWER_WITHIN_MS, ask(client, since), silent),
      isUnchanged: () => false,
    })
    polling = setInterval(() => afterPoll(() => undefined), POLL_AT_LEAST_EVERY_MS).unref()
  })
  clearInterval(polling)
  over.abort()
  outbox.reader.use(null)
}

/** A process that slept itself first reads what arrived meanwhile. */
async function within<T>(ms: number, answering: Promise<T>, late: () => void) {
  let due: NodeJS.Immediate | undefined
  const timer = setTimeout(() => {
    due = setImmediate(late)
  }, ms)
  try {
    return await answering
  } finally {
    clearTimeout(timer)
    clearImmediate(due)
  }
}

const DELETE = `
  WITH ended AS (DELETE FROM outbox WHERE xid < $1 OR xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
  SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS "endedBefore"`

let endedBefore: string | null = null

/** What had committed by the call before, minutes ago, and what a restored dump brought of transactions that this server has not begun. */
export async function deletePublished(): Promise<void> {
  const { rows } = await pool.query<{ endedBefore: string }>(DELETE, [endedBefore])
  endedBefore = rows[0]?.endedBefore ?? null
}
