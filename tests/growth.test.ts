import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printTable } from '../bench/table.js'
import { migrate } from '../tools/embedded-template.js'
import { findServer } from '../tools/find-postgres.js'
import { startPostgres } from '../tools/postgres-server.js'
import { measureActs } from './growth/acts'
import { beginCounting, urlOf } from './growth/count'
import { EMPTIED, grows, isStillGrowing, measureReads, type Row, ratioOf } from './growth/measure'
import { STILL_GROWING } from './growth/still-growing'
import { emptyTable, fillDatabase, openWorld, readByIndex, type World } from './growth/world'

/** What is looked through to a bound costs as much beside few as beside many only where the few are more than the bound (2,000). */
const SIZES = { small: 3_000, large: Number(process.env.MELT_GROWTH_DONATIONS ?? 100_000) }
/** `MELT_GROWTH` asks for the rows alone whose name holds it, and for all where it is empty. */
const isAskedFor = Boolean(process.env.TEST_POSTGRES_URL) && process.env.MELT_GROWTH !== undefined
/** So that every number of a page counts, and none is another file's: a PostgreSQL and two Melts (launchMelt) of this file's own. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'shared_preload_libraries=pg_stat_statements',
]

describe.runIf(isAskedFor)('What a request costs', { timeout: 600_000 }, () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  let worlds: { small: World; large: World; fresh: World }

  beforeAll(async () => {
    postgres = await startPostgres(findServer() ?? '', { settings: SETTINGS })
    await beginCounting(postgres.url)
    migrate({ DATABASE_URL: urlOf(postgres.url, 'template1') })
    const [small, large] = await Promise.all([
      fillDatabase(postgres.url, 'template1', SIZES.small),
      fillDatabase(postgres.url, 'template1', SIZES.large),
    ])
    await readByIndex(postgres.url, small)
    const fresh = await emptyTable(postgres.url, large, EMPTIED)
    const [few, many, without] = await Promise.all(
      [small, large, fresh].map((place) => openWorld(postgres.url, place)),
    )
    if (!few || !many || !without) throw new Error('A world did not open')
    worlds = { small: few, large: many, fresh: without }
  }, 600_000)

  afterAll(async () => {
    for (const world of Object.values(worlds ?? {})) await world.close()
    await postgres?.kill()
    await postgres?.stop()
  })

  test('follows what it answers and writes, not how much there is', async () => {
    const rows = [...(await measureReads(worlds)), ...(await measureActs(worlds))]
    print(rows)
    const growing = rows.filter((row) => grows(row)).map(({ name }) => name)
    const listed = rows.filter((row) => STILL_GROWING.includes(row.name) && isStillGrowing(row))
    expect(growing.filter((name) => !STILL_GROWING.includes(name))).toEqual([])
    if (!process.env.MELT_GROWTH)
      expect(listed.map(({ name }) => name).sort()).toEqual([...STILL_GROWING].sort())
  })
})

function print(rows: Row[]) {
  const sorted = [...rows].sort((a, b) => ratioOf(b) - ratioOf(a))
  printTable(
    `Buffers and statements of a request beside ${SIZES.small.toLocaleString('en')} and ${SIZES.large.toLocaleString('en')} donations`,
    ['request', 'status', 'few', 'many', 'without intents', 'ratio', 'statements', 'WAL bytes'],
    sorted.map((row) => [
      row.name,
      row.status,
      row.small.buffers.toFixed(0),
      row.large.buffers.toFixed(0),
      row.fresh?.buffers.toFixed(0) ?? '',
      ratioOf(row).toFixed(2),
      `${row.small.statements} → ${row.large.statements}`,
      row.small.wal || row.large.wal ? `${row.small.wal} → ${row.large.wal}` : '',
    ]),
  )
  for (const row of sorted.filter((row) => grows(row)))
    console.log(`\n${row.name}\n  ${row.dearest.join('\n  ')}`)
}
