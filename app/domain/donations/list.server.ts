import type { z } from 'zod'
import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { toPage } from '~/domain/core/keyset'
import { kstDayBounds } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { withLikelyDoubles } from './find-doubles.server'
import type { listQuery } from './input'
import { presentDonations, withPeople } from './presenter.server'

type Query = z.infer<typeof listQuery>

/**
 * Donations, newest first: a creator's of their own channel, everyone's own with `mine`: `{items, nextCursor}`.
 * `from` and `to` are KST days (both included) or instants. Refusals: `not_found` (another's channel), `forbidden` (no
 * channel) (api.md GET /donations).
 */
export async function listDonations(viewer: Viewer, query: Query, only: Prisma.DonationWhereInput = {}) {
  const { cursor, limit } = query
  const rows = await db.donation.findMany({
    where: {
      ...only,
      ...(query.mine ? mine(viewer, query) : ofChannel(viewer, query)),
      status: query.status,
      source: query.source,
      occurredAt: {
        gte: query.from ? beginOf(query.from) : undefined,
        lt: query.to ? endOf(query.to) : undefined,
        lte: cursor?.at,
      },
      ...(cursor
        ? { OR: [{ occurredAt: { lt: cursor.at } }, { occurredAt: cursor.at, id: { lt: cursor.id } }] }
        : {}),
    },
    include: withPeople,
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit, ({ occurredAt, id }) => ({ at: occurredAt, id }))
  const shown = await presentDonations(items, { readerOf: () => (query.mine ? 'donor' : 'creator') })
  return { items: query.mine ? shown : await withLikelyDoubles(shown), nextCursor }
}

function mine(viewer: Viewer, { chzzkChannelId }: Query): Prisma.DonationWhereInput {
  return { donorId: viewer.id, ...(chzzkChannelId ? { channel: { chzzkChannelId } } : {}) }
}

function ofChannel(viewer: Viewer, { chzzkChannelId }: Query): Prisma.DonationWhereInput {
  if (!viewer.channel) refuse(chzzkChannelId ? 'not_found' : 'forbidden')
  if (chzzkChannelId && chzzkChannelId !== viewer.channel.chzzkChannelId) refuse('not_found')
  return { channelId: viewer.channel.id }
}

const isDay = (text: string) => text.length === 10
const beginOf = (text: string) => (isDay(text) ? kstDayBounds(text).from : new Date(text))
const endOf = (text: string) => (isDay(text) ? kstDayBounds(text).to : new Date(text))
