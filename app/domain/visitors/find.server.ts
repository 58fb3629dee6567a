import type { Channel } from '#prisma'
import { query } from '~/db/client.server'
import { viewerSql, viewerValues } from '~/domain/auth/session.server'
import type { Viewer } from '~/domain/auth/viewer'
import { followedSql } from '~/domain/channels/find.server'
import { favouritesSql } from '~/domain/channels/follow.server'
import { channelView } from '~/domain/channels/presenter.server'
import { blockedSql } from '~/domain/channels/settings.server'
import type { JsonRow } from '~/domain/core/json-row'
import { runtimeSql } from '~/domain/core/keyset'
import { unconfirmedCountOf } from '~/domain/donations/find.server'
import {
  type OpenIntentRow,
  openIntentsSql,
  openSince,
  presentOpenIntent,
} from '~/domain/donations/intents.server'
import { queuedCountSql, toUnconfirmed, unconfirmedCountSql } from '~/domain/donations/queue.server'
import { unreadCountSql } from '~/domain/letters/inbox.server'
import { unreadNotificationsSql } from '~/domain/notifications/list.server'
import { type RecordRow, toRecord } from '~/domain/stats/record'
import { recordDays, recordSql } from '~/domain/stats/record.server'

/** Whoever holds a token, with what a page shows of them; `own` is theirs alone. */
export type Visitor<Own> = { viewer: Viewer; own: Own }

/** Whoever holds a token, with what the frame of any page shows of them. */
const readerSql = (also: string, joins: string) =>
  viewerSql(`, ${unreadNotificationsSql('u.id')} AS "unreadNotifications"${also}`, joins)
const pageSql = readerSql('', '')

/** On a page that shows nothing else of them. */
export async function findReader(token: string): Promise<Viewer | null> {
  const [viewer] = await query<Viewer>('visitor_reader', pageSql, viewerValues(token))
  return viewer ?? null
}

const rowsOf = (rows: string) => `(SELECT coalesce(json_agg(r), '[]') FROM (${rows}) r)`
const intentsSql = (since: number, also = '') =>
  rowsOf(openIntentsSql('u.id', runtimeSql(since, 'timestamptz'), also))
const IN_CHANNEL = 'LEFT JOIN channels c ON c.chzzk_channel_id = $3'
const ofChannel = ' AND i.channel_id = c.id'

type Intents = { intents: JsonRow<OpenIntentRow>[] }

const listsSql = readerSql(
  `, ${rowsOf(favouritesSql('u.id'))} AS favourites, ${intentsSql(3)} AS intents`,
  '',
)

/** With their favourites and open intents, of any channel. */
export async function findVisitor(token: string) {
  type Row = Viewer & Intents & { favourites: JsonRow<Channel>[] }
  const [row] = await query<Row>('visitor', listsSql, [...viewerValues(token), openSince()])
  if (!row) return null
  const { favourites, intents, ...viewer } = row
  const own = {
    favourites: favourites.map((channel) => channelView(channel, true)),
    intents: intents.map(presentOpenIntent),
  }
  return { viewer, own } satisfies Visitor<object>
}

const channelPageSql = readerSql(
  `, ${followedSql('u.id', 'c.id')} AS followed, ${intentsSql(4, ofChannel)} AS intents,
  (SELECT to_json(r) FROM (${recordSql('u.id', '$3', 5)}) r) AS record`,
  IN_CHANNEL,
)

/** With what a channel's page shows of them there. A channel that Melt has not seen has nothing of theirs. */
export async function findChannelVisitor(token: string, chzzkChannelId: string, now = new Date()) {
  type Row = Viewer & Intents & { followed: boolean; record: JsonRow<RecordRow> | null }
  const values = [...viewerValues(token, now), chzzkChannelId, openSince(now.getTime()), ...recordDays(now)]
  const [row] = await query<Row>('visitor_channel', channelPageSql, values)
  if (!row) return null
  const { followed, intents, record, ...viewer } = row
  const own = { followed, intents: intents.map(presentOpenIntent), record: record && toRecord(record, now) }
  return { viewer, own } satisfies Visitor<object>
}

const donatePageSql = readerSql(
  `, ${intentsSql(4, ofChannel)} AS intents, ${blockedSql('u.id', 'c.id')} AS blocked,
  ${unconfirmedCountSql('u.id', 'c.id')} AS "visibleCount", ${queuedCountSql('u.id', 'c.id')} AS "queuedCount"`,
  IN_CHANNEL,
)

/** With what they may do on a channel's page for donations. */
export async function findDonor(token: string, chzzkChannelId: string) {
  type Row = Viewer & Intents & { blocked: boolean; visibleCount: number; queuedCount: number }
  const values = [...viewerValues(token), chzzkChannelId, openSince()]
  const [row] = await query<Row>('visitor_donate', donatePageSql, values)
  if (!row) return null
  const { intents, blocked, visibleCount, queuedCount, ...viewer } = row
  const own = {
    intents: intents.map(presentOpenIntent),
    blocked,
    unconfirmed: toUnconfirmed(visibleCount, queuedCount),
  }
  return { viewer, own } satisfies Visitor<object>
}

const dashboardSql = readerSql(
  `, ${unconfirmedCountOf('own.id')} AS unconfirmed, (${unreadCountSql('own.id')}) AS unread`,
  '',
)

/** With what waits for them on every page of their dashboard; nothing for somebody without a channel. */
export async function findCreator(token: string) {
  type Row = Viewer & { unconfirmed: number; unread: number }
  const [row] = await query<Row>('visitor_dashboard', dashboardSql, viewerValues(token))
  if (!row) return null
  const { unconfirmed, unread, ...viewer } = row
  return { viewer, own: { unconfirmed, unread } } satisfies Visitor<object>
}
