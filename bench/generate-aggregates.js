import pg from 'pg'
import { signIn } from './generate.js'

const CHANNELS = 1_000
const FANS = 5_000

/** Numbers that look random and are the same every time. */
const HASH = `
  CREATE FUNCTION pg_temp.chance(n bigint, salt int, most int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT ((hashint8extended(n, salt) & 2147483647) % most)::int $$`

const people = `
  INSERT INTO users (id, chzzk_user_id, display_name, agreed_at)
  SELECT gen_random_uuid(), md5('person' || n), '사람 ' || n, now() FROM generate_series(1, ${FANS + CHANNELS}) n`

const channels = `
  INSERT INTO channels (id, chzzk_channel_id, name, owner_id, opened_at)
  SELECT gen_random_uuid(), chzzk_user_id, display_name, id, now() FROM users
  WHERE chzzk_user_id IN (SELECT md5('person' || n) FROM generate_series(${FANS + 1}, ${FANS + CHANNELS}) n)`

/** Donations of two years over all channels, 1 in 20 not confirmed, 1 in 10 of nobody known; 300 of the fans support each channel. */
const donations = `
  INSERT INTO donation_events (id, channel_id, donor_id, status, source, claimed_amount_cheese, amount_cheese, occurred_at,
    confirmed_at, confirmed_by, confirmed_by_kind, broadcast, created_at)
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
    c.id, CASE WHEN pg_temp.chance(n, 1, 10) > 0 THEN f.id END,
    (CASE WHEN waiting THEN 'OCCURRED' ELSE 'CONFIRMED' END)::donation_status, 'user_flow', amount,
    CASE WHEN NOT waiting THEN amount END, at, CASE WHEN NOT waiting THEN at END,
    CASE WHEN NOT waiting AND kind = 'creator' THEN c.owner_id END, CASE WHEN NOT waiting THEN kind::actor_kind END,
    (ARRAY['live', 'after_live', 'unknown'])[1 + pg_temp.chance(n, 2, 3)]::broadcast_state, at
  FROM (
    SELECT n, n % ${CHANNELS} AS place, date_trunc('milliseconds', now()) - (pg_temp.chance(n, 3, 63072000) + 60) * interval '1 second' AS at,
      100 * (1 + pg_temp.chance(n, 4, 500)) AS amount, pg_temp.chance(n, 5, 20) = 0 AS waiting,
      CASE WHEN pg_temp.chance(n, 6, 3) = 0 THEN 'session' ELSE 'creator' END AS kind
    FROM generate_series(1, $1::bigint) n) planned
  JOIN (SELECT id, owner_id, row_number() OVER (ORDER BY chzzk_channel_id) - 1 AS place FROM channels) c USING (place)
  JOIN (SELECT id, row_number() OVER (ORDER BY chzzk_user_id) - 1 AS fan FROM users WHERE id NOT IN (SELECT owner_id FROM channels)) f
    ON f.fan = (place * 5 + pg_temp.chance(n, 7, 300)) % ${FANS}`

const INDEXES = `
  SELECT indexname AS name, indexdef AS text FROM pg_indexes
  WHERE tablename = 'donation_events' AND indexname NOT IN (SELECT conname FROM pg_constraint)`

/**
 * Fills a database with donations over 1,000 channels, triggers off and so without aggregates: one of the channels, and its creator's cookie.
 *
 * @param {string} connectionString
 * @param {number} count
 */
export async function generateAggregates(connectionString, count) {
  const client = new pg.Client({ connectionString, options: '-c timezone=UTC' })
  await client.connect()
  await client.query('SET session_replication_role = replica')
  for (const statement of [HASH, people, channels]) await client.query(statement)
  await client.query(
    `INSERT INTO badges (channel_id, tier, name, icon, threshold_cheese)
     SELECT id, tier, 'tier ' || tier, 'star', 10000 * 5 ^ (tier - 1) FROM channels, generate_series(1, 4) tier`,
  )
  await client.query(
    `INSERT INTO badge_thresholds (channel_id, tier, seq, threshold_cheese, since_entry)
     SELECT channel_id, tier, 1, threshold_cheese, 0 FROM badges`,
  )
  const { rows: indexes } = await client.query(INDEXES)
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`)
  await client.query("SET maintenance_work_mem = '1GB'")
  await client.query(donations, [count])
  for (const { text } of indexes) await client.query(text)
  const creator = await signInMiddle(client)
  await client.query('VACUUM (ANALYZE)')
  await client.end()
  return creator
}

/** The creator of a channel in the middle, signed in. */
async function signInMiddle(client) {
  const { rows } = await client.query(
    'SELECT id, owner_id FROM channels ORDER BY chzzk_channel_id OFFSET 500 LIMIT 1',
  )
  const [{ id, owner_id: ownerId }] = rows
  return { channelId: id, cookie: await signIn(client, ownerId) }
}
