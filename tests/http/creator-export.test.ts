import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { streamPages } from '~/domain/core/keyset'
import { type EntryContent, hashEntry, NO_ENTRY_HASH } from '~/domain/donations/entry'
import { readCsv } from '../support/csv'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'

useMelt()

const FILES = [
  ['/creator/export/donations.csv', 'text/csv', /^attachment; filename="melt-donations-[\d-]{10}\.csv"$/],
  ['/creator/export/supporters.csv', 'text/csv', /^attachment; filename="melt-supporters-[\d-]{10}\.csv"$/],
  [
    '/creator/stats/explain.csv?figure=total',
    'text/csv',
    /^attachment; filename="melt-total-[\d-]{10}\.csv"$/,
  ],
  [
    '/creator/export/ledger.ndjson',
    'application/x-ndjson',
    /^attachment; filename="melt-ledger-[\d-]{10}\.ndjson"$/,
  ],
] as const

const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })
const read = async (by: Client, path: string) => (await by.get(path, 'text/html')).text()
const rowsOf = async (by: Client, path: string) => readCsv(await read(by, path))
const add = (creator: Client, fields: object) =>
  creator.ask('POST', '/donations/manual', { amount: 1, ...fields })

let creator: Client
let fan: Client
let rival: Client

beforeAll(async () => {
  creator = await person('밤비노래방', true)
  rival = await person('고구마탐험대', true)
  fan = await person('새벽세시라면')
})

describe.each(FILES)('%s', (path, type, name) => {
  test('is for whoever has a channel, and for nobody else', async () => {
    expect((await expectRefused(await stranger.get(path), path)).code).toBe('signed_out')
    expect((await expectRefused(await fan.get(path), path)).code).toBe('forbidden')
    expect((await creator.get(path)).status).toBe(200)
  })

  test('is a file with the name of its day that nothing on the way keeps', async () => {
    const response = await creator.get(path, 'text/html')
    expect(response.headers.get('Content-Type')).toBe(`${type}; charset=utf-8`)
    expect(response.headers.get('Content-Disposition')).toMatch(name)
    expect(response.headers.get('Cache-Control')).toMatch(/no-store/)
    expect(response.headers.has('Content-Length')).toBe(false)
    await response.text()
  })
})

describe('The donations of a channel', () => {
  test('begin with a BOM and Korean heads, and are of no other channel', async () => {
    const one = await person('빈방송', true)
    const bytes = new Uint8Array(await (await one.get('/creator/export/donations.csv')).arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text).toMatch(/^"후원 시각\(한국\)","상태","집계된 치즈","팬이 적은 치즈","후원자",/)
    expect(text.endsWith('\r\n')).toBe(true)
    await add(rival, { donorName: '남의 팬' })
    expect((await rowsOf(one, '/creator/export/donations.csv')).length).toBe(0)
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['＝1', "'＝1"],
    ['+82-10', "'+82-10"],
    ['＋1', "'＋1"],
    ['-2', "'-2"],
    ['－2', "'－2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＠SUM', "'＠SUM"],
    ['"따옴표", 쉼표', '"따옴표", 쉼표'],
    ['그냥 = 이름', '그냥 = 이름'],
    ["'작은따옴표", "'작은따옴표"],
    ['🧀 치즈', '🧀 치즈'],
  ])('keep the name %s as %s', async (donorName, kept) => {
    const one = await person('이름방송', true)
    await add(one, { donorName, message: `${donorName}\n둘째 줄, "끝"`, note: donorName })
    const [row] = await rowsOf(one, '/creator/export/donations.csv')
    expect(row?.후원자).toBe(kept)
    expect(row?.메시지).toBe(`${kept}\n둘째 줄, "끝"`)
    expect(row?.['내 메모']).toBe(kept)
  })

  test('and figures say of a merged one that it counts with the other, in words', async () => {
    const one = await person('합친채널', true)
    const claim = await donate(await person('두번센팬'), one, { amount: 5_000 })
    const manual = { amount: 5_000, donorName: '두번센팬' }
    const { donation } = await one.ask<{ donation: { id: string } }>('POST', '/donations/manual', manual)
    await one.ask('POST', `/donations/${claim}/merge`, { intoId: donation.id })
    const rows = await rowsOf(one, '/creator/export/donations.csv')
    expect(rows.map((row) => [row['제외·취소 이유'], row['집계된 치즈']])).toEqual(
      expect.arrayContaining([
        ['같은 후원과 합쳤어요', '0'],
        ['', '5000'],
      ]),
    )
    const { value, excluded } = await one.ask<{
      value: number
      excluded: { items: { id: string; reason: string }[] }
    }>('GET', '/creator/stats/explain?figure=total&range=all')
    expect(value).toBe(5_000)
    expect(excluded.items).toMatchObject([{ id: claim, reason: '같은 후원과 합쳐서 그쪽에 더했어요' }])
  })

  test('have every state in words, and what counts adds up to the figure', async () => {
    const one = await person('모든상태', true)
    const [kept, rejected, reversed, waiting] = await Promise.all(
      [1, 2, 3, 4].map(async (n) =>
        donate(await person(`팬${n}`), one, { amount: 1_000 * n, hideAmount: n % 2 === 0, hideName: n > 2 }),
      ),
    )
    await one.ask('POST', `/donations/${kept}/confirm`, { amount: 1_234_567 })
    await one.ask('POST', `/donations/${rejected}/reject`, { reason: '오지 않았어요' })
    await one.ask('POST', `/donations/${reversed}/confirm`)
    await one.ask('POST', `/donations/${reversed}/reverse`, { reason: '=잘못 눌렀어요' })
    const rows = await rowsOf(one, '/creator/export/donations.csv')
    const byId = (id = '') => rows.find((row) => row['후원 번호'] === id) ?? {}
    expect(byId(kept)).toMatchObject({
      상태: '확인됨',
      '집계된 치즈': '1234567',
      '팬이 적은 치즈': '1000',
      출처: '직접 확인',
    })
    expect(byId(rejected)).toMatchObject({
      상태: '제외됨',
      '집계된 치즈': '0',
      '제외·취소 이유': '오지 않았어요',
    })
    expect(byId(reversed)).toMatchObject({
      상태: '취소됨',
      '집계된 치즈': '0',
      '제외·취소 이유': "'=잘못 눌렀어요",
    })
    expect(byId(waiting)).toMatchObject({
      상태: '확인 전',
      '집계된 치즈': '0',
      출처: '팬이 등록',
      '확인 시각(한국)': '',
    })
    expect(await read(one, '/creator/export/donations.csv')).toContain(',1234567,1000,"팬1",')
    expect([kept, rejected, reversed, waiting].map((id) => byId(id)['팬이 숨긴 것'])).toEqual([
      '',
      '금액',
      '이름',
      '금액·이름',
    ])
    const { total } = await one.ask<{ total: number }>('GET', '/creator/stats/summary?range=all')
    expect(rows.reduce((sum, row) => sum + Number(row['집계된 치즈']), 0)).toBe(total)
  })

  test('have no text that was hidden or withdrawn', async () => {
    const one = await person('숨김방송', true)
    const [shown, hidden, withdrawn] = ['보이는 말', '숨긴 말', '거둔 말']
    const write = async (message: string) => {
      const author = await person('글쓴이')
      const donationId = await donate(author, one, { message })
      return { author, id: (await db.message.findUniqueOrThrow({ where: { donationId } })).id }
    }
    await write(shown)
    const [first, second] = [await write(hidden), await write(withdrawn)]
    await one.ask('DELETE', `/content/${first.id}`, { reason: '싫어요' })
    await second.author.ask('DELETE', `/content/${second.id}`)
    const rows = await rowsOf(one, '/creator/export/donations.csv')
    expect(rows.map((row) => row.메시지).sort()).toEqual(['', '', shown])
  })

  test.each([
    ['from=2026-03-02', ['2026-03-02 00:00', '2026-03-02 23:59', '2026-03-03 00:00']],
    ['to=2026-03-01', ['2026-03-01 23:59']],
    ['from=2026-03-02&to=2026-03-02', ['2026-03-02 00:00', '2026-03-02 23:59']],
    ['from=2026-03-03&to=2026-03-01', []],
    ['from=&to=', ['2026-03-01 23:59', '2026-03-02 00:00', '2026-03-02 23:59', '2026-03-03 00:00']],
  ])('of %s are those of Korean days', async (query, times) => {
    const one = await person('자정방송', true)
    const [before, midnight] = ['2026-03-01T14:59:59.999Z', '2026-03-01T15:00:00.000Z']
    for (const occurredAt of ['2026-03-02T15:00:00.000Z', '2026-03-02T14:59:59.999Z', midnight, before]) {
      await add(one, { occurredAt })
    }
    const rows = await rowsOf(one, `/creator/export/donations.csv?${query}`)
    expect(rows.map((row) => row['후원 시각(한국)'])).toEqual(times)
  })

  test('of no day that there is are refused', async () => {
    for (const query of ['from=2026-02-30', 'to=x', 'from=0000-01-01']) {
      const refused = await expectRefused(await creator.get(`/creator/export/donations.csv?${query}`), query)
      expect(refused.code).toBe('invalid')
    }
  })
})

describe('A big channel', () => {
  const MANY = 10_000
  let big: Client

  beforeAll(async () => {
    big = await person('큰방송', true)
    const { id, ownerId } = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: big.chzzkUserId } })
    await db.$transaction([
      db.$executeRaw`SET LOCAL session_replication_role = replica`,
      db.$executeRaw`
        INSERT INTO users (id, chzzk_user_id, display_name)
        SELECT gen_random_uuid(), md5(${id} || n), '팬 ' || n FROM generate_series(1, 2500) n`,
      db.$executeRaw`
        INSERT INTO donation_events (id, channel_id, donor_id, status, source, amount_cheese, occurred_at, confirmed_at, confirmed_by, confirmed_by_kind)
        SELECT gen_random_uuid(), ${id}::uuid, u.id, 'CONFIRMED', 'manual', n, '2026-01-01'::timestamptz + (n / 7) * interval '1 minute',
          now(), ${ownerId}::uuid, 'creator'
        FROM generate_series(1, ${MANY}::int) n JOIN users u ON u.chzzk_user_id = md5(${id} || (1 + n % 2500))`,
      db.$executeRaw`SET LOCAL session_replication_role = origin`,
      db.$executeRaw`SELECT rebuild_aggregates(${id}::uuid)`,
    ])
  })

  test('goes out whole and in order, each row once, however many have the same minute', async () => {
    const rows = await rowsOf(big, '/creator/export/donations.csv')
    expect(rows).toHaveLength(MANY)
    const keys = rows.map((row) => `${row['후원 시각(한국)']} ${row['후원 번호']}`)
    expect(keys).toEqual([...keys].sort())
    expect(new Set(rows.map((row) => row['집계된 치즈'])).size).toBe(MANY)
  })

  test('has every supporter once, by their sum', async () => {
    const rows = await rowsOf(big, '/creator/export/supporters.csv?range=all')
    expect(rows).toHaveLength(2_500)
    expect(new Set(rows.map((row) => row['치지직 ID'])).size).toBe(2_500)
    const sums = rows.map((row) => Number(row['확인된 치즈']))
    expect(sums).toEqual([...sums].sort((a, b) => b - a))
    expect(sums.reduce((sum, one) => sum + one, 0)).toBe((MANY * (MANY + 1)) / 2)
  })

  test('explains a figure row by row', async () => {
    const rows = await rowsOf(big, '/creator/stats/explain.csv?figure=total&range=all')
    expect(rows).toHaveLength(MANY)
    expect(new Set(rows.map((row) => row.번호)).size).toBe(MANY)
    expect(rows.every((row) => row.들어갔나요 === '들어감')).toBe(true)
    expect(rows.reduce((sum, row) => sum + Number(row.치즈), 0)).toBe((MANY * (MANY + 1)) / 2)
  })

  test('is read no further than somebody takes it', async () => {
    let reads = 0
    const pages = streamPages(async (after: number | null, limit) => {
      reads++
      return Array.from({ length: limit }, (_, n) => (after ?? 0) + n + 1)
    }, 3)
    expect([(await pages.next()).value, (await pages.next()).value]).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    await pages.return(undefined)
    expect(reads).toBe(2)
    const leaving = new AbortController()
    const response = await big.request('GET', '/creator/export/donations.csv', { signal: leaving.signal })
    leaving.abort()
    await expect(response.text()).rejects.toThrow()
    expect((await big.get('/auth/me')).status).toBe(200)
  })
})

test('An explanation names what is left out and why', async () => {
  const one = await person('설명방송', true)
  await add(one, { amount: 500, donorName: '현장 팬' })
  await donate(await person('기다리는팬'), one, { amount: 700 })
  const rows = await rowsOf(one, '/creator/stats/explain.csv?figure=total&range=7d')
  expect(rows).toMatchObject([
    { 들어갔나요: '들어감', '뺀 이유': '', 후원자: '현장 팬', 치즈: '500', 상태: '확인됨' },
    { 들어갔나요: '뺌', '뺀 이유': '아직 확인하지 않았어요', 치즈: '700', 상태: '확인 전' },
  ])
  const wrong = await expectRefused(await one.get('/creator/stats/explain.csv?figure=day'), 'day')
  expect(wrong).toMatchObject({ code: 'invalid', errors: ['date'] })
})

test('A supporter is told with the time of their last support in Korea', async () => {
  const one = await person('후원자방송', true)
  const { chzzkUserId } = await person('=새벽팬')
  const id = await add(one, { amount: 60_000, chzzkUserId, occurredAt: '2026-03-01T15:00:00Z' })
  expect(id).toBeTruthy()
  const rows = await rowsOf(one, '/creator/export/supporters.csv?range=all')
  expect(rows).toMatchObject([
    {
      후원자: "'=새벽팬",
      '치지직 ID': chzzkUserId,
      '확인된 치즈': '60000',
      '후원 수': '1',
      '마지막 후원(한국)': '2026-03-02 00:00',
    },
  ])
  expect(await rowsOf(one, '/creator/export/supporters.csv?range=7d')).toEqual([])
})

test('The ledger can be verified without Melt', async () => {
  const one = await person('원장방송', true)
  const id = await donate(await person('원장팬'), one)
  await one.ask('POST', `/donations/${id}/confirm`)
  await one.ask('POST', `/donations/${id}/reverse`, { reason: '틀림 "따옴표"\n줄' })
  const lines = (await read(one, '/creator/export/ledger.ndjson')).trimEnd().split('\n')
  type Line = Omit<EntryContent, 'at'> & { at: string; hash: string }
  const entries = lines.map((line) => JSON.parse(line) as Line)
  expect(entries.map(({ seq, to }) => [seq, to])).toEqual([
    [1, 'OCCURRED'],
    [2, 'CONFIRMED'],
    [3, 'REVERSED'],
  ])
  let last = NO_ENTRY_HASH
  for (const { hash, ...entry } of entries) {
    expect(entry.prevHash).toBe(last)
    expect(hashEntry({ ...entry, at: new Date(entry.at) })).toBe(hash)
    expect(entry.form).toBe(2)
    last = hash
  }
})

test('Everybody reads how the ledger is checked, from its file and from a donation’s history', async () => {
  const one = await person('감자튀김요정', true)
  const id = await donate(fan, one)
  const text = await read(stranger, '/ledger')
  for (const said of ['/verify-ledger.mjs', 'SHA-256', 'amountDelta', 'prevHash'])
    expect(text).toContain(said)
  for (const [by, page] of [
    [one, '/dashboard/stats'],
    [one, `/dashboard/donations/${id}`],
    [fan, `/me/donations/${id}`],
  ] as const)
    expect(await read(by, page), page).toContain('href="/ledger"')
})
