import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { SECRET } from '../../bench/database.js'
import { generate, signIn } from '../../bench/generate.js'
import { launchMelt } from '../../tools/melt-process.js'
import { openCounter, urlOf } from './count'
import { fillEverythingElse } from './everything-else'

/** The last days are as full beside few donations as beside many: what follows the calendar alone does not grow. */
const SHAPE = { days: 40, loyalEvery: 7, yesterday: 240, evenDays: 2 }
const NEWCOMERS = 12
/** Longer than Melt lets pass without a poll of the outbox. */
const IDLE_MS = 6_000

export const READERS = ['anonymous', 'fan', 'creator', 'admin'] as const
export type Reader = (typeof READERS)[number]

export type Place = Awaited<ReturnType<typeof fillDatabase>>
export type World = Awaited<ReturnType<typeof openWorld>>
type Person = { id: string; chzzkUserId: string }

const PEOPLE = `SELECT id, chzzk_user_id AS "chzzkUserId" FROM users u`
/** The first fan, of whom every seventh donation is. */
const LOYAL = `${PEOPLE} WHERE id = (SELECT donor_id FROM donation_events WHERE donor_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)`
const NEW = `${PEOPLE} WHERE display_name LIKE '팬 %' AND NOT EXISTS (SELECT FROM messages m WHERE m.author_id = u.id)
  AND NOT EXISTS (SELECT FROM blocks b WHERE b.user_id = u.id) ORDER BY id LIMIT ${NEWCOMERS}`

/** Something of each kind for an address to name, what is the fan's own where it is somebody's. */
const IDS = `SELECT
  (SELECT id FROM donation_events WHERE channel_id = $1 AND donor_id = $2 AND status = 'CONFIRMED' ORDER BY occurred_at DESC OFFSET 20 LIMIT 1) AS donation,
  (SELECT id FROM messages WHERE channel_id = $1 AND author_id = $2 AND type = 'dm' AND hidden_at IS NULL AND held_at IS NULL ORDER BY created_at DESC OFFSET 1 LIMIT 1) AS letter,
  (SELECT message_id FROM feed_items i JOIN messages m ON m.id = i.message_id WHERE i.channel_id = $1 AND m.type = 'donation' AND m.author_id <> $2
    ORDER BY i.at DESC OFFSET 20 LIMIT 1) AS message,
  (SELECT id FROM messages WHERE channel_id = $1 AND author_id = $2 AND hidden_at IS NOT NULL LIMIT 1) AS hidden,
  (SELECT id FROM reports WHERE outcome IS NULL AND for_admins ORDER BY created_at LIMIT 1) AS report,
  (SELECT id FROM objections WHERE outcome IS NULL AND for_admins ORDER BY created_at LIMIT 1) AS objection,
  (SELECT id FROM contents WHERE channel_id = $1 AND gate_tier = 1 ORDER BY created_at DESC OFFSET 3 LIMIT 1) AS content,
  (SELECT id FROM statements WHERE channel_id = $1 AND kind = 'lines' LIMIT 1) AS statement,
  (SELECT id FROM notifications WHERE user_id = $2 AND read_at IS NOT NULL ORDER BY created_at DESC LIMIT 1) AS notice,
  (SELECT id FROM badge_icons LIMIT 1) AS icon`

/** A table of a page or two is read whole, which no large one can be: beside few donations too PostgreSQL goes by indexes. */
export async function readByIndex(server: string, { database }: Place) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`ALTER DATABASE ${database} SET enable_seqscan = off`).finally(() => client.end())
}

/** A database with a channel of so many messages and donations and everything that goes with them. */
export async function fillDatabase(server: string, template: string, size: number) {
  const database = await copyDatabase(server, template)
  const connectionString = urlOf(server, database)
  const { made } = await generate(connectionString, { made: size }, SHAPE)
  if (!made) throw new Error('No channel was made')
  const { channelId, creatorId, chzzkChannelId, cookie } = made
  const client = new pg.Client({ connectionString, options: '-c timezone=UTC' })
  await client.connect()
  const find = async (sql: string) => (await client.query<Person>(sql)).rows
  const [admin] = await find(`INSERT INTO users (id, chzzk_user_id, display_name, role, agreed_at)
    VALUES (gen_random_uuid(), md5('admin'), '운영자', 'admin', now()) RETURNING id, chzzk_user_id AS "chzzkUserId"`)
  const [fan] = await find(LOYAL)
  if (!admin || !fan) throw new Error('Nobody was made')
  await fillEverythingElse(client, { channelId, creatorId, adminId: admin.id, size })
  const { rows: ids } = await client.query<Record<string, string | null>>(IDS, [channelId, fan.id])
  const newcomers: (Person & { cookie: string })[] = []
  for (const person of await find(NEW)) newcomers.push({ ...person, cookie: await signIn(client, person.id) })
  const cookies: Record<Reader, string> = {
    anonymous: '',
    fan: await signIn(client, fan.id),
    creator: cookie,
    admin: await signIn(client, admin.id),
  }
  await client.end()
  return { database, channelId, chzzkChannelId, fan, admin, cookies, newcomers, ids: ids[0] ?? {} }
}

/** The same with this table as on a new instance: empty, and nothing known about it. */
export async function emptyTable(server: string, place: Place, table: string): Promise<Place> {
  const database = await copyDatabase(server, place.database)
  const client = new pg.Client({ connectionString: urlOf(server, database) })
  await client.connect()
  await client.query('SET session_replication_role = replica')
  await client.query(`DELETE FROM ${table}`)
  await client.query(`VACUUM (TRUNCATE) ${table}`)
  await client.query(`DELETE FROM pg_statistic WHERE starelid = '${table}'::regclass`)
  await client.query(`UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid = '${table}'::regclass`)
  await client.end()
  return { ...place, database }
}

export async function openWorld(server: string, place: Place) {
  const melt = await launchMelt({
    DATABASE_URL: urlOf(server, place.database),
    SESSION_SECRET: SECRET,
    TOKEN_ENCRYPTION_KEY: SECRET,
    MELT_RATE_LIMITS: 'off',
    MELT_ADMIN_CHANNEL_IDS: place.admin.chzzkUserId,
  })
  await melt.opened()
  const counter = await openCounter(server, place.database)
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  await counter.leaveOutIdle()

  async function ask(
    reader: Reader | { cookie: string },
    method: string,
    path: string,
    init: RequestInit = {},
  ) {
    const headers = new Headers(init.headers)
    headers.set('Cookie', typeof reader === 'string' ? place.cookies[reader] : reader.cookie)
    const response = await fetch(melt.url + path, { ...init, method, headers, redirect: 'manual' })
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream'))
      return { status: response.status, body: await response.text() }
    const body = response.body?.getReader()
    const first = await body?.read()
    await body?.cancel()
    return { status: response.status, body: new TextDecoder().decode(first?.value) }
  }

  async function close() {
    await counter.close()
    await melt.end('SIGKILL')
  }
  return { ...place, ask, counter, close, output: melt.output }
}

async function copyDatabase(server: string, template: string) {
  const name = `melt_growth_${randomBytes(4).toString('hex')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`).finally(() => client.end())
  return name
}
