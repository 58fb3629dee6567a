import type pg from 'pg'
import { INTENT_LIFE_MS } from '~/domain/donations/intents.server'

const DAY_MS = 24 * 60 * 60 * 1000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const MAX_INT = 2_147_483_647
const UNKNOWN_CHANNEL = '0'.repeat(32)

type Channel = {
  id: string
  chzzkId: string
  donations: string[]
  letter: string
  post: string
  tokenHash: string
}
export type Sample = {
  big: Channel
  small: Channel
  fan: { id: string; chzzkId: string; tokenHash: string }
  content: string
}

/** A channel with much and one with little, and the fan who gave most often. */
export async function findSample(client: pg.Client): Promise<Sample> {
  const one = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row> => {
    const { rows } = await client.query<Row>(sql, values)
    if (!rows[0]) throw new Error(`nothing for ${sql}`)
    return rows[0]
  }
  const channel = (name: string) =>
    one<Channel>(
      `SELECT c.id, c.chzzk_channel_id AS "chzzkId",
        (SELECT array_agg(d.id) FROM (SELECT id FROM donation_events WHERE channel_id = c.id ORDER BY occurred_at DESC LIMIT 20) d) AS donations,
        (SELECT id FROM messages WHERE channel_id = c.id AND type = 'dm' ORDER BY created_at DESC LIMIT 1) AS letter,
        (SELECT id FROM messages WHERE channel_id = c.id AND type = 'creator_post' ORDER BY created_at DESC LIMIT 1) AS post,
        (SELECT token_hash FROM sessions s WHERE s.user_id = c.owner_id LIMIT 1) AS "tokenHash"
      FROM channels c WHERE c.name = $1`,
      [name],
    )
  const fan = await one<Sample['fan']>(
    `SELECT u.id, u.chzzk_user_id AS "chzzkId", coalesce(s.token_hash, '') AS "tokenHash" FROM users u LEFT JOIN sessions s ON s.user_id = u.id
    WHERE u.id = (SELECT donor_id FROM donation_events GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)`,
  )
  const content = await one<{ id: string }>(
    'SELECT coalesce((SELECT id FROM contents LIMIT 1), gen_random_uuid()) AS id',
  )
  return { big: await channel('big'), small: await channel('small'), fan, content: content.id }
}

const ago = (days: number) => new Date(Date.now() - days * DAY_MS)
const dayAgo = (days: number) => ago(days).toISOString().slice(0, 10)
const openSince = () => new Date(Date.now() - INTENT_LIFE_MS)

const BEGIN = ['infinity', LAST_ID]
const later = (days: number) => [ago(days), LAST_ID]
const RECORD_DAYS = () => [dayAgo(0), dayAgo(6), dayAgo(29)]

type Values = (sample: Sample) => unknown[][]

/** The same for the channel with much and the one with little. */
const both =
  (values: (channel: Channel, sample: Sample) => unknown[][]): Values =>
  (sample) =>
    [sample.big, sample.small].flatMap((channel) => values(channel, sample))

const session: Values = ({ fan }) => [[fan.tokenHash, new Date()]]
const inbox: Values = both(({ id }) => [
  [id, 21, ...BEGIN],
  [id, 21, ...later(300)],
])
const rankedInbox: Values = both(({ id }) => [
  [id, 21, ...BEGIN, 32_767],
  [id, 51, ...later(300), 0],
])
const peopleOf: Values = both(({ id }) => [
  [id, ...BEGIN, 21],
  [id, ...later(300), 21],
])
const exported = (id: string) => [
  [id, '-infinity', FIRST_ID, 500],
  [id, ago(30), FIRST_ID, 500],
]
const ofDonations = (id: string, ...also: unknown[]) => [
  [id, '-infinity', ...BEGIN, 21, ...also],
  [id, ago(300), ...later(10), 101, ...also],
]
const noValues: Values = () => [[]]

/** By name, what each is tried with: pages at the beginning and deep, short and long periods, people with much and with nothing. */
export const valuesOf: Record<string, Values> = {
  session,
  viewer: session,
  visitor: ({ fan }) => [[fan.tokenHash, new Date(), openSince()]],
  visitor_channel: both(({ chzzkId }, { fan }) =>
    [chzzkId, UNKNOWN_CHANNEL].map((id) => [fan.tokenHash, new Date(), id, openSince(), ...RECORD_DAYS()]),
  ),
  visitor_donate: both(({ chzzkId }, { fan }) => [[fan.tokenHash, new Date(), chzzkId, openSince()]]),
  visitor_dashboard: both(({ tokenHash }) => [[tokenHash, new Date()]]),
  unconfirmed: both(({ id }) => [[id]]),
  own_intents: ({ fan }) => [[fan.id, openSince()]],
  channel: both(({ chzzkId }) => [[chzzkId], [UNKNOWN_CHANNEL]]),
  followed: both(({ id }, { fan }) => [[fan.id, id]]),
  channels_newest: ({ fan }) => [[fan.id], [null]],
  rate_limit_reserve: ({ fan }) => [[`read:${fan.id}`, ago(0), 10]],
  on_air: both(({ chzzkId }) => [[[chzzkId], ago(0)]]),
  feed_first: both(({ chzzkId }) => [
    [chzzkId, 21],
    [chzzkId, 51],
  ]),
  feed_after: both(({ chzzkId }) => [
    [chzzkId, 21, ...later(10)],
    [chzzkId, 51, ...later(700)],
  ]),
  feed_since: both(({ chzzkId }) => [
    [chzzkId, 21, ...BEGIN, ago(1)],
    [chzzkId, 21, ...later(3), ago(30)],
  ]),
  feed_by_amount: both(({ chzzkId }) => [
    [chzzkId, 21, ...BEGIN, MAX_INT],
    [chzzkId, 21, ...later(300), 40_000],
  ]),
  feed_by_amount_since: both(({ chzzkId }) =>
    [1, 7, 30].map((days) => [chzzkId, 21, ...BEGIN, MAX_INT, ago(days)]),
  ),
  feed_newest: both(({ id }) => [[id]]),
  letters_of: both(({ id }, { fan }) => [[id, fan.id, ...BEGIN, 21]]),
  inbox_all: rankedInbox,
  inbox_unread: rankedInbox,
  inbox_donations: inbox,
  inbox_filtered: inbox,
  inbox_archived: inbox,
  inbox_search: both(({ id }) => [[id, 21, ...BEGIN, [123_456], ['없는 말']]]),
  inbox_unread_count: both(({ id }) => [[id]]),
  letter: both(({ letter }) => [[letter]]),
  retweet_candidates: both(({ id }) => [[id, ago(30), [0, 1, 2, 3, 4, 100]]]),
  retweet_candidate_letters: both(({ letter, post }) => [[[letter, post]]]),
  likely_doubles: both(({ donations }) => [[donations], [donations.slice(0, 1)]]),
  donations_summary: both(({ id }) => [
    [id, '2000-01-01'],
    [id, dayAgo(30)],
  ]),
  intents_pending: both(({ id }) => [[id, openSince()]]),
  vips: peopleOf,
  blocks: peopleOf,
  vip: both(({ id }, { fan }) => [[id, fan.chzzkId]]),
  visitor_reader: ({ fan }) => [[fan.tokenHash, new Date()]],
  notifications: ({ fan }) => [[fan.id, ...BEGIN, 21]],
  notification: ({ fan, content }) => [[content, fan.id]],
  notifications_leased: ({ content }) => [[[content]]],
  export_notifications: ({ fan }) => exported(fan.id),
  letters_mine: ({ fan }) => [[fan.id, ...BEGIN, 21]],
  coupons_mine: ({ fan }) => [[fan.id, ...BEGIN, 21]],
  contents: both(({ chzzkId }, { fan }) => [
    [fan.id, chzzkId, ...BEGIN, 21],
    [null, chzzkId, ...later(10), 21],
  ]),
  contents_own: peopleOf,
  content_file: ({ fan, content }) => [
    [fan.id, content, 'image'],
    [null, content, 'image'],
  ],
  content: ({ fan, content }) => [
    [fan.id, content],
    [null, content],
  ],
  export_intents: ({ fan }) => exported(fan.id),
  export_donated: ({ fan }) => exported(fan.id),
  export_messages: ({ fan }) => exported(fan.id),
  export_written: ({ fan }) => exported(fan.id),
  export_received: both(({ id }) => exported(id)),
  donations_of_channel: both(({ id }) => ofDonations(id)),
  donations_of_status: both(({ id }) =>
    ['OCCURRED', 'REJECTED'].flatMap((status) => ofDonations(id, status)),
  ),
  donations_of_source_status: both(({ id }) => ofDonations(id, 'user_flow', 'OCCURRED')),
  export_ledger: both(({ id }) => [
    [id, 0, 1_000],
    [id, 100, 1_000],
  ]),
  record_figures: both(({ chzzkId }, { fan }) => [[fan.id, ...RECORD_DAYS(), chzzkId]]),
  records: ({ fan }) => [[fan.id, ...RECORD_DAYS(), 4, ...BEGIN]],
  settlement_opt_in: both(({ id }) => [[id]]),
  settlement_days: both(({ id }) => [[id, dayAgo(395), dayAgo(0)]]),
  settlement_people: both(({ id }) => [[id, dayAgo(0), dayAgo(90)]]),
  statements: peopleOf,
  counters_now: () => [[ago(0)]],
  counters_read: noValues,
  verified_head: both(({ id }) => [[id]]),
  verified_entries: both(({ id }) => [[id, 0, 5_000]]),
  verified_leaves: both(({ id }) => [[id]]),
  verified_entries_nodes: both(({ id }) => [[id]]),
  verified_frontier: both(({ id }) => [[id]]),
}

/** Statistics of a range, lists for moderation and filtered lists of donations: asked for seldom, and planned for what they are of. */
export const PLANNED_ANEW =
  /^(wrong_|explain_|monthly_|pending_|stats_|record_proof|session_seen|reports_|grants_now|figures_|ranges_moved|audit|open_cases|day_of_donations|counters_of_days|unfinished_jobs|donations_of_(source|donor|supporter)$)/

const COMPARED = 'ledger:verify compares whole tables, in plans of its own'

/** What reads everything on purpose, outside anybody's request, or is asked of all that a person chose to see added up. */
export const WHOLE_TABLES: Record<string, string> = {
  export_donations: 'a thousand lines at once: beside few, reading a whole table is cheaper',
  channels_named: 'a part of a name stands nowhere in an index',
  verified_counts: COMPARED,
  rewritten: COMPARED,
  verified_log: COMPARED,
  verified_nodes: COMPARED,
  verified_checkpoints: COMPARED,
  verified_cosignatures: COMPARED,
  heads: 'every ledger has a head',
  ledgers: 'every ledger is listed',
}
