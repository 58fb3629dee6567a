import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { resetSandbox } from '~/chzzk/sandbox/memory.server'
import { db } from '~/db/client.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { insert, refusal } from '../support/refused-by-database'
import { stored, tablesHolding } from '../support/stored'
import { grantsOf, setSwitches, Visitor } from '../support/visitor'

useMelt()
afterEach(() => resetSandbox())

type Written = { messageId: string }
type Donated = { donation: { id: string }; messageId: string }

const someName = () => `심어둔이름${randomUUID().slice(0, 8)}`

/** Somebody who came by CHZZK under a name that stands nowhere else. */
async function newcomer() {
  const name = someName()
  const channelId = someChzzkId()
  const visitor = new Visitor()
  await visitor.get(await visitor.consent({ channelId, channelName: name }))
  await visitor.post('/auth/agree', { age14: true, terms: true })
  const { id } = await db.user.findUniqueOrThrow({ where: { chzzkUserId: channelId } })
  return { visitor, channelId, name, id, ask: asking(visitor) }
}

const asking = (visitor: Visitor) =>
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await (method === 'GET'
      ? visitor.get(path, 'application/json')
      : visitor.request(method, path, {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body ?? {}),
        }))
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return (text ? JSON.parse(text) : {}) as T
  }

const streamer = () => signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
const leaveByForm = (visitor: Visitor) => visitor.form('/me/leave', { confirm: 'on' })
const whole = async () => expect((await verifyLedger()).disagreements).toEqual([])

describe('A fan who leaves', () => {
  const TEXTS = [
    '비밀편지 가나',
    '소개편지 다라',
    '후원글 마바',
    '적다만글 사아',
    '옮긴글 자차',
    '걸린글 카타',
    '이의글 파하',
  ]
  const [LETTER = '', SHOWN = '', DONATED = '', DRAFT = '', COPIED = '', HELD = '', OBJECTED = ''] = TEXTS

  async function onStage() {
    const [creator, other, fan] = [await streamer(), await streamer(), await newcomer()]
    const chzzkChannelId = creator.chzzkUserId
    const write = async (content: string) =>
      (await fan.ask<Written>('POST', '/messages/dm', { chzzkChannelId, content, allowRetweet: true }))
        .messageId
    const [letter, shown] = [await write(LETTER), await write(SHOWN)]
    await creator.ask('PUT', '/creator/settings', {
      whoMayWrite: 'everyone',
      blockedWords: '걸린글',
      allowedWords: '',
    })
    const held = await write(HELD)
    await creator.ask('POST', `/messages/${letter}/reply`, { content: '잘 읽었어요', visibility: 'private' })
    await creator.ask('POST', `/messages/${shown}/retweet`)
    const { intentId } = await fan.ask<{ intentId: string }>('POST', '/donations/intent', { chzzkChannelId })
    const given = { intentId, message: DONATED, amount: 1000 }
    const { donation } = await fan.ask<Donated>('POST', '/donations/occurred', given)
    await creator.ask('POST', `/donations/${donation.id}/confirm`)
    await fan.ask('POST', '/donations/intent', { chzzkChannelId, message: DRAFT })
    const byHand = { amount: 500, chzzkUserId: fan.channelId, message: COPIED }
    await creator.ask('POST', '/donations/manual', byHand)
    await creator.ask('DELETE', `/content/${held}`)
    await fan.ask('POST', `/content/${held}/objection`, { text: OBJECTED })
    await fan.ask('POST', `/channels/${chzzkChannelId}/follow`)
    await stranger.get(`/channels/${fan.channelId}`)
    await other.ask('POST', '/block', { chzzkUserId: fan.channelId })
    return { creator, fan, letter, shown, donationId: donation.id }
  }

  test('is in no table any more, nor their words, and the ledger is whole', async () => {
    const { creator, fan } = await onStage()
    const planted = [fan.name, fan.channelId, ...TEXTS]
    expect((await tablesHolding(planted)).sort()).toEqual([
      'channels',
      'donation_intents',
      'messages',
      'objections',
      'users',
    ])
    const before = await db.donationEntry.findMany({ orderBy: [{ channelId: 'asc' }, { seq: 'asc' }] })
    const response = await leaveByForm(fan.visitor)
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/'])
    expect(await tablesHolding(planted)).toEqual([])
    await whole()
    expect(await db.donationEntry.findMany({ orderBy: [{ channelId: 'asc' }, { seq: 'asc' }] })).toEqual(
      before,
    )
    for (const kept of ['session', 'oauthToken', 'follow', 'block'] as const) {
      const where = { where: { userId: fan.id } }
      const count = { session: db.session, oauthToken: db.oauthToken, follow: db.follow, block: db.block }[
        kept
      ]
      expect(await (count.count as (where: object) => Promise<number>)(where), kept).toBe(0)
    }
    expect(await db.user.findUnique({ where: { id: fan.id } })).toMatchObject({
      displayName: '탈퇴한 사람',
      agreedAt: null,
      role: 'viewer',
    })
    const summary = await creator.ask<{ confirmed: object }>('GET', '/donations/summary')
    expect(summary.confirmed).toEqual({ count: 2, sum: 1500 })
  })

  test('is on no page of anybody else, and a letter that was shown leaves an empty place', async () => {
    const { creator, fan, letter, shown, donationId } = await onStage()
    await leaveByForm(fan.visitor)
    const addresses = [
      `/${creator.chzzkUserId}`,
      '/dashboard/inbox',
      `/dashboard/inbox/${letter}`,
      '/dashboard/inbox?folder=filtered',
      '/dashboard/donations?status=CONFIRMED',
      `/dashboard/donations/${donationId}`,
      '/dashboard/stats',
    ]
    for (const address of addresses) {
      const response = await creator.get(address, 'text/html')
      const text = await response.text()
      expect(response.status, address).toBe(200)
      for (const trace of [fan.name, fan.channelId, ...TEXTS]) expect(text, address).not.toContain(trace)
    }
    const feed = await stranger.ask<{ items: { id: string; content: string; author: object }[] }>(
      'GET',
      `/feed?chzzkChannelId=${creator.chzzkUserId}`,
    )
    expect(feed.items.map(({ id, content, author }) => ({ id, content, author }))).toEqual([
      { id: shown, content: '', author: { displayName: '익명', badge: null } },
    ])
    for (const words of [LETTER, fan.name, '옮긴글']) {
      const found = await creator.ask<{ letters: { items: [] } }>(
        'GET',
        `/creator/inbox?${new URLSearchParams({ query: words })}`,
      )
      expect(found.letters.items, words).toEqual([])
    }
    const lapsed = await creator.ask('GET', `/donations/intents?chzzkChannelId=${creator.chzzkUserId}`)
    expect(lapsed).toEqual({ items: [] })
  })

  test('is signed out everywhere, has no grant at CHZZK, and comes back as somebody new', async () => {
    const { fan } = await onStage()
    const tablet = await new Visitor().signIn(fan.channelId)
    expect(grantsOf(fan.channelId)).not.toEqual([])
    const response = await leaveByForm(fan.visitor)
    expect(response.headers.get('Clear-Site-Data')).toBe('"storage"')
    expect(fan.visitor.browser.cookies.has('melt_session')).toBe(false)
    expect(await (await fan.visitor.get('/')).text()).toContain('탈퇴했어요')
    expect(await tablet.me()).toBeNull()
    expect(grantsOf(fan.channelId)).toEqual([])
    const back = await tablet.logIn(fan.channelId)
    expect(back.headers.get('Location')).toBe('/welcome')
    await tablet.post('/auth/agree', { age14: true, terms: true })
    const again = await db.user.findUniqueOrThrow({ where: { chzzkUserId: fan.channelId } })
    expect(again.id).not.toBe(fan.id)
    const mine = asking(tablet)
    expect(await mine('GET', '/messages/mine')).toEqual({ items: [], nextCursor: null })
    expect(await mine('GET', '/donations?mine=1')).toEqual({ items: [], nextCursor: null })
  })

  test('leaves once, however often and from wherever they say so at once', async () => {
    const { visitor, id, ask } = await newcomer()
    const cookies = new Map(visitor.browser.cookies)
    const others = Array.from({ length: 3 }, () => Object.assign(new Visitor(), { browser: visitor.browser }))
    const answers = await Promise.all(
      [visitor, ...others].map((one) => one.post('/me/leave', { confirm: true })),
    )
    for (const { status } of answers) expect([204, 401]).toContain(status)
    const left = await db.user.findUniqueOrThrow({ where: { id } })
    for (const [name, value] of cookies) visitor.browser.cookies.set(name, value)
    expect((await visitor.post('/me/leave', { confirm: true })).status).toBe(401)
    await expect(ask('GET', '/auth/me')).rejects.toThrow('401')
    expect(await db.user.findUniqueOrThrow({ where: { id } })).toEqual(left)
  })

  test('leaves nothing behind that was under way', { repeats: 4 }, async () => {
    const creator = await streamer()
    const fan = await newcomer()
    const chzzkChannelId = creator.chzzkUserId
    const texts = ['동시에 하나', '동시에 둘', '동시에 셋']
    const letters = texts.map((content) => fan.visitor.post('/messages/dm', { chzzkChannelId, content }))
    const acts = [
      ...letters,
      fan.visitor.post('/me/leave', { confirm: true }),
      fan.visitor.post('/donations/intent', { chzzkChannelId, message: '동시에 넷' }),
      fan.visitor.post(`/channels/${chzzkChannelId}/follow`),
      fan.visitor.post('/creator/channel'),
    ]
    for (const response of await Promise.all(acts)) expect(response.status).toBeLessThan(500)
    expect(await tablesHolding([...texts, '동시에 넷', fan.name, fan.channelId])).toEqual([])
  })

  test('needs nobody at CHZZK to answer', async () => {
    const { visitor, channelId, name } = await newcomer()
    await setSwitches({ fault: 'down' })
    expect((await visitor.post('/me/leave', { confirm: true })).status).toBe(204)
    expect(await tablesHolding([channelId, name])).toEqual([])
  })
})

describe('A creator who leaves', () => {
  const WORDS = [
    '올린글 하나',
    '답장 둘',
    '모두에게 답장 셋',
    '메모 넷',
    '손님이름 다섯',
    '손님글 여섯',
    '차단단어일곱',
  ]
  const [POST, ANSWER, ALOUD, NOTE, GUEST, COPIED, BLOCKED] = WORDS

  async function onStage() {
    const creator = await newcomer()
    await creator.ask('POST', '/creator/channel')
    const chzzkChannelId = creator.channelId
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    const send = async (by: Client, content: string) =>
      (await by.ask<Written>('POST', '/messages/dm', { chzzkChannelId, content, allowRetweet: true }))
        .messageId
    const [letter, shown] = [await send(fan, '팬의 편지'), await send(fan, '팬의 소개편지')]
    await creator.ask('POST', '/feed/creator-post', { content: POST, pinned: true })
    await creator.ask('POST', `/messages/${letter}/reply`, { content: ANSWER, visibility: 'private' })
    await creator.ask('POST', `/messages/${letter}/reply`, { content: ALOUD, visibility: 'public' })
    await creator.ask('POST', `/messages/${shown}/retweet`)
    const byHand = { amount: 700, donorName: GUEST, message: COPIED, note: NOTE }
    await creator.ask('POST', '/donations/manual', byHand)
    await creator.ask('PUT', '/creator/settings', {
      whoMayWrite: 'everyone',
      blockedWords: BLOCKED,
      allowedWords: '',
    })
    await creator.ask('POST', '/donations/daily-total', { date: '2026-11-21', amount: 700 })
    await creator.ask('POST', '/block', { chzzkUserId: (await streamer()).chzzkUserId })
    const { intentId } = await fan.ask<{ intentId: string }>('POST', '/donations/intent', { chzzkChannelId })
    const given = { intentId, message: '팬의 후원글', amount: 1000 }
    const { donation } = await fan.ask<Donated>('POST', '/donations/occurred', given)
    await fan.ask('POST', `/channels/${chzzkChannelId}/follow`)
    return { creator, fan, letter, donationId: donation.id }
  }

  test('closes their channel and takes their words along; the fan’s own stay the fan’s', async () => {
    const { creator, fan, donationId } = await onStage()
    await creator.ask('POST', '/me/leave', { confirm: true })
    expect(await tablesHolding([creator.name, creator.channelId, ...WORDS])).toEqual([])
    await whole()
    expect(await db.channelSettings.count({ where: { channel: { ownerId: creator.id } } })).toBe(0)
    expect(await db.dailyTotal.count({ where: { enteredById: creator.id } })).toBe(0)
    expect(await db.follow.count({ where: { userId: fan.id } })).toBe(0)
    const { items } = await fan.ask<{ items: { content: string; channelName: string; replies: [] }[] }>(
      'GET',
      '/messages/mine',
    )
    expect(items.map(({ content, channelName }) => `${channelName}: ${content}`)).toEqual([
      '닫힌 채널: 팬의 후원글',
      '닫힌 채널: 팬의 소개편지',
      '닫힌 채널: 팬의 편지',
    ])
    expect(items.flatMap(({ replies }) => replies)).toEqual([])
    for (const page of ['/me', '/letters', '/favorites', `/me/donations/${donationId}`]) {
      const response = await fan.get(page, 'text/html')
      expect([page, response.status, (await response.text()).includes(creator.name)]).toEqual([
        page,
        200,
        false,
      ])
    }
  })

  test('is found nowhere, their feed is empty, and a new channel begins anew', async () => {
    const { creator, fan } = await onStage()
    const old = await db.channel.findUniqueOrThrow({ where: { ownerId: creator.id } })
    const { intentId: open } = await fan.ask<{ intentId: string }>('POST', '/donations/intent', {
      chzzkChannelId: creator.channelId,
    })
    await leaveByForm(creator.visitor)
    const closed = await db.channel.findUniqueOrThrow({ where: { id: old.id } })
    expect(closed).toMatchObject({ name: '닫힌 채널', imageUrl: null, openedAt: null, ownerId: creator.id })
    for (const id of [creator.channelId, closed.chzzkChannelId]) {
      const answer = await stranger.get(`/feed?chzzkChannelId=${id}`)
      expect(await answer.text(), id).not.toMatch(/팬의|답장/)
      const page = await (await stranger.get(`/${id}`, 'text/html')).text()
      expect(page, id).not.toMatch(/팬의|하나/)
    }
    const found = await stranger.ask('GET', `/channels?${new URLSearchParams({ query: creator.name })}`)
    expect(found).toEqual({ items: [] })
    const [chzzkChannelId, content] = [closed.chzzkChannelId, '아직 있어요?']
    const { code } = await expectRefused(
      await fan.post('/messages/dm', { chzzkChannelId, content }),
      'letter',
    )
    expect(code).toBe('channel_not_open')
    const back = await new Visitor().signIn(creator.channelId)
    const again = asking(back)
    const late = { intentId: open, message: '늦은 팬의 글', amount: 10 }
    const { code: refused } = await expectRefused(await fan.post('/donations/occurred', late), 'donation')
    expect(refused).toBe('channel_not_open')
    await again('POST', '/creator/channel')
    expect(await again('GET', '/creator/inbox')).toMatchObject({ letters: { items: [] }, unread: 0 })
    expect(await again('GET', '/donations')).toEqual({ items: [], nextCursor: null })
    await whole()
  })

  test('leaves the reasons that the chain of entries rests on, as the inventory says', async () => {
    const { creator, donationId } = await onStage()
    await creator.ask('POST', `/donations/${donationId}/reject`, { reason: '남는이유 여덟' })
    await creator.ask('POST', '/me/leave', { confirm: true })
    expect(await tablesHolding(['남는이유 여덟'])).toEqual(['donation_entries'])
    await whole()
  })
})

describe('Leaving', () => {
  test('is asked for in so many words, and the form comes back where it is not', async () => {
    const { visitor } = await newcomer()
    const before = await stored()
    for (const body of [{}, { confirm: false }, { confirm: 'yes' }, { confirm: null }]) {
      const { code } = await expectRefused(await visitor.post('/me/leave', body), JSON.stringify(body))
      expect(code).toBe('invalid')
    }
    const response = await visitor.form('/me/leave', { formPage: '/me/leaving' })
    const text = await response.text()
    expect([response.status, text.includes('되돌릴 수 없다는 데 표시해')]).toEqual([422, true])
    expect(await stored()).toEqual(before)
    for (const page of ['/me', '/me/leaving', '/privacy']) {
      const drawn = await visitor.get(page)
      expect([page, drawn.status, (await drawn.text()).includes('탈퇴')]).toEqual([page, 200, true])
    }
    expect((await stranger.get('/me/leaving', 'text/html')).status).toBe(302)
  })

  test('of anybody leaves a ledger that is whole: a fan, a VIP, an admin, a donor without login, a creator', async () => {
    const creator = await newcomer()
    await creator.ask('POST', '/creator/channel')
    const chzzkChannelId = creator.channelId
    const [fan, vip, admin, donor, passer] = await Promise.all([
      newcomer(),
      newcomer(),
      newcomer(),
      newcomer(),
      newcomer(),
    ])
    await db.user.update({ where: { id: admin.id }, data: { role: 'admin' } })
    for (const giver of [fan, vip]) {
      await giver.ask('POST', '/messages/dm', { chzzkChannelId, content: '안녕하세요', allowRetweet: true })
      const { intentId } = await giver.ask<{ intentId: string }>('POST', '/donations/intent', {
        chzzkChannelId,
      })
      const given = { intentId, message: '응원해요', amount: 60_000 }
      const { donation } = await giver.ask<Donated>('POST', '/donations/occurred', given)
      const by = giver === fan ? creator : admin
      await by.ask('POST', `/donations/${donation.id}/confirm`)
    }
    await creator.ask('PUT', `/creator/vips/${vip.channelId}`, { note: null })
    await creator.ask('POST', '/donations/manual', { amount: 20_000, chzzkUserId: donor.channelId })
    expect(await db.userBadge.count({ where: { channel: { ownerId: creator.id } } })).toBe(5)
    const countRanked = () =>
      db.message.count({ where: { inboxRank: { gt: 0 }, channel: { ownerId: creator.id } } })
    expect(await countRanked()).toBe(2)
    await whole()
    for (const one of [passer, donor, admin, creator, vip, fan]) {
      await one.ask('POST', '/me/leave', { confirm: true })
      await whole()
    }
    await expect.poll(countRanked).toBe(0)
  })

  test('of a creator waits for nothing that waits for them: fans go on giving meanwhile', {
    repeats: 2,
  }, async () => {
    const creator = await newcomer()
    await creator.ask('POST', '/creator/channel')
    const chzzkChannelId = creator.channelId
    const fans = await Promise.all(Array.from({ length: 4 }, newcomer))
    const intents = await Promise.all(
      fans.map((fan) => fan.ask<{ intentId: string }>('POST', '/donations/intent', { chzzkChannelId })),
    )
    const given = intents.map(({ intentId }) => ({ intentId, message: '응원해요', amount: 20_000 }))
    const answers = await Promise.all([
      ...fans.slice(0, 2).map((fan, n) => fan.visitor.post('/donations/occurred', given[n])),
      creator.visitor.post('/donations/manual', { amount: 30_000, chzzkUserId: fans[0]?.channelId }),
      creator.visitor.post('/me/leave', { confirm: true }),
      ...fans.slice(2).map((fan, n) => fan.visitor.post('/donations/occurred', given[n + 2])),
    ])
    for (const { status } of answers) expect(status).toBeLessThan(500)
    await whole()
  })

  test('is final: the database lets nobody who left begin anything', async () => {
    const creator = await streamer()
    const { id, ask } = await newcomer()
    await ask('POST', '/me/leave', { confirm: true })
    const channel = await db.channel.findUniqueOrThrow({ where: { ownerId: creator.id } })
    const rows = {
      sessions: { id: channel.id, user_id: id, token_hash: 'x', expires_at: new Date() },
      oauth_tokens: {
        user_id: id,
        access_token: 'x',
        refresh_token: 'x',
        expires_at: new Date(),
        updated_at: new Date(),
      },
      follows: { user_id: id, channel_id: channel.id },
      donation_intents: { id: channel.id, viewer_id: id, channel_id: channel.id },
      messages: {
        id: channel.id,
        author_id: id,
        channel_id: channel.id,
        type: 'dm',
        visibility: 'private',
        content: 'x',
      },
    }
    for (const [table, row] of Object.entries(rows)) {
      expect(await refusal(insert(table, row)), table).toBe('person_has_agreed')
    }
  })
})
