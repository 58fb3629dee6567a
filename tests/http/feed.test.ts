import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { keysetValues } from '~/domain/core/keyset'
import { kstDayBounds, kstDayOf } from '~/domain/core/kst'
import { feedSql } from '~/domain/feed/get.server'
import { createIntent, donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId, withoutIds } from '../support/people'

useMelt()

type Item = {
  id: string
  content: string
  createdAt: string
  donation: { status: string; amount: number | null }
}
type Page = { items: Item[]; nextCursor: string | null }

let owner: Client

const newOwner = () => signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
beforeAll(async () => {
  owner = await newOwner()
})

const read = (query = '', by = stranger, of = owner) =>
  by.ask<Page>('GET', `/feed?chzzkChannelId=${of.chzzkUserId}${query}`)

/** A confirmed donation with a message, given at a time of our choice: its content is its name. */
async function post(
  content: string,
  { amount = 1000, at, of = owner }: { amount?: number; at?: string; of?: Client } = {},
) {
  const { donation } = await of.ask<{ donation: { id: string } }>('POST', '/donations/manual', {
    amount,
    message: content,
    occurredAt: at,
  })
  return donation.id
}

const fanOf = (name: string) => signedIn({ channelId: someChzzkId(), name })

/** Reads page after page, and lets something happen between any two. */
async function walk(of: Client, query: string, between: (page: number) => Promise<unknown> = async () => {}) {
  const seen: Item[] = []
  let cursor = ''
  for (let page = 0; ; page++) {
    const { items, nextCursor } = await read(`${query}${cursor && `&cursor=${cursor}`}`, stranger, of)
    seen.push(...items)
    if (!nextCursor) return seen
    cursor = nextCursor
    await between(page)
  }
}

describe('The feed', () => {
  test('shows what product.md says of each state, to everybody alike', async () => {
    const of = await newOwner()
    const fan = await fanOf('새벽세시라면')
    await createIntent(fan, of, { message: '아직 보내지 않은 말' })
    const waiting = await donate(fan, of, { message: '확인 전', amount: 4321 })
    const shown = async () =>
      (await read('', stranger, of)).items.map(({ content, donation }) => [content, donation])
    expect(await shown()).toEqual([['확인 전', { status: 'OCCURRED', amount: null }]])
    await of.ask('POST', `/donations/${waiting}/confirm`, { amount: 1234 })
    expect(await shown()).toEqual([['확인 전', { status: 'CONFIRMED', amount: 1234 }]])
    await of.ask('POST', `/donations/${waiting}/reverse`, { reason: '틀림' })
    expect(await shown()).toEqual([])
    await of.ask('POST', `/donations/${waiting}/confirm`)
    expect(await shown()).toEqual([['확인 전', { status: 'CONFIRMED', amount: 1234 }]])
    const rejected = await donate(fan, of, { message: '장난' })
    await of.ask('POST', `/donations/${rejected}/reject`, { reason: '아님' })
    expect(await shown()).toHaveLength(1)
    for (const by of [stranger, fan, of]) expect(await read('', by, of)).toEqual(await read('', stranger, of))
    const text = JSON.stringify(await read('', of, of))
    for (const secret of [fan.chzzkUserId, fan.id, '아직 보내지 않은 말']) expect(text).not.toContain(secret)
    expect(withoutIds(text)).not.toContain('4321')
  })

  test('neither shows a hidden amount nor sorts by it', async () => {
    const of = await newOwner()
    const fan = await fanOf('감자튀김요정')
    const hidden = await donate(fan, of, { message: '비밀', amount: 9_999, hideAmount: true })
    await of.ask('POST', `/donations/${hidden}/confirm`)
    await post('작은', { amount: 1, of })
    await donate(fan, of, { message: '확인 전', amount: 50_000 })
    const { items } = await read('&sort=amount', stranger, of)
    expect(items.map(({ content, donation }) => [content, donation.amount])).toEqual([
      ['작은', 1],
      ['확인 전', null],
      ['비밀', null],
    ])
    expect(withoutIds(JSON.stringify(items))).not.toMatch(/9,?999|50,?000/)
    for (const [, amount] of await cursorKeys(of)) expect(amount).toBeLessThanOrEqual(1)
  })

  /** What a cursor shows whoever takes it apart. */
  async function cursorKeys(of: Client) {
    const cursors: [string, number][] = []
    let cursor = ''
    for (;;) {
      const page = await read(`&sort=amount&limit=1${cursor}`, stranger, of)
      if (!page.nextCursor) return cursors
      const [amount] = Buffer.from(page.nextCursor, 'base64url').toString().split('.')
      cursors.push([page.nextCursor, Number(amount)])
      cursor = `&cursor=${page.nextCursor}`
    }
  }

  test('keeps its order in whatever way the database joins what belongs to it', async () => {
    const of = await newOwner()
    for (const content of ['하나', '둘', '셋', '넷']) await post(content, { of })
    const client = await pool.connect()
    await client.query(
      // Without nested loops a plan is so dear that PostgreSQL would compile it, which takes seconds.
      "BEGIN; SET LOCAL enable_nestloop = off; SET LOCAL jit = off; SET LOCAL plan_cache_mode = 'force_custom_plan'",
    )
    const after = keysetValues(null)
    const since = new Date(0)
    const answers = [
      await client.query(feedSql.first, [of.chzzkUserId, 21]),
      await client.query(feedSql.after, [of.chzzkUserId, 21, ...after]),
      await client.query(feedSql.since, [of.chzzkUserId, 21, ...after, since]),
      await client.query(feedSql.by_amount, [of.chzzkUserId, 21, ...after, 2_147_483_647]),
      await client.query(feedSql.by_amount_since, [of.chzzkUserId, 21, ...after, 2_147_483_647, since]),
    ]
    await client.query('ROLLBACK')
    client.release()
    const { items } = await read('', stranger, of)
    expect(items.map(({ content }) => content)).toEqual(['넷', '셋', '둘', '하나'])
    for (const { rows } of answers) expect(rows.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
  })

  test('pages by time neither repeat nor miss while people write, confirm and reject', async () => {
    const of = await newOwner()
    const fan = await fanOf('서울숲다람쥐')
    const at = '2026-11-21T00:00:00Z'
    for (let n = 0; n < 9; n++) await post(`같은 때 ${n}`, { at, of })
    const [first, second] = [
      await donate(fan, of, { message: '확인될' }),
      await donate(fan, of, { message: '제외될' }),
    ]
    for (let n = 0; n < 4; n++) await post(`이전 ${n}`, { at: `2026-11-20T0${n}:00:00Z`, of })
    const seen = await walk(of, '&limit=2', async (page) => {
      await post(`새 글 ${page}`, { of })
      if (page === 1) await of.ask('POST', `/donations/${first}/confirm`)
      if (page === 2) await of.ask('POST', `/donations/${second}/reject`, { reason: '아님' })
    })
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    const contents = seen.map(({ content }) => content)
    for (let n = 0; n < 9; n++) expect(contents).toContain(`같은 때 ${n}`)
    expect(contents.slice(-4)).toEqual(['이전 3', '이전 2', '이전 1', '이전 0'])
    expect(contents.filter((content) => content.startsWith('새 글'))).toEqual([])
  })

  test('pages by amount neither repeat nor miss what stays as it was', async () => {
    const of = await newOwner()
    const fan = await fanOf('봄')
    const amounts = [5, 5, 5, 70, 70, 3, 900, 1, 1, 2_000_000]
    for (const [n, amount] of amounts.entries())
      await post(`그대로 ${n}`, { amount, of, at: '2026-11-21T00:00:00Z' })
    const moving = await donate(fan, of, { message: '움직이는' })
    const seen = await walk(of, '&sort=amount&limit=2', async (page) => {
      if (page === 1) await of.ask('POST', `/donations/${moving}/confirm`, { amount: 10_000_000 })
      if (page === 2) await post('끼어든 글', { amount: 4, of })
    })
    const kept = seen.filter(({ content }) => content.startsWith('그대로'))
    expect(kept.map(({ donation }) => donation.amount)).toEqual([...amounts].sort((a, b) => b - a))
    expect(new Set(kept.map(({ id }) => id)).size).toBe(amounts.length)
  })

  test('is dated by the donation: what is added by hand later stands where it belongs', async () => {
    const of = await newOwner()
    const fan = await fanOf('새벽세시라면')
    await donate(fan, of, { message: '방금' })
    await of.ask('POST', '/feed/creator-post', { content: '어제 쓴 공지' })
    const { from: today } = kstDayBounds(kstDayOf(new Date()))
    const lastMoment = new Date(today.getTime() - 1).toISOString()
    await post('어제 마지막', { at: lastMoment, of })
    await post('지난해', { at: '2025-11-20T12:00:00.000Z', amount: 9_000_000, of })
    const { items } = await read('', stranger, of)
    expect(items.map(({ content }) => content)).toEqual(['어제 쓴 공지', '방금', '어제 마지막', '지난해'])
    expect(items.slice(2).map(({ createdAt }) => createdAt)).toEqual([lastMoment, '2025-11-20T12:00:00.000Z'])
    for (const sort of ['recent', 'amount']) {
      const found = await read(`&period=today&sort=${sort}`, stranger, of)
      expect(found.items.map(({ content }) => content).sort()).toEqual(['방금', '어제 쓴 공지'])
    }
    const page = await of.get(`/${of.chzzkUserId}`, 'text/html')
    expect(await page.text()).toContain('dateTime="2025-11-20T12:00:00.000Z"')
  })

  test('moves a donation whose time is corrected', async () => {
    const of = await newOwner()
    const id = await post('먼저', { of, at: '2026-11-20T01:00:00Z' })
    await post('나중', { of, at: '2026-11-20T02:00:00Z' })
    await db.donation.update({ where: { id }, data: { occurredAt: new Date('2026-11-20T03:00:00Z') } })
    expect((await read('', stranger, of)).items.map(({ content }) => content)).toEqual(['먼저', '나중'])
  })

  test('ends with an end: a full last page has no next one', async () => {
    const of = await newOwner()
    expect(await read('', stranger, of)).toEqual({ items: [], nextCursor: null })
    for (let n = 0; n < 21; n++) await post(`글 ${n}`, { of })
    expect((await read('', stranger, of)).items).toHaveLength(20)
    const page = await read('&limit=21', stranger, of)
    expect([page.items.length, page.nextCursor]).toEqual([21, null])
    expect((await read('&limit=1', stranger, of)).items.map(({ content }) => content)).toEqual(['글 20'])
    expect((await read('&limit=50', stranger, of)).items).toHaveLength(21)
  })

  test('takes a cursor of the other order as a place, never as an error', async () => {
    const of = await newOwner()
    for (let n = 1; n <= 6; n++) await post(`글 ${n}`, { amount: n * 10, of })
    const { nextCursor } = await read('&limit=2', stranger, of)
    const byAmount = await read(`&sort=amount&cursor=${nextCursor}`, stranger, of)
    expect(byAmount.items.every(({ donation }) => (donation.amount ?? 0) <= 50)).toBe(true)
    const other = await newOwner()
    expect((await read(`&cursor=${nextCursor}`, stranger, other)).items).toEqual([])
  })

  test('of one channel never shows another’s', async () => {
    const [one, another] = [await newOwner(), await newOwner()]
    await post('여기', { of: one })
    await post('저기', { of: another })
    expect((await read('', stranger, one)).items.map(({ content }) => content)).toEqual(['여기'])
  })

  test('of a creator’s own channel keeps the creator’s tabs around it, and another’s the viewer’s', async () => {
    const [of, elsewhere] = [await newOwner(), await newOwner()]
    const tabs = async (path: string) => {
      const html = await (await of.get(path, 'text/html')).text()
      return /aria-label="(스트리머 메뉴|주 메뉴)">.*?aria-current="page">.*?<\/svg>([^<]+)/s
        .exec(html)
        ?.slice(1)
    }
    for (const own of ['', '/share', '/contents']) {
      expect(await tabs(`/${of.chzzkUserId}${own}`), own).toEqual(['스트리머 메뉴', '피드'])
    }
    expect(await tabs(`/${elsewhere.chzzkUserId}`)).toEqual(['주 메뉴', '채널'])
    expect(await tabs('/dashboard/stats')).toEqual(['스트리머 메뉴', '통계'])
  })
})
