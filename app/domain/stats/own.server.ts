import { query } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { type Cursor, keysetValues, toPage } from '~/domain/core/keyset'
import { kstDayOf, startOfPeriod } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { type CardRow, type FiguresRow, ownCard, ownFigures } from './own-figures'
import { ownCardSql, ownCardsSql, ownFiguresSql } from './own-sql'

type ListedRow = CardRow & { id: string; latestAt: Date }

/**
 * This person's own figures in a channel, from what is confirmed, in KST days: `{lifetime, today, week, month, lastSupportAt,
 * badge, nextBadge, asOf}`. Refusal: `not_found` (a channel Melt has not seen) (api.md GET /me/stats, ledger.md §4).
 */
export async function getOwnStats(viewer: Viewer, chzzkChannelId: string, now = new Date()) {
  const values = [...ofPerson(viewer, now), chzzkChannelId]
  const [row] = await query<FiguresRow>('own_figures', ownFiguresSql, values)
  return ownFigures(row ?? refuse('not_found'))
}

/** The same with the news of the badge, as the card on a channel's page; null for who neither donated nor began to there. */
export async function findOwnCard(viewer: Viewer, chzzkChannelId: string, now = new Date()) {
  const values = [...ofPerson(viewer, now), chzzkChannelId]
  const [row] = await query<CardRow>('own_card', ownCardSql, values)
  return row ? ownCard(row, now) : null
}

type Asked = { cursor?: Cursor; limit: number }

/** A card of each channel that this person supported, the last supported first: `{items, nextCursor}` (product.md §2). */
export async function listOwnCards(viewer: Viewer, { cursor, limit }: Asked, now = new Date()) {
  const page = [limit + 1, ...keysetValues(cursor)]
  const rows = await query<ListedRow>('own_cards', ownCardsSql, [...ofPerson(viewer, now), ...page])
  const { items, nextCursor } = toPage(rows, limit, ({ latestAt, id }) => ({ at: latestAt, id }))
  return { items: items.map((row) => ownCard(row, now)), nextCursor }
}

/** The person, and the KST days on which today, this week and this month began. */
function ofPerson({ id }: Viewer, now: Date) {
  const dayOf = (period: 'today' | 'week' | 'month') => kstDayOf(startOfPeriod(period, now) ?? now)
  return [id, dayOf('today'), dayOf('week'), dayOf('month')]
}
