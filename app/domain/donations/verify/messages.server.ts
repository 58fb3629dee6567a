import type { TypedQuery } from '~/db/query.server'
import { type Findings, listedSql, type Wrong, wrongOf } from './findings'

/** The columns of a message that follow its events: which one sets them, and which one takes them back. */
const STATES = {
  read_at: ['read'],
  replied_privately_at: ['replied_private'],
  replied_publicly_at: ['replied_public'],
  hidden_at: ['hidden', 'restored'],
  held_at: ['held', 'released'],
  archived_at: ['archived', 'unarchived'],
  withdrawn_at: ['withdrawn'],
} as const

const last = (kind: string) => `coalesce(max(e.seq) FILTER (WHERE e.kind = '${kind}'), 0)`

/** The name of a column that is not what the events say, null where it is. */
const wrongState = ([column, [on, off]]: [string, readonly [string, string?]]) => {
  const stands = `${last(on)} > ${off ? last(off) : '0'}`
  const isTimeOfEvent = `coalesce(bool_or(e.kind = '${on}' AND e.at = m.${column}), false)`
  return `CASE WHEN CASE WHEN m.${column} IS NULL THEN ${stands} ELSE NOT (${stands} AND ${isTimeOfEvent}) END THEN '${column}' END`
}

const columns = Object.keys(STATES)

/** Only those that something happened to, or whose columns say so. */
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
