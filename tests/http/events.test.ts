import { isDeepStrictEqual } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { type Listener, openEvents } from '../support/events'
import { createIntent, donate } from '../support/fixtures'
import { settingsOf } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId, withoutIds } from '../support/people'

useMelt()

const open: Listener[] = []
afterEach(() => {
  for (const { leave } of open.splice(0)) leave()
})

/** A stream that has greeted. */
async function listenAs(by: Client, of: Client) {
  const listener = await openEvents(by, of.chzzkUserId)
  open.push(listener)
  await listener.until('hello')
  return listener
}

const newOwner = () => signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
const fan = () => signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })

/** A confirmed donation with a message: the id of the message. */
async function post(of: Client, message: string) {
  const { donation } = await of.ask<{ donation: { messageId: string } }>('POST', '/donations/manual', {
    amount: 1000,
    message,
  })
  return donation.messageId
}

/** Changes arrive in the order of their commits: after this everything before it has arrived. */
async function nothingMore(listener: Listener, of: Client) {
  const id = await post(of, '마지막')
  await expect.poll(() => listener.heard().at(-1)?.data.id === id || listener.text().includes(id)).toBe(true)
  return listener.heard().filter(({ data }) => data.id !== id)
}

describe('Whoever has a channel open', () => {
  test('hears of a new public message by its id, and of no other channel’s', async () => {
    const [of, elsewhere] = [await newOwner(), await newOwner()]
    const listener = await listenAs(stranger, of)
    expect(listener.response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8')
    await post(elsewhere, '저기')
    const id = await post(of, '여기')
    expect(await listener.until('feed')).toEqual({ id })
    expect(listener.heard()).toEqual([
      { event: 'hello', data: { newest: null } },
      { event: 'feed', data: { id }, id },
    ])
    expect(listener.text()).toMatch(/^retry: \d{4}\n/)
  })

  test('is greeted with the newest message, by which a page knows what it missed', async () => {
    const of = await newOwner()
    await post(of, '먼저')
    const newest = await post(of, '나중')
    expect(await (await listenAs(stranger, of)).until('hello')).toEqual({ newest })
  })

  test('hears of a waiting donation once, and no word of it', async () => {
    const of = await newOwner()
    const listener = await listenAs(stranger, of)
    const donor = await fan()
    const id = await donate(donor, of, { message: '아직 확인 전이에요', amount: 4321 })
    await of.ask('POST', `/donations/${id}/confirm`, { amount: 1234 })
    const heard = await nothingMore(listener, of)
    expect(heard.map(({ event }) => event)).toEqual(['hello', 'feed'])
    for (const secret of ['아직', donor.id, donor.chzzkUserId, id])
      expect(listener.text()).not.toContain(secret)
    expect(withoutIds(listener.text())).not.toMatch(/4321|1234/)
  })

  test('hears nothing of what was taken back before it was kept', async () => {
    const of = await newOwner()
    const listener = await listenAs(stranger, of)
    const channel = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: of.chzzkUserId } })
    const message = {
      channelId: channel.id,
      authorId: of.id,
      type: 'creator_post',
      visibility: 'public',
    } as const
    const attempt = db.$transaction(async (tx) => {
      await tx.message.create({ data: { ...message, content: '없던 일' } })
      throw new Error('taken back')
    })
    await expect(attempt).rejects.toThrow('taken back')
    expect((await nothingMore(listener, of)).map(({ event }) => event)).toEqual(['hello'])
  })

  test('hears nothing of what nobody’s act said', async () => {
    const of = await newOwner()
    const listener = await listenAs(stranger, of)
    const channel = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: of.chzzkUserId } })
    for (const topic of ['', 'hello', 'feed', `page ${of.chzzkUserId}`, `other ${channel.id}`])
      await pool.query('SELECT publish($1)', [topic])
    expect((await nothingMore(listener, of)).map(({ event }) => event)).toEqual(['hello'])
  })

  test('hears nothing of a message that comes back long after it was written', async () => {
    const of = await newOwner()
    const id = await donate(await fan(), of, { message: '어제 쓴 글' })
    const occurredAt = new Date(Date.now() - 24 * 3_600_000)
    await db.donation.update({ where: { id }, data: { occurredAt } })
    await of.ask('POST', `/donations/${id}/reject`, { reason: '아님' })
    const listener = await listenAs(stranger, of)
    await of.ask('POST', `/donations/${id}/confirm`)
    expect((await nothingMore(listener, of)).map(({ event }) => event)).toEqual(['hello'])
  })

  test('hears nothing of a message that a blocked word holds', async () => {
    const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    await settingsOf(creator, { blockedWords: ['나쁜말'] })
    const listener = await openEvents(stranger, creator.chzzkUserId)
    try {
      await listener.until('hello')
      await donate(fan, creator, { message: '나쁜말이 든 글' })
      await donate(fan, creator, { message: '보이는 글' })
      const { id } = await listener.until('feed')
      const { items } = await stranger.ask<{ items: { id: string }[] }>(
        'GET',
        `/feed?chzzkChannelId=${creator.chzzkUserId}`,
      )
      expect(items.map((item) => item.id)).toEqual([id])
      expect(listener.heard().map(({ event }) => event)).toEqual(['hello', 'feed'])
    } finally {
      listener.leave()
    }
  })
})

describe('The inbox', () => {
  const counts = (listener: Listener) =>
    listener.heard().flatMap(({ event, data }) => (event === 'inbox' ? [data.waiting] : []))

  test('is told to the channel’s creator only, by its counts', async () => {
    const [of, other, donor] = [await newOwner(), await newOwner(), await fan()]
    const admin = await signedIn({ channelId: someChzzkId(), name: '운영자', role: 'admin' })
    const creator = await listenAs(of, of)
    const others = await Promise.all([stranger, donor, other, admin].map((by) => listenAs(by, of)))
    expect(await creator.until('inbox')).toEqual({ waiting: 0, unread: 0 })
    const id = await donate(donor, of, { message: '비밀은 아니지만 조용히' })
    expect(await creator.until('inbox', 2)).toEqual({ waiting: 1, unread: 0 })
    await of.ask('POST', `/donations/${id}/confirm`)
    expect(await creator.until('inbox', 3)).toEqual({ waiting: 0, unread: 0 })
    for (const listener of others) {
      const heard = await nothingMore(listener, of)
      expect(heard.every(({ event }) => event === 'hello' || event === 'feed')).toBe(true)
    }
    expect(creator.text()).not.toMatch(/비밀|조용히/)
  })

  test('tells of a letter that there is one, and nobody else anything', async () => {
    const [of, donor] = [await newOwner(), await fan()]
    const [creator, public_] = [await listenAs(of, of), await listenAs(stranger, of)]
    await creator.until('inbox')
    const channel = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: of.chzzkUserId } })
    const letter = { channelId: channel.id, authorId: donor.id, type: 'dm', visibility: 'private' } as const
    const { id } = await db.message.create({ data: { ...letter, content: '둘만 아는 이야기' } })
    await creator.until('inbox', 2)
    expect((await nothingMore(public_, of)).map(({ event }) => event)).toEqual(['hello'])
    for (const { text } of [creator, public_])
      expect(text()).not.toMatch(new RegExp(`둘만|이야기|${id}|${donor.id}`))
  })

  test('of a creator who is busy is told at most once a second, and never stale', async () => {
    const of = await newOwner()
    const creator = await listenAs(of, of)
    await creator.until('inbox')
    const fans = await Promise.all(Array.from({ length: 12 }, fan))
    const began = Date.now()
    await Promise.all(fans.map((one) => donate(one, of)))
    await expect.poll(() => counts(creator).at(-1), { timeout: 10_000 }).toBe(12)
    expect(counts(creator).length).toBeLessThanOrEqual(3 + (Date.now() - began) / 1_000)
  })
})

describe('A session that ends', () => {
  test.each([
    ['logs out', (of: Client) => of.ask('POST', '/auth/logout')],
    ['logs out everywhere', (of: Client) => of.ask('POST', '/auth/logout', { everywhere: true })],
    ['leaves Melt', (of: Client) => of.ask('POST', '/me/leave', { confirm: true })],
  ] as const)('because its person %s takes its open streams along at once, and no others', async (_, end) => {
    const of = await newOwner()
    const elsewhere = await newOwner()
    const mine = await Promise.all([listenAs(of, of), listenAs(of, elsewhere)])
    const others = await Promise.all([listenAs(elsewhere, elsewhere), listenAs(stranger, elsewhere)])
    await mine[0]?.until('inbox')
    await end(of)
    expect(await Promise.all(mine.map(({ ended }) => ended))).toEqual(['ended', 'ended'])
    await donate(await fan(), elsewhere)
    for (const listener of others) await listener.until('feed')
    expect(mine[0]?.heard().filter(({ event }) => event === 'inbox')).toHaveLength(1)
  })

  test('while nobody could hear it ends its streams at the next look', async () => {
    const of = await newOwner()
    const listener = await listenAs(of, of)
    await pool.query('ALTER TABLE sessions DISABLE TRIGGER sessions_publish_end')
    await of.ask('POST', '/auth/logout')
    await pool.query('ALTER TABLE sessions ENABLE TRIGGER sessions_publish_end')
    for (const subscribers of globalThis.meltSubscribers?.values() ?? [])
      for (const { missed } of subscribers) missed()
    expect(await listener.ended).toBe('ended')
  })
})

describe('A stream', () => {
  test('of an id that is none, or that CHZZK does not know, is refused', async () => {
    const code = async (query: string) =>
      (await expectRefused(await stranger.get(`/events${query}`), query)).code
    expect(await code('')).toBe('invalid')
    expect(await code('?chzzkChannelId=x')).toBe('invalid')
    expect(await code(`?chzzkChannelId=${someChzzkId()}`)).toBe('not_found')
  })

  test('is one of many of a channel, for which a message is encoded once', async () => {
    const of = await newOwner()
    const listeners = await Promise.all(Array.from({ length: 12 }, () => listenAs(stranger, of)))
    const encode = vi.spyOn(JSON, 'stringify')
    const id = await post(of, '모두에게')
    for (const listener of listeners) expect(await listener.until('feed')).toEqual({ id })
    const encoded = encode.mock.calls.filter(([data]) => isDeepStrictEqual(data, { id }))
    encode.mockRestore()
    expect(encoded).toHaveLength(1)
  })

  test('is announced at HEAD and in the OpenAPI document', async () => {
    const of = await newOwner()
    const head = await stranger.request('HEAD', `/events?chzzkChannelId=${of.chzzkUserId}`)
    expect([head.status, head.headers.get('Content-Type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    const document = await stranger.ask('GET', '/openapi.json')
    expect(document).toHaveProperty([
      'paths',
      '/events',
      'get',
      'responses',
      '200',
      'content',
      'text/event-stream',
    ])
  })

  test('that its reader leaves leaves nothing behind, and acts go on as before', async () => {
    const of = await newOwner()
    const listener = await listenAs(stranger, of)
    listener.leave()
    expect(await listener.ended).toBe('broken')
    await expect.poll(() => globalThis.meltSubscribers?.size).toBe(0)
    await createIntent(await fan(), of)
    await post(of, '아무도 듣지 않아도')
  })
})
