import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createCookie } from '@remix-run/node'
import pg from 'pg'
import { SECRET } from './database.js'

const FANS = 20_000
const WAITING_EVERY = 40

/** Ids as UUIDv7: they follow the time, as the application's own do. */
const ID = `
  CREATE FUNCTION pg_temp.id_at(at timestamptz, salt text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(salt), 1, 3)
      || '8' || substr(md5(salt), 4, 15))::uuid $$`

const fans = `
  INSERT INTO users (id, chzzk_user_id, display_name, agreed_at)
  SELECT pg_temp.id_at(now() - n * interval '1 minute', 'fan' || n), md5('fan' || n), '팬 ' || n, now()
  FROM generate_series(1, ${FANS}) n`

const KIND = `CASE WHEN n % 20 = 0 THEN 'letter' WHEN n % 50 = 1 THEN 'post' WHEN n % ${WAITING_EVERY} = 2 THEN 'waiting' ELSE 'confirmed' END`
const YESTERDAY_NOON = "date_trunc('day', now(), 'Asia/Seoul') - interval '12 hours'"

/**
 * One plan for all rows of a channel; the newest is a minute old, the oldest about two years. Where the last days are to be as full beside
 * many rows as beside few, the others end before them.
 */
const rows = `
  CREATE TEMP TABLE plan ON COMMIT DROP AS
  SELECT n, $1::uuid AS channel_id, at, kind,
    pg_temp.id_at(at, 'd' || $1 || n) AS donation_id, pg_temp.id_at(at, 'm' || $1 || n) AS message_id,
    fan.id AS fan_id, 100 * (1 + (hashint4(n) & 1023)) AS amount
  FROM (
    SELECT n, date_trunc('milliseconds', now()) - $6::int * interval '1 day' - interval '1 minute' - n * ($3::float8 * interval '1 second') AS at,
      ${KIND} AS kind
    FROM generate_series(1, $2::int) n
    UNION ALL
    SELECT $2::int + n, ${YESTERDAY_NOON} + n * interval '12 seconds', CASE WHEN n % 2 = 0 THEN 'waiting' ELSE 'confirmed' END
    FROM generate_series(1, $5::int) n
    UNION ALL
    SELECT $2::int + $5::int + n, date_trunc('milliseconds', now()) - n * interval '15 minutes', ${KIND}
    FROM generate_series(1, $6::int * 96) n) planned
  JOIN (SELECT id, row_number() OVER () AS place FROM users WHERE display_name LIKE '팬 %') fan
    ON fan.place = CASE n % $4::int WHEN 3 THEN 1 ELSE 1 + (hashint4(n) & 16383) END`

const donations = `
  INSERT INTO donation_events (id, channel_id, donor_id, status, source, claimed_amount_cheese, amount_cheese, hide_amount,
    occurred_at, confirmed_at, confirmed_by, confirmed_by_kind, created_at)
  SELECT donation_id, channel_id, fan_id, (CASE kind WHEN 'waiting' THEN 'OCCURRED' ELSE 'CONFIRMED' END)::donation_status,
    (CASE kind WHEN 'waiting' THEN 'user_flow' ELSE 'manual' END)::donation_source,
    amount, CASE kind WHEN 'confirmed' THEN amount END, n % 13 = 0, at,
    CASE kind WHEN 'confirmed' THEN at END, CASE kind WHEN 'confirmed' THEN $1::uuid END,
    (CASE kind WHEN 'confirmed' THEN 'creator' END)::actor_kind, at
  FROM plan WHERE kind IN ('waiting', 'confirmed')`

const messages = `
  INSERT INTO messages (id, channel_id, author_id, type, visibility, content, donation_id, created_at)
  SELECT message_id, channel_id, CASE kind WHEN 'post' THEN $1::uuid ELSE fan_id END,
    (CASE kind WHEN 'letter' THEN 'dm' WHEN 'post' THEN 'creator_post' ELSE 'donation' END)::message_type,
    (CASE kind WHEN 'letter' THEN 'private' ELSE 'public' END)::visibility,
    '오늘 방송도 잘 봤어요. 늦었지만 응원 남기고 갈게요! <' || n || '>',
    CASE WHEN kind IN ('waiting', 'confirmed') THEN donation_id END, at
  FROM plan`

/** What its triggers would have written of each. */
const histories = `
  INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at, text_digest)
  SELECT id, 1, channel_id, 'created', (CASE type WHEN 'creator_post' THEN 'creator' ELSE 'viewer' END)::message_actor, author_id,
    created_at, text_digest(text_salt, content)
  FROM messages WHERE channel_id = $1`

/** The usual ones: what stands beside names costs what it costs in life. */
const tiers = `
  INSERT INTO badges (channel_id, tier, name, icon, threshold_cheese, retweet_weight)
  SELECT $1, tier, name, icon, threshold, tier FROM (VALUES
    (1, '브론즈', 'drop', 10000), (2, '실버', 'spark', 50000), (3, '골드', 'star', 200000), (4, '플래티넘', 'crown', 1000000)
  ) usual (tier, name, icon, threshold)`

const thresholds = `
  INSERT INTO badge_thresholds (channel_id, tier, seq, threshold_cheese, since_entry)
  SELECT channel_id, tier, 1, threshold_cheese, 0 FROM badges WHERE channel_id = $1`

const feed = `
  INSERT INTO feed_items (message_id, channel_id, at, sort_amount)
  SELECT message_id, channel_id, at, sort_amount FROM feed_items_expected WHERE channel_id = $1`

/** The ledger of the channel with its real hash chain, so that \`ledger:verify\` has as much to read as in life. */
const entries = `
  CREATE FUNCTION pg_temp.append_entries(channel uuid, creator uuid) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    d record;
    last text := repeat('0', 64);
    this text;
    n int := 0;
    confirmed boolean;
  BEGIN
    FOR d IN SELECT id, donor_id, status, amount_cheese, occurred_at FROM donation_events WHERE channel_id = channel ORDER BY occurred_at, id LOOP
      n := n + 1;
      confirmed := d.status = 'CONFIRMED';
      this := encode(sha256(convert_to(format('["%s",%s,"%s",null,"%s",%s,"%s","%s",null,"%s","%s"]',
        channel, n, d.id, d.status, CASE WHEN confirmed THEN d.amount_cheese ELSE 0 END,
        CASE WHEN confirmed THEN 'creator' ELSE 'viewer' END, CASE WHEN confirmed THEN creator ELSE d.donor_id END,
        to_char(d.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), last), 'UTF8')), 'hex');
      INSERT INTO donation_entries (channel_id, seq, donation_id, to_status, amount_delta, actor_kind, actor_id, at, prev_hash, hash)
      VALUES (channel, n, d.id, d.status, CASE WHEN confirmed THEN d.amount_cheese ELSE 0 END,
        (CASE WHEN confirmed THEN 'creator' ELSE 'viewer' END)::actor_kind, CASE WHEN confirmed THEN creator ELSE d.donor_id END,
        d.occurred_at, last, this);
      last := this;
    END LOOP;
    INSERT INTO ledger_heads (channel_id, seq, hash) VALUES (channel, n, last);
  END $$`

/**
 * Fills the database, triggers asleep: a channel with as many messages as asked for each name, and its creator signed in.
 * The messages are of as many days; every so many is of the first fan; so many donations are of yesterday's noon, every second of them
 * waiting; and so many of the last days have a message each quarter of an hour, whatever the size.
 *
 * @param {string} connectionString
 * @param {Record<string, number>} sizes
 * @param {{ days?: number, loyalEvery?: number, yesterday?: number, evenDays?: number }} [shape]
 * @returns {Promise<Record<string, { channelId: string, creatorId: string, chzzkChannelId: string, cookie: string }>>}
 */
export async function generate(connectionString, sizes, shape = {}) {
  const client = new pg.Client({ connectionString, options: '-c timezone=UTC' })
  await client.connect()
  await client.query('SET session_replication_role = replica')
  for (const statement of [ID, entries, fans]) await client.query(statement)
  /** @type {Record<string, { channelId: string, creatorId: string, chzzkChannelId: string, cookie: string }>} */
  const channels = {}
  for (const [name, size] of Object.entries(sizes))
    channels[name] = await fillChannel(client, name, size, shape)
  await client.query('VACUUM (ANALYZE)')
  await client.end()
  return channels
}

async function fillChannel(
  client,
  name,
  size,
  { days = 730, loyalEvery = 2_147_483_647, yesterday = 0, evenDays = 0 },
) {
  const [channelId, creatorId] = [randomUUID(), randomUUID()]
  const chzzkChannelId = randomBytes(16).toString('hex')
  await client.query('BEGIN')
  await client.query(
    "INSERT INTO users (id, chzzk_user_id, display_name, role, agreed_at) VALUES ($1, $2, $3, 'creator', now())",
    [creatorId, chzzkChannelId, name],
  )
  await client.query(
    'INSERT INTO channels (id, chzzk_channel_id, name, owner_id, opened_at) VALUES ($1, $2, $3, $4, now())',
    [channelId, chzzkChannelId, name, creatorId],
  )
  await client.query(tiers, [channelId])
  await client.query(thresholds, [channelId])
  await client.query(rows, [channelId, size, (days * 24 * 60 * 60) / size, loyalEvery, yesterday, evenDays])
  await client.query(donations, [creatorId])
  await client.query(messages, [creatorId])
  await client.query(histories, [channelId])
  await client.query(feed, [channelId])
  await client.query('SELECT pg_temp.append_entries($1, $2)', [channelId, creatorId])
  await client.query('COMMIT')
  return { channelId, creatorId, chzzkChannelId, cookie: await signIn(client, creatorId) }
}

/**
 * The cookie of somebody who is signed in.
 *
 * @param {pg.Client} client
 * @param {string} userId
 */
export async function signIn(client, userId) {
  const token = randomBytes(32).toString('base64url')
  await client.query(
    "INSERT INTO sessions (id, token_hash, user_id, expires_at) VALUES (gen_random_uuid(), $1, $2, now() + interval '1 day')",
    [createHash('sha256').update(token).digest('hex'), userId],
  )
  const cookie = await createCookie('melt_session', { secrets: [SECRET] }).serialize(token)
  return cookie.split(';')[0] ?? ''
}

/**
 * Cookies of so many of the fans that `generate` made.
 *
 * @param {pg.Client} client
 * @param {number} count
 */
export async function signInFans(client, count) {
  const { rows } = await client.query(
    "SELECT id FROM users WHERE display_name LIKE '팬 %' ORDER BY id DESC LIMIT $1",
    [count],
  )
  const cookies = []
  for (const { id } of rows) cookies.push(await signIn(client, id))
  return cookies
}
