import { expect, test } from 'vitest'
import { db, query } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { useDatabase } from '../support/database'

useDatabase()

test('every session speaks UTC, whatever zone the server is set to', async () => {
  const { rows } = await pool.query("SELECT current_setting('TimeZone') AS zone")
  expect(rows).toEqual([{ zone: 'UTC' }])
  const [row] = await db.$queryRaw<{ noon: Date }[]>`SELECT '2026-03-01 12:00'::timestamptz AS noon`
  expect(row?.noon.toISOString()).toBe('2026-03-01T12:00:00.000Z')
})

test('a hot read gives counts as numbers and days as text', async () => {
  const sql =
    "SELECT count(*) AS many, '2026-03-01'::date AS day, $1::timestamptz AS at FROM generate_series(1, 3)"
  const at = new Date('2026-03-01T00:00:00.123Z')
  for (const _ of [1, 2])
    expect(await query('test_hot_read', sql, [at])).toEqual([{ many: 3, day: '2026-03-01', at }])
  await expect(query('test_huge', 'SELECT 9007199254740993::int8 AS huge')).rejects.toThrow('does not fit')
})

test('twenty at once get their own answers', async () => {
  const numbers = Array.from({ length: 20 }, (_, n) => n)
  const answers = await Promise.all(
    numbers.map((n) => query<{ n: number }>('test_echo', 'SELECT $1::int AS n', [n])),
  )
  expect(answers.map(([row]) => row?.n)).toEqual(numbers)
})

test('a transaction that fails leaves nothing, and the next one starts clean', async () => {
  await pool.query('CREATE TABLE kept (n int PRIMARY KEY)')
  const failing = db.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO kept VALUES (1)`
    await tx.$executeRaw`INSERT INTO kept VALUES (1)`
  })
  await expect(failing).rejects.toThrow()
  await db.$transaction((tx) => tx.$executeRaw`INSERT INTO kept VALUES (2)`)
  expect(await query('test_kept', 'SELECT n FROM kept')).toEqual([{ n: 2 }])
})
