import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { REASON_COPY } from '~/copy/ko/moderation'
import { db } from '~/db/client.server'
import { reportReasons } from '~/domain/moderation/input'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { answer, cheer, letter, post, report, shownIn } from '../support/messages'
import { someChzzkId } from '../support/people'
import { tablesHolding } from '../support/stored'

useMelt()

let creator: Client
let other: Client
let fan: Client
let passer: Client
let admin: Client

beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  passer = await signedIn({ channelId: someChzzkId(), name: '지나가던분' })
  admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin' })
  await db.user.update({ where: { id: fan.id }, data: { agreedAt: new Date('2026-01-01') } })
})

const code = async (response: Response) => [
  response.status,
  response.status < 300 ? null : ((await response.json()) as { code: string }).code,
]
const page = async (by: Client, path: string) => (await by.get(path, 'text/html')).text()
const mine = async (by: Client) =>
  (
    await by.ask<{ items: { id: string; outcome: string | null; outcomeReason: string | null }[] }>(
      'GET',
      '/report',
    )
  ).items
const resolve = (by: Client, id: string, body: object) => by.post(`/reports/${id}/resolve`, body)
const hide = (by: Client, id: string, reason = '채널과 맞지 않아요') =>
  by.post(`/content/${id}`, { reason }, 'DELETE')
const NOT_FOUND = [404, 'not_found']

describe('A report', () => {
  test('is of whoever may read the message, and of nobody else', async () => {
    const asked = await letter(fan, creator)
    const retweeted = await letter(fan, creator, '소개해도 괜찮은 편지')
    await creator.ask('POST', `/messages/${retweeted}/retweet`)
    const shown = await cheer(fan, creator)
    const nested = await answer(creator, shown, 'public')
    const alone = await answer(creator, asked, 'public')
    const secret = await answer(creator, asked, 'private')
    const notice = await post(creator)
    const cases: [string, string, Client[], Client[]][] = [
      ['a letter', asked, [creator], [passer, other, admin]],
      ['a letter that was made public', retweeted, [passer, creator, other], []],
      ['a donation message', shown, [passer, creator, admin], []],
      ['an answer below it', nested, [passer, fan, other], []],
      ['a public answer to a letter', alone, [passer, fan], []],
      ['a private answer', secret, [fan], [passer, other, admin]],
      ['a post', notice, [passer, fan], []],
    ]
    for (const [what, messageId, may, mayNot] of cases) {
      const body = { messageId, reason: 'abuse' }
      for (const by of mayNot) expect(await code(await by.post('/report', body)), what).toEqual(NOT_FOUND)
      for (const by of mayNot)
        expect((await by.get(`/report/${messageId}`, 'text/html')).status, what).toBe(404)
      for (const by of may) expect((await by.post('/report', body)).status, what).toBe(201)
      expect(await code(await stranger.post('/report', body)), what).toEqual([401, 'signed_out'])
    }
    for (const [by, messageId] of [
      [fan, asked],
      [fan, shown],
      [creator, notice],
      [creator, secret],
    ] as const) {
      expect(await code(await by.post('/report', { messageId, reason: 'abuse' }))).toEqual([403, 'forbidden'])
    }
  })

  test('is one for a person and a message, however often it is sent', async () => {
    const messageId = await cheer(fan, creator)
    const body = { messageId, reason: 'spam', detail: '같은 글이에요' }
    const first = await passer.post('/report', body)
    const { reportId } = (await first.json()) as { reportId: string }
    const again = await passer.post('/report', { ...body, reason: 'other' })
    expect([first.status, again.status, await again.json()]).toEqual([201, 200, { reportId }])
    const other = await cheer(fan, creator)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => passer.post('/report', { messageId: other, reason: 'spam' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201])
  })

  test('needs one of the reasons, asked in their order with a number to call for a life', async () => {
    const messageId = await cheer(fan, creator)
    for (const reason of [undefined, 'boring', '']) {
      expect(await code(await passer.post('/report', { messageId, reason }))).toEqual([422, 'invalid'])
    }
    const text = await page(passer, `/report/${messageId}`)
    const places = reportReasons.map((reason) => text.indexOf(REASON_COPY[reason]))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
    expect(text).toContain('자살예방 상담전화 109')
  })

  test('can be made without a script, from a quiet link on what is public', async () => {
    const messageId = await cheer(fan, creator)
    const nested = await answer(creator, messageId, 'public')
    const feed = await page(stranger, `/${creator.chzzkUserId}`)
    for (const id of [messageId, nested]) expect(feed).toContain(`href="/report/${id}"`)
    const toLogin = await stranger.get(`/report/${messageId}`, 'text/html')
    expect(toLogin.headers.get('Location')).toBe(
      `/login?redirectTo=${encodeURIComponent(`/report/${messageId}`)}`,
    )
    const form = await passer.form('/report', { messageId, reason: 'spam', detail: '' })
    expect([form.status, form.headers.get('Location')]).toEqual([303, '/me/reports'])
    const refused = await passer.form('/report', {
      messageId: nested,
      formPage: `/report/${nested}`,
      detail: '적은 말',
    })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toMatch(/이유를 하나 골라 주세요[\s\S]*적은 말/)
    expect(await page(passer, `/report/${messageId}`)).toContain('이미 신고한 글이에요')
  })

  test('tells whoever made it what came of it, and only them', async () => {
    const [first, second] = [await cheer(fan, creator, '첫째'), await cheer(fan, creator, '둘째')]
    const [one, two] = [await report(passer, first), await report(passer, second)]
    expect(await page(passer, '/me/reports')).toContain('접수됨')
    await resolve(creator, one, { outcome: 'hidden', reason: '심한 말이에요' })
    await resolve(creator, two, { outcome: 'kept' })
    expect((await mine(passer)).filter(({ id }) => [one, two].includes(id))).toMatchObject([
      { id: two, outcome: 'kept' },
      { id: one, outcome: 'hidden', outcomeReason: '심한 말이에요' },
    ])
    const text = await page(passer, '/me/reports')
    expect(text).toContain('숨겼어요')
    expect(text).toContain('그대로 두었어요')
    expect((await mine(other)).map(({ id }) => id)).not.toContain(one)
    expect((await stranger.get('/report')).status).toBe(401)
  })

  test('that would be the 31st of a day waits', async () => {
    const keen = await signedIn({ channelId: someChzzkId(), name: '열심히' })
    const messageId = await cheer(fan, creator)
    const [{ id: channelId }, message] = await Promise.all([
      db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } }),
      post(creator, '또 공지'),
    ])
    for (let n = 0; n < 30; n++) {
      const words = { channelId, authorId: creator.id, type: 'creator_post', visibility: 'public' } as const
      const made = await db.message.create({ data: { ...words, content: `${n}` } })
      await db.report.create({ data: { messageId: made.id, channelId, reporterId: keen.id, reason: 'spam' } })
    }
    const refused = await keen.post('/report', { messageId, reason: 'spam' })
    expect(refused.headers.get('Retry-After')).toBeTruthy()
    expect(await code(refused)).toEqual([429, 'rate_limited'])
    expect(message).toBeTruthy()
  })
})

describe('A creator', () => {
  test('decides on reports of viewers’ public messages, and on no others', async () => {
    const shown = await cheer(fan, creator)
    const asked = await letter(fan, creator, `편지 ${randomUUID()}`)
    const cases: [string, string, number][] = [
      ['of a viewer’s public message', await report(passer, shown), 200],
      ['of their own post', await report(passer, await post(creator)), 404],
      ['of their own answer', await report(fan, await answer(creator, shown, 'public')), 404],
      ['that they made of a letter', await report(creator, asked), 404],
    ]
    for (const [what, id, status] of cases) {
      expect((await resolve(other, id, { outcome: 'kept' })).status, what).toBe(404)
      expect((await resolve(passer, id, { outcome: 'kept' })).status, what).toBe(404)
      expect((await resolve(fan, id, { outcome: 'kept' })).status, what).toBe(404)
      expect((await resolve(creator, id, { outcome: 'kept' })).status, what).toBe(status)
      expect((await resolve(admin, id, { outcome: 'kept' })).status, what).toBe(200)
    }
  })

  test('never learns who reported, nor in which words', async () => {
    const shown = await cheer(fan, creator, '신고된 응원')
    await report(passer, shown, { reason: 'privacy', detail: '제 전화번호가 있어요' })
    const own = await post(creator, '신고된 공지')
    await report(passer, own)
    const text = await page(creator, '/dashboard/moderation')
    expect(text).toContain('신고된 응원')
    expect(text).toContain(REASON_COPY.privacy)
    expect(text).not.toMatch(/지나가던분|제 전화번호가|신고된 공지/)
    expect(text).not.toContain(passer.id)
    expect(await page(creator, '/dashboard/inbox')).toContain('확인할 신고와 이의')
    expect(await page(other, '/dashboard/moderation')).not.toContain('신고된 응원')
  })

  test('who hides tells everybody who reported it, once, and it leaves the feed', async () => {
    const shown = await cheer(fan, creator)
    const [one, two] = [await report(passer, shown), await report(other, shown, { reason: 'spam' })]
    const answers = await Promise.all([1, 2, 3].map(() => resolve(creator, one, { outcome: 'hidden' })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await answers[0]?.json()).toEqual({ id: one, messageId: shown, outcome: 'hidden' })
    expect(await code(await resolve(creator, one, { outcome: 'kept' }))).toEqual([409, 'conflict'])
    expect(await shownIn(creator, stranger)).not.toContain(shown)
    expect(await db.messageEvent.count({ where: { messageId: shown, kind: 'hidden' } })).toBe(1)
    for (const id of [one, two]) {
      expect(await db.report.findUnique({ where: { id } })).toMatchObject({
        outcome: 'hidden',
        outcomeReason: REASON_COPY.abuse,
        resolvedById: creator.id,
      })
    }
  })

  test('who hides without a report settles those that wait, and can take it back', async () => {
    const shown = await cheer(fan, creator)
    const id = await report(passer, shown)
    expect((await hide(creator, shown)).status).toBe(204)
    expect((await mine(passer))[0]).toMatchObject({
      id,
      outcome: 'hidden',
      outcomeReason: '채널과 맞지 않아요',
    })
    for (const by of [other, fan, passer])
      expect(await code(await by.post(`/content/${shown}/restore`))).toEqual(NOT_FOUND)
    for (let n = 0; n < 2; n++) expect((await creator.post(`/content/${shown}/restore`)).status).toBe(204)
    expect(await shownIn(creator, stranger)).toContain(shown)
  })
})

describe('An author', () => {
  test('hears what was hidden and why, and objects once a hiding', async () => {
    const shown = await cheer(fan, creator, '숨겨질 응원')
    const object = (by: Client, text: string) => by.post(`/content/${shown}/objection`, { text })
    expect(await code(await object(fan, '왜요'))).toEqual([409, 'illegal_transition'])
    await hide(creator, shown, '심한 말이에요')
    expect(await page(fan, '/letters')).toMatch(/이유: (<!-- -->)?심한 말이에요/)
    expect(await page(fan, `/me/hidden/${shown}`)).toContain('심한 말이에요')
    for (const by of [creator, passer, other, admin]) {
      expect(await code(await object(by, '왜요'))).toEqual(NOT_FOUND)
      expect((await by.get(`/me/hidden/${shown}`, 'text/html')).status).toBe(404)
    }
    for (const refused of ['\u3164', '여기 봐요 https://example.com']) {
      expect(await code(await object(fan, refused))).toEqual([422, 'text_refused'])
    }
    expect((await object(fan, '농담이었어요')).status).toBe(201)
    expect((await object(fan, '농담이었어요')).status).toBe(200)
    expect(await code(await object(fan, '다른 말'))).toEqual([409, 'conflict'])
    expect(await page(creator, '/dashboard/moderation')).toContain('농담이었어요')
    expect(await page(fan, `/me/hidden/${shown}`)).toContain('확인하고 있어요')
  })

  test('is answered by whoever hid: it is back, or stays hidden', async () => {
    for (const [hider, outsiders, outcome] of [
      [creator, [other, fan, admin], 'restored'],
      [creator, [other, fan, admin], 'kept'],
      [admin, [other, fan, creator], 'restored'],
      [admin, [other, fan, creator], 'kept'],
    ] as const) {
      const shown = await cheer(fan, creator)
      await hide(hider, shown)
      const { objectionId } = await fan.ask<{ objectionId: string }>('POST', `/content/${shown}/objection`, {
        text: '괜찮은 글이에요',
      })
      const path = `/objections/${objectionId}/resolve`
      for (const by of outsiders) expect(await code(await by.post(path, { outcome }))).toEqual(NOT_FOUND)
      for (let n = 0; n < 2; n++) {
        expect(await hider.ask('POST', path, { outcome, reason: '다시 봤어요' })).toEqual({
          id: objectionId,
          messageId: shown,
          outcome,
        })
      }
      const otherwise = outcome === 'kept' ? 'restored' : 'kept'
      expect(await code(await hider.post(path, { outcome: otherwise }))).toEqual([409, 'conflict'])
      expect((await shownIn(creator, stranger)).includes(shown)).toBe(outcome === 'restored')
      expect(await page(fan, `/me/hidden/${shown}`)).toContain('다시 봤어요')
    }
  })

  test('who creates hears of an admin’s hiding on their dashboard, and only an admin undoes it', async () => {
    const own = await post(creator, '숨겨질 공지')
    await hide(admin, own, '사칭이에요')
    const text = await page(creator, '/dashboard/moderation')
    expect(text).toMatch(/숨겨진 내 글[\s\S]*숨겨질 공지/)
    expect(text).toContain('사칭이에요')
    expect(await code(await creator.post(`/content/${own}/restore`))).toEqual([403, 'forbidden'])
    expect((await creator.post(`/content/${own}/objection`, { text: '제 글이에요' })).status).toBe(201)
    expect((await admin.post(`/content/${own}/restore`)).status).toBe(204)
    expect(await shownIn(creator, stranger)).toContain(own)
    expect(await db.objection.findFirst({ where: { messageId: own } })).toMatchObject({ outcome: 'restored' })
  })

  test('who withdraws leaves the report to be decided, its words gone from everywhere else', async () => {
    const shown = await cheer(fan, creator, '거둘 나쁜 말')
    const id = await report(passer, shown)
    await fan.ask('DELETE', `/content/${shown}`)
    const text = await page(creator, '/dashboard/moderation')
    expect(text).toContain('글쓴이가 지운 글이에요')
    expect(text).not.toContain('거둘 나쁜 말')
    expect((await resolve(admin, id, { outcome: 'kept' })).status).toBe(200)
    expect(await tablesHolding(['거둘 나쁜 말'])).toEqual([])
  })

  test('who withdraws takes their objection back', async () => {
    const shown = await cheer(fan, creator, '숨겨질 글')
    await hide(creator, shown)
    await fan.ask('POST', `/content/${shown}/objection`, { text: '거둘 이의' })
    await fan.ask('DELETE', `/content/${shown}`)
    expect(await tablesHolding(['거둘 이의'])).toEqual([])
    expect(await page(creator, '/dashboard/moderation')).not.toContain('이의 1건')
  })
})
