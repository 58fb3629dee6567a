import type { z } from 'zod'
import type { Prisma } from '#prisma'
import { db, query as runQuery } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { channelNames } from '~/domain/channels/find.server'
import { keysetBeforeSql, keysetValues, pageSql, runtimeSql, toPage } from '~/domain/core/keyset'
import { kstDayBounds } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { withLikelyDoubles } from './doubles.server'
import { type listQuery, MAX_AT_ONCE } from './input'
import { presentDonations, withPeople } from './presenter.server'

type Query = z.infer<typeof listQuery>

/** The dashboard's hundred, and the one behind them. */
const MAX_FOUND = MAX_AT_ONCE + 1

/** $1 is whose they are, $2 since when, $3 and $4 the place behind which the page begins, $5 its length. */
const found = (where: string) =>
  pageSql(
    `SELECT d.id, d.occurred_at AS at FROM donation_events d
    WHERE ${where} AND d.occurred_at >= ${runtimeSql(2, 'timestamptz')} AND ${keysetBeforeSql('d.occurred_at', 'd.id', 3)}
    ORDER BY d.occurred_at DESC, d.id DESC`,
    5,
    MAX_FOUND,
  )
const merged = (parts: string) => `SELECT id, at FROM (${parts}) part ORDER BY at DESC, id DESC LIMIT $5`

const FILTERS = `($6::donation_status IS NULL OR d.status = $6) AND ($7::donation_source IS NULL OR d.source = $7)
  AND ($8::boolean OR d.merged_into_id IS NULL)`
const SUPPORTER = 'd.channel_id = $1 AND d.donor_id = $9::uuid'

/**
 * Each reads one index from its place on; where a list has several parts (a state each), so many rows of each. A state is no constant: a
 * partial index of all channels' donations in it would look as good as the channel's own.
 */
const LISTS = {
  channel: found('d.channel_id = $1'),
  status: merged(`
    SELECT own.* FROM unnest(ARRAY[$6::donation_status]) state
    CROSS JOIN LATERAL (${found('d.channel_id = $1 AND d.status = state')}) own`),
  source: merged(`
    SELECT own.* FROM unnest(enum_range(NULL::donation_status)) state
    CROSS JOIN LATERAL (${found('d.channel_id = $1 AND d.source = $6::donation_source AND d.status = state')}) own`),
  source_status: found(
    'd.channel_id = $1 AND d.source = $6::donation_source AND d.status = $7::donation_status',
  ),
  donor: found(`d.donor_id = $1 AND ${FILTERS}`),
  supporter: merged(`
    (${found(`${SUPPORTER} AND d.status = 'CONFIRMED' AND ${FILTERS}`)}) UNION ALL
    (${found(`${SUPPORTER} AND d.status <> 'CONFIRMED' AND ${FILTERS}`)})`),
}
type List = keyof typeof LISTS
type Place = { id: string; at: Date }

/** `supporter` is a person of one's own channel, by their id here. */
type Narrowed = { supporter?: string; withoutMerged?: boolean }

/** Newest first, of one's own channel, or one's own with `mine`; `from` and `to` are KST days (both included) or instants. */
export async function listDonations(viewer: Viewer, query: Query, narrowed: Narrowed = {}) {
  const { limit, mine } = query
  const { where, list, of, values } = mine
    ? await givenBy(viewer, query, narrowed)
    : receivedBy(viewer, query, narrowed)
  const since = query.from ? startOf(query.from) : '-infinity'
  const place = keysetValues(query.cursor, query.to ? endOf(query.to) : undefined)
  const places = await runQuery<Place>(`donations_of_${list}`, LISTS[list], [
    of,
    since,
    ...place,
    limit + 1,
    ...values,
  ])
  const { items, nextCursor } = toPage(places, limit, (last) => last)
  const rows = await db.donation.findMany({
    // Between the two statements one may have become another.
    where: {
      id: { in: items.map(({ id }) => id) },
      ...where,
      status: query.status,
      source: query.source,
      ...(narrowed.withoutMerged && { mergedIntoId: null }),
    },
    include: withPeople,
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
  })
  const donations = await presentDonations(rows, { readerOf: () => (mine ? 'donor' : 'creator') })
  return { items: mine ? donations : await withLikelyDoubles(donations), nextCursor }
}

type Scope = { where: Prisma.DonationWhereInput; list: List; of: string; values: unknown[] }

async function givenBy(viewer: Viewer, query: Query, { withoutMerged }: Narrowed): Promise<Scope> {
  const where = { donorId: viewer.id }
  const filters = [query.status, query.source, !withoutMerged]
  if (!query.chzzkChannelId) return { where, list: 'donor', of: viewer.id, values: filters }
  const channel = await db.channel.findUnique({
    where: { chzzkChannelId: query.chzzkChannelId },
    select: { id: true },
  })
  return { where, list: 'supporter', of: channel?.id ?? NO_CHANNEL, values: [...filters, viewer.id] }
}

function receivedBy(viewer: Viewer, query: Query, { supporter, withoutMerged }: Narrowed): Scope {
  const { chzzkChannelId, status, source } = query
  if (!viewer.channel) refuse(chzzkChannelId ? 'not_found' : 'forbidden')
  if (chzzkChannelId && chzzkChannelId !== viewer.channel.chzzkChannelId) refuse('not_found')
  const own = { where: { channelId: viewer.channel.id }, of: viewer.channel.id }
  if (supporter) return { ...own, list: 'supporter', values: [status, source, !withoutMerged, supporter] }
  if (source) {
    return status
      ? { ...own, list: 'source_status', values: [source, status] }
      : { ...own, list: 'source', values: [source] }
  }
  return status ? { ...own, list: 'status', values: [status] } : { ...own, list: 'channel', values: [] }
}

const NO_CHANNEL = '00000000-0000-0000-0000-000000000000'

const isDay = (text: string) => text.length === 10
const startOf = (text: string) => (isDay(text) ? kstDayBounds(text).from : new Date(text))
const endOf = (text: string) => (isDay(text) ? kstDayBounds(text).to : new Date(text))

export async function listOwnDonations(viewer: Viewer, cursor: Query['cursor']) {
  const query = { mine: '1', cursor, limit: 20 } as const
  const { items, nextCursor } = await listDonations(viewer, query, { withoutMerged: true })
  const [names, reasons] = await Promise.all([
    channelNames(items.map(({ chzzkChannelId }) => chzzkChannelId)),
    findClosingReasons(
      viewer,
      items.map(({ id }) => id),
    ),
  ])
  const named = items.map((donation) => ({
    donation,
    channelName: names[donation.chzzkChannelId] ?? '',
    reason: reasons[donation.id],
  }))
  return { items: named, nextCursor }
}

/** The reason of the last step of each, none where it was erased (docs/ledger.md §1). */
async function findClosingReasons(viewer: Viewer, donationIds: string[]): Promise<Record<string, string>> {
  if (donationIds.length === 0) return {}
  const entries = await db.donationEntry.findMany({
    where: {
      donationId: { in: donationIds },
      to: { in: ['REJECTED', 'REVERSED'] },
      actorKind: { not: 'statement' },
      donation: { donorId: viewer.id },
    },
    orderBy: { seq: 'asc' },
    select: { donationId: true, reason: true },
  })
  const last = new Map(entries.map(({ donationId, reason }) => [donationId, reason]))
  return Object.fromEntries([...last].flatMap(([id, reason]) => (reason ? [[id, reason]] : [])))
}
