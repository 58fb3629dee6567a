import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { feedSql } from '~/domain/feed/get.server'
import { generate } from '../../bench/generate.js'
import { fillEverythingElse } from '../growth/everything-else'
import { cloneName, inPostgres, TEMPLATE, urlOf } from '../support/template'
import { readNamedQueries } from './named-queries'
import { explain } from './plans/explain'
import { findSample, PLANNED_ANEW, type Sample, valuesOf, WHOLE_TABLES } from './plans/values'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

const DONATIONS = 20_000
const HIGHEST: [number, Date | 'infinity', string] = [
  2_147_483_647,
  'infinity',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]
/** A table with so many rows is not read from one end to the other for a page. */
const MANY_ROWS = 2_000
/** So little is as good as nothing: a plan may differ by a leaf or two. */
const FEW_BUFFERS = 16

const onPostgres = Boolean(process.env.TEST_POSTGRES_URL)
const named = onPostgres ? readNamedQueries().queries.filter(({ through }) => through === 'query') : []
const database = cloneName()
let client: pg.Client
let big: { channelId: string; creatorId: string } | undefined
let sample: Sample
let large = new Set<string>()

/** All tables of a channel's donations, messages and feed are large; those around them are empty, and then as in life. */
describe.skipIf(!onPostgres)('Every named statement', () => {
  beforeAll(async () => {
    await inPostgres((server) => server.query(`CREATE DATABASE ${database} TEMPLATE ${TEMPLATE}`))
    const channels = await generate(urlOf(database), { big: DONATIONS, small: 200 }, { loyalEvery: 7 })
    big = channels.big
    client = new pg.Client({ connectionString: urlOf(database), options: '-c timezone=UTC' })
    await client.connect()
    await client.query('SET session_replication_role = replica')
  })
  afterAll(async () => {
    await client.end()
    await inPostgres((server) => server.query(`DROP DATABASE ${database} WITH (FORCE)`))
  })

  test('is tried here with values of its own, or reads whole tables on purpose', () => {
    const known = [...Object.keys(valuesOf), ...Object.keys(WHOLE_TABLES)]
    expect(named.length).toBeGreaterThan(70)
    const others = named.map(({ name }) => name).filter((name) => !known.includes(name))
    expect(others.filter((name) => !PLANNED_ANEW.test(name))).toEqual([])
    expect(known.filter((name) => !named.some((query) => query.name === name))).toEqual([])
  })

  const tried = named.filter(({ name }) => name in valuesOf)

  describe('among fresh tables', () => {
    beforeAll(readSample)
    test.each(tried.map((query) => [query.name, query.sql] as const))('%s', check)
  })

  describe('among full tables', () => {
    beforeAll(async () => {
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO users (id, chzzk_user_id, display_name, role, agreed_at)
        VALUES (gen_random_uuid(), md5('admin'), '운영자', 'admin', now()) RETURNING id`,
      )
      if (!big || !rows[0]) throw new Error('There is no channel to fill')
      await fillEverythingElse(client, { ...big, adminId: rows[0].id, size: DONATIONS })
      await readSample()
    })
    test.each(tried.map((query) => [query.name, query.sql] as const))('%s', check)

    test("a period's highest amounts are the same, however many there are to find them among", async () => {
      const { id, chzzkId } = sample.big
      for (const days of [1, 3, 8, 20, 400])
        for (const [amount, at, last] of [HIGHEST, await rowAt(id, 30)]) {
          const since = new Date(Date.now() - days * 24 * 60 * 60 * 1000)
          const { rows } = await client.query<{ id: string }>(feedSql.by_amount_since, [
            chzzkId,
            21,
            at,
            last,
            amount,
            since,
          ])
          const { rows: sorted } = await client.query<{ id: string }>(
            `SELECT message_id AS id FROM feed_items
            WHERE channel_id = $1 AND at >= $2 AND (sort_amount, at, message_id) < ($3::int, $4::timestamptz, $5::uuid)
            ORDER BY sort_amount DESC, at DESC, message_id DESC LIMIT 21`,
            [id, since, amount, at, last],
          )
          expect(rows.map(({ id }) => id)).toEqual(sorted.length > 0 ? sorted.map(({ id }) => id) : [null])
        }
    })
  })

  async function rowAt(channelId: string, days: number): Promise<typeof HIGHEST> {
    const { rows } = await client.query<{ amount: number; at: Date; id: string }>(
      `SELECT sort_amount AS amount, at, message_id AS id FROM feed_items
      WHERE channel_id = $1 AND at < now() - $2 * interval '1 day' ORDER BY at DESC LIMIT 1`,
      [channelId, days],
    )
    const [row] = rows
    return row ? [row.amount, row.at, row.id] : HIGHEST
  }

  async function readSample() {
    sample = await findSample(client)
    const { rows } = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= $1",
      [MANY_ROWS],
    )
    large = new Set(rows.map(({ name }) => name))
  }

  /** One plan for any parameters is as good as one for these, and the one that PostgreSQL settles on. */
  async function check(name: string, sql: string) {
    const sets = valuesOf[name]?.(sample) ?? []
    const wrong: string[] = []
    for (const [index, values] of sets.entries()) {
      const { generic, custom, expected, scanned, settlesOnGeneric } = await explain(
        client,
        `${name} ${index} ${Date.now()}`,
        sql,
        values,
      )
      const at = `values ${index}: ${generic} buffers under the plan for any, ${custom} under the plan for these`
      if (generic > 2 * custom + FEW_BUFFERS) wrong.push(at)
      if (!settlesOnGeneric) wrong.push(`${at}, expected ${expected}; each execution is planned`)
      for (const table of scanned.filter((table) => large.has(table)))
        wrong.push(`values ${index}: reads all of ${table}`)
    }
    expect(sets.length).toBeGreaterThan(0)
    expect(wrong).toEqual([])
  }
})
