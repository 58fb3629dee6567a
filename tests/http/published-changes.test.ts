import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { configure, usualTiers } from '../support/badges'
import { createIntent, donate } from '../support/fixtures'
import { settingsOf } from '../support/letters'
import { Client, signedIn, useMelt } from '../support/melt'
import { answer, cheer, letter, post } from '../support/messages'
import { someChzzkId } from '../support/people'
import { sendForm, setVip, share, support } from '../support/rewards'

useMelt()

/** Of every column of every table that a public page reads: whether everybody sees it change by itself. Keys, a row's channel and what a reply answers never do. */
const COLUMNS: Record<string, { shown: string; hidden: string }> = {
  users: { shown: 'display_name', hidden: 'chzzk_user_id role agreed_at created_at' },
  channels: {
    shown: 'chzzk_channel_id name image_url opened_at created_at',
    hidden: 'owner_id',
  },
  channel_settings: {
    shown: 'who_may_write from_tier blocked_words allowed_words',
    hidden: 'allow_links retweets_a_day session_mode updated_at',
  },
  feed_items: { shown: 'at sort_amount pinned', hidden: '' },
  messages: {
    shown: 'author_id visibility content donation_id created_at replied_publicly_at hidden_at',
    hidden: `type request_id allow_retweet inbox_rank search_keys relayed event_count text_salt pinned_at read_at
      replied_privately_at held_at archived_at withdrawn_at retweeted_at`,
  },
  donation_events: {
    shown: 'status hide_name donor_name',
    hidden: `donor_id intent_id request_id source claimed_amount_cheese amount_cheese hide_amount late has_signal note occurred_at
      confirmed_at confirmed_by confirmed_by_kind broadcast created_at merged_into_id merged_at merge_took`,
  },
  badges: { shown: 'name icon threshold_cheese letters_first retweet_weight', hidden: '' },
  user_badges: { shown: '', hidden: 'earned_at' },
  badge_icons: { shown: 'media_type size_bytes sha256', hidden: 'key created_at' },
  contents: {
    shown: 'title gate_tier created_at deleted_at',
    hidden: 'gate_vip body link request_id change_id updated_at',
  },
  broadcast_polls: { shown: 'finished_at complete', hidden: '' },
}
/** Read by no public page, or only by way of one of the tables above: a sighting counts with its poll, an RT is a line of the feed. */
const OTHERS = `_prisma_migrations aggregate_checks audit_entries badge_changes badge_holders badge_thresholds blocks broadcast_sightings
  channel_days channel_hours channel_ranges channel_unconfirmed_days channel_webhooks channel_week_hours content_coupons content_files
  counter_changes counters daily_totals donation_entries donation_intents entries_frontiers entries_nodes file_removals follows instance_switches jobs ledger_heads log_checkpoints log_cosignatures log_leaves log_nodes message_events notification_deliveries notification_mutes notification_preferences notifications oauth_tokens objections outbox push_subscriptions rate_limits reports retweets
  session_connections session_events session_leases session_mode_changes sessions settlement_opt_ins spent_newcomers statement_lines
  statement_mappings statement_refused_rows statements user_channel_days
  user_channel_ranges user_channel_stats vip_users`

/** Rows that come and go; the others stay for good. */
const COME_AND_GO = ['channel_settings', 'feed_items', 'badges', 'user_badges', 'badge_icons', 'contents']

const words = (text: string) => text.split(/\s+/).filter(Boolean)

/** Nobody signed in, whose cookie keeps every answer from being one that was kept. */
const nobody = new Client('melt_session=of-nobody')

let creator: Client
let fan: Client
let pages: { path: string; topics: string[] }[]

beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  await db.channel.update({
    where: { chzzkChannelId: other.chzzkUserId },
    data: { openedAt: new Date(Date.now() - 3_600_000) },
  })
  await support(fan, creator, 20_000)
  await setVip(creator, fan)
  await answer(creator, await retweet('소개해도 되는 편지예요'), 'public')
  await answer(creator, await cheer(other, creator), 'private')
  await answer(creator, await letter(fan, creator), 'public', '편지가 아니라 글로 남는 답장')
  await post(creator)
  await donate(fan, creator, { message: '아직 확인 전이에요' })
  await creator.ask('POST', '/donations/manual', { amount: 1000, message: '이름만', donorName: '가람' })
  const { id } = await share(creator, { gate: '1' })
  await share(creator, { title: 'VIP만', gate: 'vip' })
  const image = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#0f9' } })
    .png()
    .toBuffer()
  const { icon } = (await (await sendForm(creator, '/badges/icons', {}, { image })).json()) as {
    icon: string
  }
  await settingsOf(creator, { whoMayWrite: 'badge', fromTier: 1, blockedWords: ['고구마'] })
  const of = creator.chzzkUserId
  const ofChannel = [`page ${of}`, 'page live', 'page *']
  const ofList = ['page channels', 'page live', 'page *']
  pages = [
    `/feed?chzzkChannelId=${of}`,
    `/feed?chzzkChannelId=${of}&sort=amount`,
    `/badges?chzzkChannelId=${of}`,
    `/contents?chzzkChannelId=${of}`,
    `/contents/${id}`,
    `/channels/${of}`,
    `/${of}`,
    `/${of}/letter`,
  ].map((path) => ({ path, topics: ofChannel }))
  pages.push({ path: '/channels?query=', topics: ofList }, { path: icon, topics: ['page icons', 'page *'] })
})

/** What CHZZK's list of lives said counts for ten minutes. */
beforeEach(async () => {
  const slot = new Date(Date.now() - 60_000)
  await db.broadcastPoll.deleteMany()
  await db.broadcastPoll.create({ data: { slot, finishedAt: slot, complete: true } })
  await db.broadcastSighting.create({ data: { slot, channelId: await channelId(), openedAt: slot } })
})

async function channelId() {
  return (await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } })).id
}

async function retweet(content: string) {
  const body = { chzzkChannelId: creator.chzzkUserId, content, allowRetweet: true }
  const { messageId } = await fan.ask<{ messageId: string }>('POST', '/messages/dm', body)
  await creator.ask('POST', `/messages/${messageId}/retweet`)
  return messageId
}

/** What everybody reads, without what differs each time it is drawn. */
async function draw(path: string) {
  const isPage = !/^\/(feed|badges|contents|channels)\b/.test(path)
  const accept = { headers: { Accept: isPage ? 'text/html' : 'application/json' } }
  const response = await nobody.request(path.includes('/icons/') ? 'HEAD' : 'GET', path, accept)
  const text = (await response.text())
    .replace(/ nonce="[^"]*"/g, '')
    .replace(/<input[^>]*requestId[^>]*>/g, '')
    .replace(/(<time[^>]*>)[^<]*/g, '$1')
  const named = ['Content-Type', 'ETag', ...(isPage ? [] : ['Content-Length'])]
  return [response.status, ...named.map((name) => response.headers.get(name)), text].join('\n')
}

const drawAll = () => Promise.all(pages.map(({ path }) => draw(path)))

/** The topics of an act, and those pages that show something else after it than this. */
async function changesOf(act: () => Promise<unknown>, before: string[]) {
  const topics = await topicsOf(act)
  const after = await drawAll()
  const differing = pages.filter((_, n) => after[n] !== before[n])
  return {
    topics,
    differing,
    silent: differing.filter((page) => !page.topics.some((of) => topics.includes(of))),
  }
}

async function topicsOf(act: () => Promise<unknown>): Promise<string[]> {
  const { rows: before } = await pool.query(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS first',
  )
  await act()
  const { rows } = await pool.query('SELECT DISTINCT topic FROM outbox WHERE xid >= $1 ORDER BY 1', [
    before[0].first,
  ])
  return rows.map(({ topic }) => topic)
}

/** As a replica no trigger keeps the rows as they must be, but those that publish. */
async function alone(statements: [sql: string, values?: unknown[]][]) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN; SET LOCAL session_replication_role = replica')
    let count = 0
    for (const [sql, values] of statements) {
      await client.query('SAVEPOINT one')
      const done = await client.query(sql, values).catch((error: { code?: string }) => error)
      if ('rowCount' in done) count += done.rowCount ?? 0
      // What a check refuses never happens.
      else if (/^2[23]/.test(done.code ?? '')) await client.query('ROLLBACK TO one')
      else throw done
    }
    await client.query('COMMIT')
    return count
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

async function publishAlways(state: 'ALWAYS TRIGGER' | 'TRIGGER') {
  const { rows } = await pool.query<{ name: string; table: string }>(
    `SELECT tgname AS name, tgrelid::regclass::text AS "table" FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE '%\\_publish%'`,
  )
  for (const { name, table } of rows) await pool.query(`ALTER TABLE ${table} ENABLE ${state} ${name}`)
}

type Column = { name: string; type: string; isKey: boolean }

async function columnsOf(table: string) {
  const { rows } = await pool.query<Column>(
    `SELECT c.column_name AS name, c.udt_name AS type, c.column_name IN ('channel_id', 'reply_to_id') OR EXISTS (
       SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
       WHERE i.indisprimary AND i.indrelid = $1::text::regclass AND a.attname = c.column_name) AS "isKey"
     FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name = $1::text ORDER BY 1`,
    [table],
  )
  return rows
}

/** Other values that a column of this type may have. */
async function others({ name, type }: Column): Promise<string[]> {
  const column = `"${name}"`
  const by: Record<string, string[]> = {
    uuid: ['NULL', `'${creator.id}'`, 'gen_random_uuid()'],
    text: [`${column} || '2'`, "'none'", 'NULL'],
    varchar: [`${column} || '2'`, "repeat('e', 32)", "repeat('e', 64)", 'NULL'],
    bool: [`NOT ${column}`],
    int2: [`${column} + 1`, 'NULL'],
    int4: [`${column} + 1`, 'NULL'],
    timestamptz: [`${column} - interval '40 days'`, 'now()', 'NULL'],
    _text: ["'{새벽}'", "'{고구마탐험대}'"],
    _int4: ["'{1}'"],
    _merge_taking: ["'{name}'"],
  }
  if (by[type]) return by[type]
  const { rows } = await pool.query<{ label: string }>(
    'SELECT e.enumlabel AS label FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = $1',
    [type],
  )
  return rows.map(({ label }) => `'${label}'`)
}

describe('Whatever everybody sees', () => {
  beforeAll(() => publishAlways('ALWAYS TRIGGER'))
  afterAll(() => publishAlways('TRIGGER'))

  test('is known of every table and column', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual([...Object.keys(COLUMNS), ...words(OTHERS)].sort())
    for (const [table, { shown, hidden }] of Object.entries(COLUMNS)) {
      const columns = (await columnsOf(table)).filter(({ isKey }) => !isKey).map(({ name }) => name)
      expect(columns, table).toEqual(words(`${shown} ${hidden}`).sort())
    }
  })

  test.each(Object.keys(COLUMNS))(
    'of %s is published when it changes',
    { timeout: 600_000 },
    async (table) => {
      const { rows } = await pool.query(
        `SELECT json_agg(t)::text AS rows, array_agg(t.ctid::text) AS places FROM "${table}" t`,
      )
      const saved = [
        [`DELETE FROM "${table}"`],
        [
          `INSERT INTO "${table}" SELECT * FROM json_populate_recordset(NULL::"${table}", $1)`,
          [rows[0].rows],
        ],
      ] as [string, unknown[]?][]
      const before = await drawAll()
      const seen = new Set<string>()
      for (const column of await columnsOf(table)) {
        if (column.isKey) continue
        for (const other of seen.has(column.name) ? [] : await others(column)) {
          const { differing, silent } = await changesOf(() => setEverywhere(table, column, other), before)
          expect(silent, `${table}.${column.name} = ${other}`).toEqual([])
          await alone(saved)
          if (differing.length > 0) {
            seen.add(column.name)
            break
          }
        }
      }
      if (COME_AND_GO.includes(table)) {
        const gone = await changesOf(() => alone(saved.slice(0, 1)), before)
        expect([gone.differing.length > 0, gone.silent], `${table} gone`).toEqual([true, []])
        const without = await drawAll()
        const back = await changesOf(() => alone(saved.slice(1)), without)
        expect([back.differing.length > 0, back.silent], `${table} back`).toEqual([true, []])
      }
      expect(await drawAll()).toEqual(before)
      expect([...seen].sort()).toEqual(words(COLUMNS[table]?.shown ?? '').sort())
    },
  )

  async function setEverywhere(table: string, { name }: Column, value: string) {
    const { rows } = await pool.query<{ place: string }>(`SELECT ctid::text AS place FROM "${table}"`)
    await alone(
      rows.map(({ place }) => [
        `UPDATE "${table}" SET "${name}" = ${value} WHERE ctid = $1::tid AND "${name}" IS DISTINCT FROM ${value}`,
        [place],
      ]),
    )
  }
})

describe('What only some may know', () => {
  test('publishes no page', async () => {
    const settings = { whoMayWrite: 'badge', fromTier: 1, blockedWords: ['나쁜말'] }
    const topics = await topicsOf(() => settingsOf(creator, settings))
    expect(topics).toEqual([`page ${creator.chzzkUserId}`])
    const { id: of } = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } })
    const acts: (() => Promise<unknown>)[] = [
      () => settingsOf(creator, { ...settings, retweetsADay: 7 }),
      () => createIntent(fan, creator),
      () => donate(fan, creator, { message: '나쁜말이 든 글' }),
      () => fan.ask('POST', `/channels/${creator.chzzkUserId}/follow`),
      () => setVip(creator, fan, false),
      () => setVip(creator, fan),
      async () => {
        const id = await letter(fan, creator)
        await creator.ask('POST', `/messages/${id}/read`)
        await answer(creator, id, 'private')
        await creator.ask('POST', `/messages/${id}/archive`)
        await fan.ask('DELETE', `/content/${id}`)
      },
      () => fan.ask('POST', '/auth/logout'),
    ]
    for (const act of acts)
      for (const topic of await topicsOf(act)) expect(topic).toMatch(new RegExp(`^(inbox ${of}$|session )`))
  })

  test('tiers that are saved with the pictures that they had publish no pictures', async () => {
    const save = () => configure(creator, usualTiers())
    await save()
    const topics = await topicsOf(save)
    expect(topics).toContain(`page ${creator.chzzkUserId}`)
    expect(topics).not.toContain('page icons')
  })

  test('a confirmation publishes its page and its inbox, each once', async () => {
    const donor = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대' })
    const id = await donate(donor, creator, { amount: 70_000 })
    const topics = await topicsOf(() => creator.ask('POST', `/donations/${id}/confirm`))
    expect(topics.sort()).toEqual([`inbox ${await channelId()}`, `page ${creator.chzzkUserId}`])
  })
})
