import { fetchLivesPage } from '~/chzzk/client.server'
import { db, type Tx } from '~/db/client.server'

/** `seen`: channels of Melt on air. `settled`: donations that turn out to have happened during a broadcast. */
type PollOutcome = { seen: number; complete: boolean; settled: number }

/**
 * Polls once in five minutes, on one instance, who is on air on CHZZK; null where another poll has these five minutes or no
 * channel is open. Where CHZZK fails (ChzzkError) the poll stays unfinished and counts for nothing (docs/ledger.md §4, docs/chzzk.md §3.4).
 */
export async function pollLives(now = new Date()): Promise<PollOutcome | null> {
  const open = await db.channel.findFirst({ where: { openedAt: { not: null } }, select: { id: true } })
  if (!open) return null
  const slot = slotOf(now)
  const { count } = await db.broadcastPoll.createMany({ data: [{ slot }], skipDuplicates: true })
  if (count === 0) return null
  await db.broadcastPoll.deleteMany({ where: { slot: { lt: new Date(now.getTime() - KEPT_MS) } } })
  const onAir = await fetchLives(now)
  return db.$transaction(async (tx) => {
    const seen = await recordSightings(tx, slot, onAir)
    await tx.broadcastPoll.update({
      where: { slot },
      data: { complete: onAir.complete, finishedAt: new Date() },
    })
    return { seen, complete: onAir.complete, settled: await markBegunLive(tx, slot, now) }
  })
}

function recordSightings(tx: Tx, slot: Date, { begun }: OnAir) {
  const times = [...begun.values()].map((time) => time.toISOString())
  return tx.$executeRaw`
    INSERT INTO broadcast_sightings (slot, channel_id, opened_at)
    SELECT ${slot}, c.id, live.begun::timestamptz
    FROM unnest(${[...begun.keys()]}::text[], ${times}::text[]) AS live (id, begun)
    JOIN channels c ON c.chzzk_channel_id = live.id AND c.opened_at IS NOT NULL`
}

/**
 * Of a broadcast that began after the last poll: donations since its beginning were live. Aggregates change with them, so the
 * channel's ledger is locked; one that is locked by another act waits for the next poll.
 */
function markBegunLive(tx: Tx, slot: Date, now: Date) {
  return tx.$executeRaw`
    WITH free AS MATERIALIZED (
      SELECT s.channel_id, s.opened_at FROM broadcast_sightings s JOIN ledger_heads h ON h.channel_id = s.channel_id
      WHERE s.slot = ${slot} FOR NO KEY UPDATE OF h SKIP LOCKED),
    begun AS (
      SELECT d.id FROM free JOIN donation_events d ON d.channel_id = free.channel_id
      WHERE d.occurred_at BETWEEN free.opened_at AND ${now} AND d.broadcast <> 'live'
      FOR NO KEY UPDATE OF d SKIP LOCKED)
    UPDATE donation_events SET broadcast = 'live' WHERE id IN (SELECT id FROM begun)`
}

/** 600 broadcasts, those with the most viewers. */
export const MAX_PAGES = 30
const FULL_PAGE = 20

type OnAir = { begun: Map<string, Date>; complete: boolean }

/**
 * Who is on air on CHZZK, by channel id with since when. `complete` when the list ended within the budget; after a full
 * page without a `next` it is not known whether it ended. Throws ChzzkError (docs/chzzk.md §3.4).
 */
async function fetchLives(now: Date): Promise<OnAir> {
  const begun = new Map<string, Date>()
  let next: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const { lives, next: following } = await fetchLivesPage(next)
    for (const { channelId, openedAt } of lives) {
      if (!begun.has(channelId)) begun.set(channelId, begunAt(openedAt, now))
    }
    if (!following) return { begun, complete: lives.length < FULL_PAGE }
    next = following
  }
  return { begun, complete: false }
}

const SLOT_MS = 5 * 60 * 1000

/** The five minutes that a moment lies in: their beginning. */
const slotOf = (moment: Date) => new Date(Math.floor(moment.getTime() / SLOT_MS) * SLOT_MS)

/** The longest that sightings are kept, and that a broadcast's beginning is believed. */
const KEPT_MS = 2 * 24 * 60 * 60 * 1000

/** When a broadcast began, as far as it can be believed: not in the future, not longer ago than sightings are kept. */
function begunAt(openedAt: Date, now: Date): Date {
  const openedMs = openedAt.getTime()
  if (Number.isNaN(openedMs)) return now
  return new Date(Math.min(now.getTime(), Math.max(openedMs, now.getTime() - KEPT_MS)))
}
