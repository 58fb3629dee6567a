import { createHash } from 'node:crypto'
import type pg from 'pg'
import { searchKeys } from '~/domain/messages/message'
import { SECRET } from '../../bench/database.js'

type Of = { channelId: string; creatorId: string; adminId: string; size: number }

/** Where a token stands that the first key encrypts. */
const KEY = `v1.${createHash('sha256').update(`id:${SECRET}`).digest('hex').slice(0, 8)}.x`
const WRITTEN = '오늘 방송도 잘 봤어요. 늦었지만 응원 남기고 갈게요!'

/** Besides fans, donations, messages and the ledger: one row of everything else that Melt keeps for so many of them, triggers asleep. */
export async function fillEverythingElse(client: pg.Client, of: Of) {
  await client.query('SET session_replication_role = replica')
  for (const statement of statements(of)) await client.query(statement)
  await client.query('SET session_replication_role = DEFAULT')
  await client.query('SELECT rebuild_aggregates($1)', [of.channelId])
  await client.query('SELECT move_ranges($1, kst_day(now()))', [of.channelId])
  await client.query('INSERT INTO counters (name, count) SELECT name, count FROM counters_expected')
  await client.query('VACUUM (ANALYZE)')
}

function statements({ channelId, creatorId, adminId, size }: Of) {
  const C = `'${channelId}'::uuid`
  const CREATOR = `'${creatorId}'::uuid`
  const ADMIN = `'${adminId}'::uuid`
  const keys = `'{${searchKeys(channelId, WRITTEN).join(',')}}'::int[]`
  const sample = (type: string) =>
    `SELECT id, author_id, created_at, row_number() OVER (ORDER BY created_at DESC, id) AS n
     FROM messages WHERE channel_id = ${C} AND type = '${type}'`
  const fans = `SELECT id, row_number() OVER () AS n FROM users WHERE display_name LIKE '팬 %'`
  return [
    // So many more letters in each that a page of every folder of the inbox is full in both.
    `INSERT INTO messages (id, channel_id, author_id, type, visibility, content, created_at)
     SELECT gen_random_uuid(), ${C}, f.id, 'dm', 'private', '${WRITTEN}', now() - s.n * interval '2 hours'
     FROM generate_series(1, 400) s (n) JOIN (${fans}) f ON f.n = 1 + s.n % 300`,
    `INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
     SELECT id, 1, channel_id, 'created', 'viewer', author_id, created_at FROM messages m
     WHERE type = 'dm' AND NOT EXISTS (SELECT 1 FROM message_events e WHERE e.message_id = m.id)`,
    `CREATE TEMP TABLE letter AS ${sample('dm')}`,
    `CREATE TEMP TABLE thanks AS ${sample('donation')}`,
    `CREATE TEMP TABLE fan AS ${fans}`,
    `CREATE TEMP TABLE gift AS SELECT id, donor_id, occurred_at, status, amount_cheese, row_number() OVER (ORDER BY occurred_at DESC, id) AS n
     FROM donation_events WHERE channel_id = ${C}`,
    'ANALYZE letter, thanks, fan, gift',

    // What became of messages, each with its history.
    `CREATE TEMP TABLE happened AS
     SELECT id, 1 AS place, 'read'::message_event_kind AS kind, 'creator'::message_actor AS by, created_at AS at FROM letter WHERE n % 2 = 0
     UNION ALL SELECT id, 2, 'archived', 'creator', created_at FROM letter WHERE n % 10 = 4
     UNION ALL SELECT id, 2, 'held', 'rule', created_at FROM letter WHERE n % 20 = 5
     UNION ALL SELECT id, 2, 'hidden', 'creator', created_at FROM letter WHERE n % 20 = 7
     UNION ALL SELECT id, 3, 'retweeted', 'creator', created_at FROM letter WHERE n % 10 = 6
     UNION ALL SELECT id, 4, 'replied_private', 'creator', created_at FROM letter WHERE n % 10 = 8
     UNION ALL SELECT id, 1, 'hidden', CASE n % 16 WHEN 3 THEN 'admin' ELSE 'creator' END::message_actor, created_at FROM thanks WHERE n % 8 = 3
     UNION ALL SELECT id, 1, 'held', 'rule', created_at FROM thanks WHERE n % 16 = 5`,
    `INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, reason, at)
     SELECT id, 1 + row_number() OVER (PARTITION BY id ORDER BY place), ${C}, kind, by,
       CASE by WHEN 'creator' THEN ${CREATOR} WHEN 'admin' THEN ${ADMIN} END, CASE kind WHEN 'hidden' THEN '규칙' END, at FROM happened`,
    `UPDATE messages m SET event_count = 1 + h.count, read_at = h.read, archived_at = h.archived, held_at = h.held, hidden_at = h.hidden,
       replied_privately_at = h.replied, retweeted_at = h.retweeted
     FROM (SELECT id, count(*) AS count, min(at) FILTER (WHERE kind = 'read') AS read, min(at) FILTER (WHERE kind = 'archived') AS archived,
       min(at) FILTER (WHERE kind = 'held') AS held, min(at) FILTER (WHERE kind = 'hidden') AS hidden,
       min(at) FILTER (WHERE kind = 'replied_private') AS replied,
       min(at) FILTER (WHERE kind = 'retweeted') AS retweeted FROM happened GROUP BY id) h
     WHERE m.id = h.id`,
    `UPDATE messages m SET search_keys = ${keys}, allow_retweet = m.type = 'dm' AND n % 3 <> 0
     FROM (SELECT * FROM letter UNION ALL SELECT * FROM thanks) written WHERE m.id = written.id AND m.channel_id = ${C}`,
    `INSERT INTO messages (id, channel_id, author_id, type, visibility, content, reply_to_id, created_at)
     SELECT gen_random_uuid(), ${C}, ${CREATOR}, 'creator_reply', 'private', '고마워요', id, created_at FROM letter WHERE n % 10 = 8`,
    `INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
     SELECT id, 1, channel_id, 'created', 'creator', ${CREATOR}, created_at FROM messages WHERE channel_id = ${C} AND type = 'creator_reply'`,
    `INSERT INTO retweets (message_id, channel_id, at) SELECT id, ${C}, created_at FROM letter WHERE n % 10 = 6`,
    `DELETE FROM feed_items WHERE message_id IN (SELECT id FROM happened WHERE kind IN ('hidden', 'held'))`,
    `INSERT INTO feed_items (message_id, channel_id, at, sort_amount)
     SELECT message_id, channel_id, at, sort_amount FROM feed_items_expected WHERE message_id IN (SELECT message_id FROM retweets)`,

    // Intents: each eighth donation of before yesterday has one, and besides there are queued, open and lapsed ones.
    `CREATE TEMP TABLE intended AS SELECT id AS donation_id, gen_random_uuid() AS id, donor_id, occurred_at FROM gift
     WHERE n % 8 = 0 AND occurred_at < now() - interval '2 days'`,
    `INSERT INTO donation_intents (id, channel_id, viewer_id, message, created_at, has_donation)
     SELECT id, ${C}, donor_id, '응원', occurred_at, true FROM intended`,
    `UPDATE donation_events d SET intent_id = i.id FROM intended i WHERE d.id = i.donation_id`,
    `INSERT INTO donation_intents (id, channel_id, viewer_id, message, created_at, registered_at)
     SELECT gen_random_uuid(), ${C}, donor_id, '응원', occurred_at, CASE WHEN n % 40 = 1 THEN occurred_at END
     FROM gift WHERE n % 16 = 1 AND occurred_at < now() - interval '2 days' AND donor_id <> (SELECT id FROM fan WHERE n = 1)`,
    `INSERT INTO donation_intents (id, channel_id, viewer_id, message, created_at)
     SELECT gen_random_uuid(), ${C}, id, '응원', now() - interval '1 hour' FROM fan CROSS JOIN generate_series(1, 3) WHERE fan.n = 1`,

    // Moderation.
    `INSERT INTO reports (id, message_id, channel_id, reporter_id, reason, evidence, for_admins, created_at, outcome, outcome_reason, resolved_by, resolved_at)
     SELECT gen_random_uuid(), t.id, ${C}, f.id, 'abuse', '응원', t.n % 16 = 4, t.created_at + interval '1 minute',
       CASE WHEN done THEN 'hidden'::report_outcome END, CASE WHEN done THEN '규칙' END, CASE WHEN done THEN ${ADMIN} END,
       CASE WHEN done THEN t.created_at + interval '2 minutes' END
     FROM (SELECT *, n % 8 = 3 AS done FROM thanks) t JOIN fan f ON f.n = CASE t.n % 3 WHEN 0 THEN 1 ELSE 1 + t.n % 16384 END
     WHERE t.n % 8 IN (3, 4)`,
    `INSERT INTO objections (id, message_id, hidden_seq, channel_id, author_id, text, for_admins, created_at, outcome, resolved_by, resolved_at)
     SELECT gen_random_uuid(), t.id, 2, ${C}, t.author_id, '다시 봐 주세요', t.n % 16 = 3, t.created_at + interval '1 hour',
       CASE WHEN n % 10 = 1 THEN 'kept'::objection_outcome END, CASE WHEN n % 10 = 1 THEN ${CREATOR} END,
       CASE WHEN n % 10 = 1 THEN t.created_at + interval '2 hours' END
     FROM thanks t WHERE n % 8 = 3 AND author_id IS NOT NULL`,
    `INSERT INTO blocks (channel_id, user_id, created_at) SELECT ${C}, id, now() FROM fan WHERE n > 20000 - ${size} / 50`,
    `INSERT INTO audit_entries (id, actor_id, act, subject_id, reason, at)
     SELECT gen_random_uuid(), ${ADMIN}, 'message_hidden', id, '규칙', created_at FROM thanks WHERE n % 20 = 0`,

    // VIPs, rewards and their coupons.
    `INSERT INTO vip_users (channel_id, user_id, note) SELECT ${C}, id, '오래된 팬' FROM fan WHERE n <= ${size} / 50`,
    `INSERT INTO contents (id, channel_id, title, body, gate_tier, gate_vip, created_at, updated_at)
     SELECT gen_random_uuid(), ${C}, '뒷이야기 ' || n, '본문', CASE WHEN n % 1000 < 900 THEN 1 + (n / 20) % 4 END, n % 1000 >= 900, occurred_at, occurred_at
     FROM gift WHERE n % 20 = 9`,
    `INSERT INTO content_coupons (id, content_id, seq, code, claimed_by, claimed_at)
     SELECT gen_random_uuid(), c.id, f.n, 'CODE' || f.n, CASE WHEN f.n < 3 THEN f.id END, CASE WHEN f.n < 3 THEN c.created_at END
     FROM contents c CROSS JOIN (SELECT * FROM fan WHERE n < 5) f WHERE c.channel_id = ${C}`,
    `INSERT INTO badge_icons (id, channel_id, key, media_type, size_bytes, sha256)
     SELECT gen_random_uuid(), ${C}, md5('icon' || n), 'image/webp', 100, repeat('0', 64) FROM generate_series(1, 20) n`,

    // Statements: sums of many days, and a file with a line for each donation.
    `INSERT INTO statements (id, channel_id, kind, state, sha256, totals, from_day, to_day, created_at)
     SELECT gen_random_uuid(), ${C}, 'totals', 'ready', md5('a' || n) || md5('b' || n),
       '{"gross": 1000, "fee": null, "vat": null, "withholding": null, "net": null, "paidOn": null}', '2026-11-01', '2026-11-07', now() - n * interval '1 hour'
     FROM generate_series(1, 60) n`,
    `INSERT INTO statements (id, channel_id, kind, state, sha256, key, media_type, size_bytes, line_count, created_at)
     VALUES (gen_random_uuid(), ${C}, 'lines', 'ready', repeat('0', 64), md5('statement'), 'text/csv', 1000, ${size}, now())`,
    `INSERT INTO statement_lines (statement_id, row, channel_id, identity, day, amount, nickname, counted, outcome)
     SELECT s.id, 1 + g.n, ${C}, md5('a' || g.n) || md5('b' || g.n), '2026-11-03', 1000, '팬 ' || g.n, true,
       CASE WHEN g.n % 2 = 0 THEN 'matched' ELSE 'onlyStatement' END::statement_outcome
     FROM statements s CROSS JOIN gift g WHERE s.kind = 'lines'`,

    // CHZZK's events of a tenth of the donations, a few that count nothing, and the connections that brought them.
    `INSERT INTO channel_settings (channel_id, session_mode, retweets_a_day) VALUES (${C}, 'assist', 100)`,
    `INSERT INTO settlement_opt_ins (channel_id) VALUES (${C})`,
    `INSERT INTO session_mode_changes (id, channel_id, mode, reason, actor_id, at) VALUES (gen_random_uuid(), ${C}, 'assist', 'chosen', ${CREATOR}, now() - interval '41 days')`,
    `INSERT INTO session_connections (id, channel_id, holder_id, connected_at, subscribed_at, heard_at, ended_at, "end")
     SELECT gen_random_uuid(), ${C}, gen_random_uuid(), at, at, at, at + interval '5 hours', 'lost'
     FROM generate_series(now() - interval '41 days', now() - interval '6 hours', interval '6 hours') at`,
    `INSERT INTO session_events (id, channel_id, connection_id, ordinal, received_at, event_key, payload, amount_cheese, outcome, processed_at, donation_id, donor_id)
     SELECT gen_random_uuid(), ${C}, k.id, g.n, g.occurred_at, encode(sha256(g.id::text::bytea), 'hex'), NULL, g.amount_cheese,
       CASE g.n % 100 WHEN 5 THEN 'test' WHEN 15 THEN 'unreadable' WHEN 25 THEN 'off' ELSE 'evidence' END::session_outcome, g.occurred_at,
       CASE WHEN g.n % 100 > 30 THEN g.id END, g.donor_id
     FROM gift g CROSS JOIN (SELECT id FROM session_connections LIMIT 1) k WHERE g.n % 10 = 5`,

    // Notices: the fan's of their donations, each other's, and the creator's own of what waits, most of them unread.
    `INSERT INTO notifications (id, user_id, channel_id, kind, cause, donation_id, created_at, read_at)
     SELECT gen_random_uuid(), donor_id, ${C}, 'confirmed', 'donation ' || id, id, occurred_at, CASE WHEN n % 3 = 0 THEN occurred_at END
     FROM gift WHERE donor_id IS NOT NULL`,
    `INSERT INTO notifications (id, user_id, channel_id, kind, cause, created_at, read_at)
     SELECT gen_random_uuid(), ${CREATOR}, ${C}, 'waiting', 'since ' || n, now() - n * interval '11 minutes', CASE WHEN n > 1 THEN now() END
     FROM generate_series(1, 3000) n`,

    // A job goes on by itself from the start, so that its statements are known as Melt's own.
    `INSERT INTO jobs (id, kind, subject_id, state)
     SELECT gen_random_uuid(), 'announce_post', id, '{"ends": false}' FROM messages
     WHERE channel_id = ${C} AND type = 'creator_post' ORDER BY created_at DESC LIMIT 1`,

    // The rest of the instance.
    `INSERT INTO users (id, chzzk_user_id, display_name, role, agreed_at)
     SELECT gen_random_uuid(), md5('neighbour' || n), '이웃 ' || n, 'creator', now() - n * interval '1 minute' FROM generate_series(1, greatest(${size} / 20, 1000)) n`,
    `INSERT INTO channels (id, chzzk_channel_id, name, owner_id, opened_at)
     SELECT gen_random_uuid(), chzzk_user_id, display_name, id, agreed_at FROM users WHERE display_name LIKE '이웃 %'`,
    `INSERT INTO oauth_tokens (user_id, access_token, refresh_token, expires_at, failures, failed_at)
     SELECT id, '${KEY}', '${KEY}', now() + interval '20 hours', CASE WHEN display_name IN ('이웃 1', '이웃 2') THEN 1 ELSE 0 END, now() FROM users WHERE display_name LIKE '이웃 %'`,
    `INSERT INTO follows (user_id, channel_id) SELECT f.id, c.id FROM fan f CROSS JOIN channels c WHERE f.n = 1 OR (c.id = ${C} AND f.n <= ${size})`,
    `INSERT INTO sessions (id, token_hash, user_id, expires_at)
     SELECT gen_random_uuid(), encode(sha256(('session' || n)::bytea), 'hex'), id, now() + interval '1 day' FROM fan WHERE n <= ${size} / 10`,
    `INSERT INTO daily_totals (channel_id, date, amount_cheese, entered_by)
     SELECT ${C}, current_date - n, 1000, ${CREATOR} FROM generate_series(1, 40) n`,
    `INSERT INTO broadcast_polls (slot, finished_at, complete)
     SELECT slot, slot, true FROM generate_series(date_trunc('hour', now()) - interval '40 days', now() + interval '20 minutes', interval '10 minutes') slot`,
    `INSERT INTO broadcast_sightings (slot, channel_id, opened_at) SELECT slot, ${C}, date_trunc('day', slot) FROM broadcast_polls`,
    `INSERT INTO broadcast_sightings (slot, channel_id, opened_at)
     SELECT slot, id, slot FROM broadcast_polls CROSS JOIN channels WHERE name LIKE '이웃 %' AND slot > now() - interval '20 minutes'`,
  ]
}
