import { letterSql } from './letter-sql'

const WALKED = 2_000

const SEARCHED = `
  SELECT s.id, s.author_id, s.content, s.search_keys FROM messages s
  WHERE s.channel_id = $1 AND s.type IN ('dm', 'donation') AND s.held_at IS NULL AND s.hidden_at IS NULL
    AND (s.created_at, s.id) < ($3::timestamptz, $4::uuid)`
const NEWEST_FIRST = 'ORDER BY s.created_at DESC, s.id DESC'
const HOLDS_THE_WORDS = `
  NOT EXISTS (SELECT 1 FROM unnest($6::text[]) word WHERE position(word IN lower(coalesce(f.content, '') || E'\\n'
    || coalesce((SELECT u.display_name FROM users u WHERE u.id = f.author_id), ''))) = 0)`

/**
 * Letters and donation messages that hold all words, in the text or its author's name. What is common is found by
 * walking back a little, what is rare by its keys: either costs about the same however much there is.
 */
export const searchSql = `
  WITH near AS MATERIALIZED (
    SELECT f.id FROM (${SEARCHED} ${NEWEST_FIRST} LIMIT ${WALKED}) f
    WHERE f.search_keys @> $5::int[] AND ${HOLDS_THE_WORDS} LIMIT $2
  ), far AS (
    SELECT f.id FROM (${SEARCHED} AND s.search_keys @> $5::int[] ${NEWEST_FIRST} OFFSET 0) f
    WHERE (SELECT count(*) FROM near) < $2 AND ${HOLDS_THE_WORDS} LIMIT $2
  )
  ${letterSql} WHERE m.id IN (SELECT id FROM near UNION SELECT id FROM far)
  ORDER BY m.created_at DESC, m.id DESC LIMIT $2`
