import type { TypedQuery } from '~/db/client.server'
import { legalSteps, stepsByStatement, stepsIntoMerge, stepsOutOfMerge } from '../entry'
import { MERGED } from '../presenter'
import { type Findings, listedSql, type Wrong, wrongOf } from './findings'

const STEPS = `
  SELECT channel_id, seq, donation_id, from_status, to_status, amount_delta, actor_kind,
    to_status = 'REJECTED' AND reason IS NOT DISTINCT FROM '${MERGED}' AS merges,
    lag(to_status = 'REJECTED' AND reason IS NOT DISTINCT FROM '${MERGED}') OVER steps AS was_merged,
    lag(to_status) OVER steps AS before, sum(amount_delta) OVER steps AS sum,
    first_value(actor_kind) OVER steps AS first_kind, first_value(actor_id) OVER steps AS first_actor,
    max(CASE WHEN to_status = 'CONFIRMED' THEN seq END) OVER steps AS confirmed_seq,
    coalesce(max(CASE WHEN to_status = 'OCCURRED' THEN seq END) OVER steps, 0) AS occurred_seq,
    lead(seq) OVER steps IS NULL AS is_last
  FROM donation_entries WHERE $1::uuid IS NULL OR channel_id = $1
  WINDOW steps AS (PARTITION BY channel_id, donation_id ORDER BY seq)`

const FIRST_SOURCE = `CASE s.first_kind
  WHEN 'viewer' THEN 'user_flow' WHEN 'session' THEN 'session' WHEN 'statement' THEN 'statement' ELSE 'manual' END`

const ENTRY = "format('channel %s entry %s: ', s.channel_id, s.seq)"
const DONATION = "format('donation %s: ', s.donation_id)"
const LAST = 's.is_last AND d.id IS NOT NULL'

const CHECKS = `
  SELECT
    CASE
      WHEN CASE WHEN s.before IS NULL THEN coalesce(s.from_status, 'PENDING') <> 'PENDING' ELSE s.from_status IS DISTINCT FROM s.before END
        THEN ${ENTRY} || 'does not start from ' || coalesce(s.from_status::text, 'nothing')
      WHEN format('%s>%s', coalesce(s.from_status, 'PENDING'), s.to_status) <> ALL (
        CASE WHEN s.was_merged THEN $4::text[] WHEN s.merges THEN $3::text[] WHEN s.actor_kind = 'statement' THEN $5::text[] ELSE $2::text[] END)
        THEN ${ENTRY} || format('%s → %s is no legal step', s.from_status, s.to_status)
    END AS step,
    CASE
      WHEN sign(s.amount_delta) <> CASE s.to_status WHEN 'CONFIRMED' THEN 1 WHEN 'REVERSED' THEN -1 ELSE 0 END
        THEN ${ENTRY} || format('delta %s does not fit %s', s.amount_delta, s.to_status)
      WHEN s.to_status <> 'CONFIRMED' AND s.sum <> 0
        THEN ${ENTRY} || format('leaves %s on a donation that is %s', s.sum, s.to_status)
    END AS delta,
    CASE WHEN s.is_last AND d.id IS NULL THEN ${DONATION} || 'is not there, an entry tells of it' END AS gone,
    CASE WHEN ${LAST} AND d.status <> s.to_status
      THEN ${DONATION} || format('is %s, the entries say %s', d.status, s.to_status) END AS state,
    CASE
      WHEN ${LAST} AND s.sum <> CASE d.status WHEN 'CONFIRMED' THEN d.amount_cheese ELSE 0 END
        THEN ${DONATION} || format('counts %s, the entries say %s', CASE d.status WHEN 'CONFIRMED' THEN d.amount_cheese ELSE 0 END, s.sum)
      WHEN ${LAST} AND d.amount_cheese IS DISTINCT FROM c.amount_delta
        THEN ${DONATION} || format('is of %s cheese, the entries say %s', coalesce(d.amount_cheese::text, 'no'), coalesce(c.amount_delta::text, 'none'))
    END AS amount,
    CASE WHEN ${LAST} AND (d.confirmed_by, d.confirmed_by_kind) IS DISTINCT FROM (c.actor_id, c.actor_kind)
      THEN ${DONATION} || 'was confirmed by another than the entries say' END AS confirmer,
    CASE WHEN ${LAST} AND d.confirmed_at IS DISTINCT FROM c.at
      THEN ${DONATION} || 'was confirmed at another time than the entries say' END AS confirmed_at,
    CASE WHEN ${LAST} AND d.source::text <> ${FIRST_SOURCE}
      THEN ${DONATION} || format('is of source %s, the entries say %s', d.source, ${FIRST_SOURCE}) END AS source,
    CASE
      WHEN ${LAST} AND (d.merged_into_id IS NOT NULL) <> s.merges
        THEN ${DONATION} || format('the entries say that it %s merged', CASE WHEN s.merges THEN 'was' ELSE 'was not' END)
      WHEN ${LAST} AND (o.channel_id <> d.channel_id OR 'donor' = ANY (d.merge_took) AND o.donor_id IS DISTINCT FROM d.donor_id)
        THEN ${DONATION} || 'is merged into one of somebody else'
    END AS merged,
    CASE WHEN ${LAST} AND s.first_kind = 'viewer' AND d.donor_id IS DISTINCT FROM s.first_actor
      THEN ${DONATION} || 'is of another person than the one who registered it' END AS donor
  FROM (${STEPS}) s
  LEFT JOIN donation_events d ON s.is_last AND d.id = s.donation_id AND d.channel_id = s.channel_id
  LEFT JOIN donation_events o ON s.is_last AND o.id = d.merged_into_id
  LEFT JOIN donation_entries c ON s.is_last AND c.channel_id = s.channel_id AND c.seq = s.confirmed_seq
    AND s.confirmed_seq > s.occurred_seq`

const WITHOUT_ENTRY = `
  SELECT 'donation without entry' AS kind, format('donation %s: no entry tells of it', id) AS what
  FROM donation_events d
  WHERE ($1::uuid IS NULL OR channel_id = $1)
    AND NOT EXISTS (SELECT 1 FROM donation_entries e WHERE e.donation_id = d.id AND e.channel_id = d.channel_id)`

const donationsSql = listedSql(
  `${wrongOf(CHECKS, {
    step: 'entry step',
    delta: 'entry amount',
    gone: 'entry without donation',
    state: 'donation state',
    amount: 'donation amount',
    confirmer: 'donation confirmer',
    confirmed_at: 'donation confirmed_at',
    source: 'donation source',
    merged: 'donation merge',
    donor: 'donation donor',
  })} UNION ALL ${WITHOUT_ENTRY}`,
)

/** The entries' steps, and the donations beside what their entries say of them; of one channel, or null for all. */
export async function verifyDonations(query: TypedQuery, channelId: string | null, findings: Findings) {
  const steps = [legalSteps, stepsIntoMerge, stepsOutOfMerge, stepsByStatement]
  findings.addListed(await query<Wrong>('wrong_donations', donationsSql, [channelId, ...steps]))
}

/** The columns of a message that follow its events: which one sets them, and which one takes them back. */
const STATES = {
  read_at: ['read'],
  replied_privately_at: ['replied_private'],
  replied_publicly_at: ['replied_public'],
  retweeted_at: ['retweeted', 'unretweeted'],
  hidden_at: ['hidden', 'restored'],
  held_at: ['held', 'released'],
  archived_at: ['archived', 'unarchived'],
  withdrawn_at: ['withdrawn'],
} as const

const last = (kind: string) => `coalesce(max(e.seq) FILTER (WHERE e.kind = '${kind}'), 0)`

const wrongState = ([column, [on, off]]: [string, readonly [string, string?]]) => {
  const stands = `${last(on)} > ${off ? last(off) : '0'}`
  const isTimeOfEvent = `coalesce(bool_or(e.kind = '${on}' AND e.at = m.${column}), false)`
  return `CASE WHEN CASE WHEN m.${column} IS NULL THEN ${stands} ELSE NOT (${stands} AND ${isTimeOfEvent}) END THEN '${column}' END`
}

const columns = Object.keys(STATES)

const STATE = `
  SELECT 'message state' AS kind, format('message %s: its history does not tell its %s', id, wrong) AS what FROM (
    SELECT m.id, concat_ws(', ', ${Object.entries(STATES).map(wrongState).join(', ')},
      CASE WHEN (${last('retweeted')} > ${last('unretweeted')})
        IS DISTINCT FROM EXISTS (SELECT 1 FROM retweets r WHERE r.message_id = m.id) THEN 'retweet' END) AS wrong
    FROM messages m LEFT JOIN message_events e ON e.message_id = m.id AND e.seq > 1
    WHERE m.event_count > 1 OR coalesce(${columns.map((column) => `m.${column}`).join(', ')}) IS NOT NULL
    GROUP BY m.id, ${columns.map((column) => `m.${column}`).join(', ')}) h
  WHERE wrong <> ''`

const HISTORY = `
  SELECT CASE
      WHEN m.id IS NULL THEN format('message %s: is not there, its history is', h.message_id)
      WHEN h.count IS NULL THEN format('message %s: has no history', m.id)
      WHEN h.count <> m.event_count OR h.last <> h.count OR NOT h.begun
        THEN format('message %s: its history has %s events up to number %s of %s', m.id, h.count, h.last, m.event_count)
    END AS history,
    CASE WHEN m.withdrawn_at IS NULL AND coalesce(h.registered, h.first) IS DISTINCT FROM text_digest(m.text_salt, m.content)
      AND h.begun THEN format('message %s: its text is not the one that its history tells of', m.id) END AS words,
    CASE WHEN h.author IS DISTINCT FROM m.author_id AND h.author IS NOT NULL
      THEN format('message %s: is of another author than its history says', m.id) END AS author
  FROM messages m FULL JOIN (
    SELECT message_id, count(*) AS count, max(seq) AS last, bool_or(seq = 1 AND kind = 'created') AS begun,
      max(text_digest) FILTER (WHERE kind = 'registered') AS registered, max(text_digest) FILTER (WHERE kind = 'created') AS first,
      (max(actor_id::text) FILTER (WHERE kind = 'created'))::uuid AS author
    FROM message_events GROUP BY message_id) h ON h.message_id = m.id`

const messagesSql = listedSql(
  `${STATE} UNION ALL ${wrongOf(HISTORY, { history: 'message history', words: 'message text', author: 'message author' })}`,
)

/** Messages beside their histories: numbers without gaps, the state that the events lead to, the text of their digest. */
export async function verifyMessages(query: TypedQuery, findings: Findings) {
  findings.addListed(await query<Wrong>('wrong_messages', messagesSql))
}
