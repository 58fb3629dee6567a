import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { inTurn } from './feed.js'
import { signIn } from './generate.js'
import { importApp } from './import-app.js'
import { judged, ms, printTable } from './table.js'

const FANS = 1_000
const TOPICS = ['노래', '게임', '저녁', '생일', '휴가', '강아지', '시험', '퇴근길', '다시보기', '신청곡']
const ASKED = {
  'the inbox': '/creator/inbox',
  'what is unread': '/creator/inbox?folder=unread',
  'donation messages': '/creator/inbox?folder=donations',
  'what was filtered': '/creator/inbox?folder=filtered',
  'search, one letter in all': `/creator/inbox?query=${encodeURIComponent('편지 7번')}`,
  'search, every tenth letter': `/creator/inbox?query=${encodeURIComponent('강아지')}`,
  'search, nothing': `/creator/inbox?query=${encodeURIComponent('없는낱말')}`,
}

/**
 * The inbox of a creator with many letters beside one with few, by folder and by search.
 *
 * @param {{ url: string, database: string, letters: { many: number, few: number }, samples: number }} scene
 */
export async function compareInboxes({ url, database, letters, samples }) {
  const client = new pg.Client({ connectionString: database, options: '-c timezone=UTC' })
  await client.connect()
  const [big, small] = [await fill(client, letters.many), await fill(client, letters.few)]
  await client.query('VACUUM (ANALYZE) messages')
  await client.end()
  const rows = []
  for (const [name, path] of Object.entries(ASKED)) {
    const asked = [big, small].map((cookie) => ({ address: url + path, headers: { Cookie: cookie } }))
    const [slow, quick] = await inTurn(asked, samples, (answer) => answer.letters)
    rows.push([name, judged(slow / quick, '≤', 1.5), ms(slow), ms(quick)])
  }
  const title = `Inbox: ${letters.many.toLocaleString('en')} letters beside ${letters.few} (p50 over HTTP)`
  printTable(title, ['request', 'ratio', 'big', 'small'], rows)
}

/** What the triggers would have written: each letter was created, and those that are read were read. */
const HISTORY = [
  `INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, text_digest, at)
  SELECT id, 1, channel_id, 'created', 'viewer', author_id, text_digest(text_salt, content), created_at FROM messages WHERE channel_id = $1`,
  `INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id, at)
  SELECT m.id, 2, m.channel_id, 'read', 'creator', c.owner_id, m.read_at
  FROM messages m JOIN channels c ON c.id = m.channel_id WHERE m.channel_id = $1 AND m.read_at IS NOT NULL`,
  'UPDATE messages SET event_count = 2 WHERE channel_id = $1 AND read_at IS NOT NULL',
]

/** A creator of their own with so many letters, a tenth of them unread, indexed as the application does it. */
async function fill(client, size) {
  const { searchKeys } = await importApp('domain/messages/message.ts')
  const [channelId, creatorId] = [randomUUID(), randomUUID()]
  await client.query('BEGIN')
  const chzzkId = randomBytes(16).toString('hex')
  await client.query(
    `WITH creator AS (INSERT INTO users (id, chzzk_user_id, display_name, role, agreed_at) VALUES ($1, $2, '스트리머', 'creator', now()))
    INSERT INTO channels (id, chzzk_channel_id, name, owner_id, opened_at) VALUES ($3, $2, '스트리머', $1, now())`,
    [creatorId, chzzkId, channelId],
  )
  const cookie = await signIn(client, creatorId)
  await client.query('SET LOCAL session_replication_role = replica')
  const { rows: fans } = await client.query(
    `SELECT id, display_name FROM users WHERE display_name LIKE '팬 %' LIMIT ${FANS}`,
  )
  for (let from = 0; from < size; from += 10_000) {
    const letters = Array.from({ length: Math.min(10_000, size - from) }, (_, n) => {
      const fan = fans[(from + n) % fans.length]
      const content = `편지 ${from + n}번이에요. ${TOPICS[n % TOPICS.length]} 이야기를 나중에 더 들려주세요`
      return {
        fan: fan.id,
        content,
        keys: `{${searchKeys(channelId, `${fan.display_name}\n${content}`)}}`,
        ago: from + n,
      }
    })
    await client.query(
      `INSERT INTO messages (id, channel_id, author_id, type, visibility, content, allow_retweet, search_keys, created_at, read_at)
      SELECT gen_random_uuid(), $1, (l->>'fan')::uuid, 'dm', 'private', l->>'content', true, (l->>'keys')::int[],
        now() - (l->>'ago')::int * interval '1 minute', CASE WHEN (l->>'ago')::int % 10 > 0 THEN now() END
      FROM json_array_elements($2::json) l`,
      [channelId, JSON.stringify(letters)],
    )
  }
  for (const statement of HISTORY) await client.query(statement, [channelId])
  await client.query('COMMIT')
  return cookie
}
