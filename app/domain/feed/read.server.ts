import type { Channel } from '#prisma'
import { query } from '~/db/query.server'
import { LAST_ID, toPage } from '~/domain/core/keyset'
import { startOfPeriod } from '~/domain/core/kst'
import { feedByAmountSql, recentFeedSql } from './feed-sql'
import type { FeedQuery } from './input'
import { type FeedRow, feedItem } from './presenter'

const MAX_AMOUNT = 2_147_483_647

/** What a page needs of the channel besides its feed. */
type FeedChannel = Pick<Channel, 'name' | 'openedAt'>
type Words = { blockedWords: string[] | null; allowedWords: string[] | null }
type Row = FeedChannel & Words & (FeedRow | { [key in keyof FeedRow]: null })

/**
 * A channel's public feed in one SQL: `{channel, items, nextCursor}`, newest first (with up to three pinned posts above
 * the first page) or by public amount in cheese, hidden amounts last, and nothing of a closed channel; `channel` is null
 * where Melt has not seen the id (api.md GET /feed).
 */
export async function getFeed({ chzzkChannelId, cursor, limit, sort, period }: FeedQuery, now = new Date()) {
  const keys = [cursor?.at ?? null, cursor?.id ?? LAST_ID]
  const values = [chzzkChannelId, limit + 1, startOfPeriod(period, now), ...keys]
  const whole = period === 'all'
  const rows =
    sort === 'amount'
      ? await query<Row>('feed_by_amount', feedByAmountSql, [...values, cursor?.amount ?? MAX_AMOUNT])
      : await query<Row>('feed_recent', recentFeedSql, [...values, whole && !cursor, whole])
  const [first] = rows
  const words = { blocked: first?.blockedWords ?? [], allowed: first?.allowedWords ?? [] }
  const items = rows.filter((row): row is FeedChannel & Words & FeedRow => row.id !== null)
  const onTop = sort === 'recent' && whole ? items.filter(({ pinned }) => pinned) : []
  const page = toPage(items.slice(onTop.length), limit, ({ sortAmount, at, id }) => ({
    amount: sortAmount,
    at,
    id,
  }))
  return {
    channel: first ? ({ name: first.name, openedAt: first.openedAt } satisfies FeedChannel) : null,
    items: [...onTop, ...page.items].map((row) => feedItem(row, words)),
    nextCursor: page.nextCursor,
  }
}
