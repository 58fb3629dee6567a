import type { AutoConfirmMode } from '#prisma'
import type { ParsedDonationEvent } from '~/chzzk/donation-event'
import type { Tx } from '~/db/client.server'
import { ensurePeople } from '~/domain/auth/person.server'
import { DAY_MS } from '~/domain/core/kst'
import { type Candidate, happenedAt, type Intent, parseStoredEvent } from './event'

type Row = { id: string; channelId: string; receivedAt: Date; payload: string | null; chzzkChannelId: string }

/** `doubtful` where nothing distinguishes it from an equal one just before. */
export type Pending = Pick<Row, 'id' | 'channelId' | 'receivedAt'> & {
  parsed: ParsedDonationEvent | null
  at: Date
  doubtful: boolean
}

/** Locked until the transaction ends; skipping locked rows, an account that is being deleted delays nobody else's. */
export async function lockPendingEvents(
  tx: Tx,
  limit: number,
  only: string | null = null,
): Promise<Pending[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT e.id, e.channel_id AS "channelId", e.received_at AS "receivedAt", e.payload,
      c.chzzk_channel_id AS "chzzkChannelId"
    FROM session_events e JOIN channels c ON c.id = e.channel_id
    WHERE e.processed_at IS NULL AND (${only}::uuid IS NULL OR e.id = ${only}::uuid)
    ORDER BY e.received_at, e.id LIMIT ${limit}
    FOR UPDATE OF e SKIP LOCKED FOR KEY SHARE OF c SKIP LOCKED`
  const read = rows.map((row) => ({ ...row, parsed: parseStoredEvent(row.payload, row.chzzkChannelId) }))
  const timeless = read.filter(({ parsed }) => parsed && !parsed.sentAtText).map(({ id }) => id)
  const doubtful = new Set(timeless.length > 0 ? await withEqualBefore(tx, timeless) : [])
  return read.map(({ id, channelId, receivedAt, parsed }) => ({
    id,
    channelId,
    receivedAt,
    parsed,
    at: parsed ? happenedAt(parsed, receivedAt) : receivedAt,
    doubtful: doubtful.has(id),
  }))
}

/** Without CHZZK's time an equal one within a minute is doubtful: once more the same, or another donation? */
async function withEqualBefore(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM session_events e WHERE e.id = ANY (${ids}::uuid[]) AND EXISTS (
      SELECT 1 FROM session_events f WHERE f.channel_id = e.channel_id AND f.payload = e.payload
        AND f.received_at > e.received_at - interval '1 minute' AND (f.received_at, f.id) < (e.received_at, e.id))`
  return rows.map(({ id }) => id)
}

type Settings = {
  channelId: string
  sessionMode: AutoConfirmMode
  modeSince: Date | null
  allowLinks: boolean
  blockedWords: string[]
  allowedWords: string[]
}
type OfPair = { channelId: string; donorId: string }

export type EventContext = Awaited<ReturnType<typeof loadEventContext>>

const pairKey = ({ channelId, donorId }: OfPair) => `${channelId} ${donorId}`

/** Settings are locked, so that no decision of a creator is overtaken. */
export async function loadEventContext(tx: Tx, events: Pending[]) {
  const channelIds = [...new Set(events.map(({ channelId }) => channelId))]
  const settings = await tx.$queryRaw<Settings[]>`
    SELECT channel_id AS "channelId", session_mode AS "sessionMode", allow_links AS "allowLinks",
      blocked_words AS "blockedWords", allowed_words AS "allowedWords",
      (SELECT max(at) FROM session_mode_changes m WHERE m.channel_id = s.channel_id) AS "modeSince"
    FROM channel_settings s WHERE channel_id = ANY (${channelIds}::uuid[]) ORDER BY channel_id FOR SHARE`
  const donors = await ensureDonors(tx, events)
  const pairs = events.flatMap(({ channelId, parsed }) => {
    const donor = parsed?.donorChzzkId ? donors.get(parsed.donorChzzkId) : undefined
    return donor ? [{ channelId, donorId: donor.id }] : []
  })
  const channels = pairs.map(({ channelId }) => channelId)
  const people = pairs.map(({ donorId }) => donorId)
  const since = new Date(Math.min(...events.map(({ at }) => at.getTime())) - DAY_MS)
  const donations = await tx.$queryRaw<(Candidate & OfPair)[]>`
    SELECT DISTINCT d.id, d.channel_id AS "channelId", d.donor_id AS "donorId", d.status,
      coalesce(d.amount_cheese, d.claimed_amount_cheese) AS "amountCheese", d.occurred_at AS "occurredAt",
      d.created_at AS "createdAt", i.created_at AS "intentCreatedAt"
    FROM unnest(${channels}::uuid[], ${people}::uuid[]) AS p (channel_id, donor_id)
    JOIN donation_events d ON d.channel_id = p.channel_id AND d.donor_id = p.donor_id
    LEFT JOIN donation_intents i ON i.id = d.intent_id
    WHERE d.source <> 'session' AND d.status IN ('OCCURRED', 'CONFIRMED') AND d.occurred_at >= ${since}
      AND NOT EXISTS (SELECT 1 FROM session_events e WHERE e.donation_id = d.id)
      AND NOT EXISTS (SELECT 1 FROM donation_events m JOIN session_events e ON e.donation_id = m.id WHERE m.merged_into_id = d.id)`
  const intents = await tx.$queryRaw<(Intent & OfPair)[]>`
    SELECT DISTINCT i.id, i.channel_id AS "channelId", i.viewer_id AS "donorId", i.amount_cheese AS "amountCheese",
      i.created_at AS "createdAt", i.registered_at IS NOT NULL AS "isQueued"
    FROM unnest(${channels}::uuid[], ${people}::uuid[]) AS p (channel_id, donor_id)
    JOIN donation_intents i ON i.channel_id = p.channel_id AND i.viewer_id = p.donor_id
    WHERE i.created_at >= ${since} AND NOT EXISTS (SELECT 1 FROM donation_events d WHERE d.intent_id = i.id)`
  const blocks = await tx.$queryRaw<OfPair[]>`
    SELECT b.channel_id AS "channelId", b.user_id AS "donorId"
    FROM unnest(${channels}::uuid[], ${people}::uuid[]) AS p (channel_id, donor_id)
    JOIN blocks b ON b.channel_id = p.channel_id AND b.user_id = p.donor_id`
  return {
    donors,
    settings: new Map(settings.map((one) => [one.channelId, one])),
    donationsOf: (pair: OfPair) => donations.filter((one) => pairKey(one) === pairKey(pair)),
    intentsOf: (pair: OfPair) => intents.filter((one) => pairKey(one) === pairKey(pair)),
    isBlocked: (pair: OfPair) => blocks.some((one) => pairKey(one) === pairKey(pair)),
  }
}

function ensureDonors(tx: Tx, events: Pending[]) {
  const donors = events.flatMap(({ parsed }) =>
    parsed?.donorChzzkId ? [[parsed.donorChzzkId, parsed.donorName] as const] : [],
  )
  return ensurePeople(tx, new Map(donors))
}
