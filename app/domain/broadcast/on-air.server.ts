import { fetchLivesPage } from '~/chzzk/client.server'
import { db, query, type Tx } from '~/db/client.server'
import { anyOfSql } from '~/domain/core/keyset'

/** A channel that opened here after the list was read says nothing by missing from it. Changes with a poll, or every five minutes. */
const ON_AIR = `
  SELECT c.chzzk_channel_id AS id, CASE broadcast_at(c.id, $2)
      WHEN 'live' THEN true
      WHEN 'after_live' THEN CASE WHEN c.opened_at < date_bin('5 minutes', $2, 'epoch') - interval '10 minutes' THEN false END
    END AS "isLive"
  FROM channels c WHERE c.chzzk_channel_id = ${anyOfSql(1, 'text[]')} AND c.opened_at IS NOT NULL`

/** Null where the last complete poll is older than ten minutes, and for channels not open here. */
export async function withLive<Channel extends { chzzkChannelId: string }>(
  channels: Channel[],
  now = new Date(),
): Promise<(Channel & { isLive: boolean | null })[]> {
  const ids = channels.map(({ chzzkChannelId }) => chzzkChannelId)
  const rows =
    ids.length > 0 ? await query<{ id: string; isLive: boolean | null }>('on_air', ON_AIR, [ids, now]) : []
  const live = new Map(rows.map(({ id, isLive }) => [id, isLive]))
  return channels.map((channel) => ({ ...channel, isLive: live.get(channel.chzzkChannelId) ?? null }))
}

export async function isOnAir(chzzkChannelId: string): Promise<boolean | null> {
  const [channel] = await withLive([{ chzzkChannelId }])
  return channel?.isLive ?? null
}

type PollOutcome = { seen: number; complete: boolean; settled: number }

/** Once in five minutes on one instance, else null; where CHZZK fails the poll counts for nothing (docs/ledger.md §4). */
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

/** A ledger that another act locks waits for the next poll: aggregates change with its donations. */
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

export const MAX_PAGES = 30
const FULL_PAGE = 20

type OnAir = { begun: Map<string, Date>; complete: boolean }

/** After a full page without a `next` it is not known whether the list ended (docs/chzzk.md §3.4). */
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

const slotOf = (moment: Date) => new Date(Math.floor(moment.getTime() / SLOT_MS) * SLOT_MS)

const KEPT_MS = 2 * 24 * 60 * 60 * 1000

function begunAt(openedAt: Date, now: Date): Date {
  const openedMs = openedAt.getTime()
  if (Number.isNaN(openedMs)) return now
  return new Date(Math.min(now.getTime(), Math.max(openedMs, now.getTime() - KEPT_MS)))
}
