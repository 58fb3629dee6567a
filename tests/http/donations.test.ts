import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { db } from '~/db/client.server'
import { kstDayOf } from '~/domain/core/kst'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId, withoutIds } from '../support/people'

useMelt()

type Donation = {
  id: string
  status: string
  amount: number | null
  claimedAmount: number | null
  late: boolean
  source: string
}
type Registered = { donation: Donation; messageId: string }

let creator: Client
let fan: Client
let other: Client

beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
})

async function newFan() {
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  return fan
}

async function intent(by: Client, fields: object = {}) {
  const { intentId } = await by.ask<{ intentId: string }>('POST', '/donations/intent', {
    chzzkChannelId: creator.chzzkUserId,
    ...fields,
  })
  return intentId
}

async function register(by: Client, fields: object = {}) {
  const body = { intentId: await intent(by), message: '오늘도 고마워요', amount: 1000, ...fields }
  return { body, ...(await by.ask<Registered>('POST', '/donations/occurred', body)) }
}

const code = async (response: Response) => [
  response.status,
  ((await response.json()) as { code?: string }).code,
]

describe('An intent', () => {
  test('answers where to donate and until when it counts', async () => {
    const response = await (await newFan()).post('/donations/intent', {
      chzzkChannelId: creator.chzzkUserId,
      message: '안녕',
      amount: 500,
    })
    expect(response.status).toBe(201)
    const kept = (await response.json()) as Record<string, string>
    expect(kept).toMatchObject({ status: 'PENDING', chzzkChannelId: creator.chzzkUserId })
    expect(kept.donateUrl).toContain(`/live/${creator.chzzkUserId}`)
    expect(Date.parse(kept.lapsesAt ?? '') - Date.parse(kept.createdAt ?? '')).toBe(24 * 60 * 60 * 1000)
    const mine = await fan.ask<{ items: object[] }>('GET', '/donations/intents')
    expect(mine.items).toMatchObject([
      { intentId: kept.intentId, channelName: '밤비노래방', message: '안녕', amount: 500 },
    ])
  })

  test('is refused to strangers, on a closed channel, and on one’s own', async () => {
    const asked = { chzzkChannelId: creator.chzzkUserId }
    expect(await code(await stranger.post('/donations/intent', asked))).toEqual([401, 'signed_out'])
    expect(await code(await creator.post('/donations/intent', asked))).toEqual([403, 'forbidden'])
    const closed = someChzzkId()
    await db.channel.create({ data: { chzzkChannelId: closed, name: '닫힌 채널' } })
    expect(await code(await fan.post('/donations/intent', { chzzkChannelId: closed }))).toEqual([
      409,
      'channel_not_open',
    ])
    expect(await code(await fan.post('/donations/intent', { chzzkChannelId: someChzzkId() }))).toEqual([
      404,
      'not_found',
    ])
  })

  test('is found again by its request, with what was written last', async () => {
    const requestId = randomUUID()
    await newFan()
    const [first, again] = [
      await intent(fan, { requestId, message: '하나' }),
      await intent(fan, { requestId, message: '둘' }),
    ]
    expect(again).toBe(first)
    expect(await db.donationIntent.findUnique({ where: { id: first } })).toMatchObject({ message: '둘' })
  })

  test('that led to nothing is not asked about again once its fan says so', async () => {
    const id = await intent(await newFan())
    expect((await other.post(`/donations/intents/${id}/dismiss`)).status).toBe(404)
    expect((await fan.post(`/donations/intents/${id}/dismiss`)).status).toBe(204)
    expect(await fan.ask('GET', '/donations/intents')).toEqual({ items: [] })
  })

  test('that lapsed is shown to its creator without the message, and matched by hand', async () => {
    const id = await intent(await newFan(), { message: '아직 보내지 않은 말', amount: 3000 })
    await age(id, 25)
    expect(await code(await fan.post('/donations/occurred', { intentId: id, message: '늦었죠' }))).toEqual([
      410,
      'intent_lapsed',
    ])
    const list = `/donations/intents?chzzkChannelId=${creator.chzzkUserId}`
    expect(await code(await other.get(list))).toEqual([404, 'not_found'])
    const text = await (await creator.get(list)).text()
    expect(text).toContain(id)
    expect(text).not.toContain('아직 보내지 않은 말')
    const matched = await creator.post('/donations/manual', { intentId: id, amount: 3000 })
    expect(matched.status).toBe(201)
    expect(await matched.json()).toMatchObject({
      donation: {
        status: 'CONFIRMED',
        source: 'manual',
        amount: 3000,
        donor: { displayName: '새벽세시라면' },
      },
    })
    expect((await creator.post('/donations/manual', { intentId: id, amount: 3000 })).status).toBe(200)
    expect(await code(await creator.post('/donations/manual', { intentId: id, amount: 9 }))).toEqual([
      409,
      'conflict',
    ])
  })
})

const age = (id: string, hours: number) =>
  db.donationIntent.update({
    where: { id },
    data: { createdAt: new Date(Date.now() - hours * 60 * 60 * 1000) },
  })

describe('Registering', () => {
  test('makes a waiting donation once, also where the claim repeats, and shows it without an amount', async () => {
    const { body, donation, messageId } = await register(await newFan())
    expect(donation).toMatchObject({
      status: 'OCCURRED',
      amount: null,
      claimedAmount: 1000,
      late: false,
      source: 'user_flow',
    })
    const again = await fan.post('/donations/occurred', body)
    expect([again.status, ((await again.json()) as Registered).messageId]).toEqual([200, messageId])
    expect(await code(await fan.post('/donations/occurred', { ...body, message: '다른 말' }))).toEqual([
      409,
      'conflict',
    ])
    const feed = await stranger.ask<{ items: object[] }>('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`)
    expect(feed.items[0]).toMatchObject({
      id: messageId,
      content: '오늘도 고마워요',
      donation: { status: 'OCCURRED', amount: null },
    })
    expect(withoutIds(JSON.stringify(feed))).not.toMatch(/1000|claimed/)
  })

  test('ten times at once is one donation', async () => {
    const body = { intentId: await intent(await newFan()), message: '두 번 눌렀어요' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => fan.post('/donations/occurred', body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201])
    expect(await db.donation.count({ where: { intentId: body.intentId } })).toBe(1)
  })

  test('after five minutes is marked late, and belongs to the time of its intent', async () => {
    const id = await intent(await newFan())
    await age(id, 1)
    const { donation } = await register(fan, { intentId: id })
    expect(donation.late).toBe(true)
  })

  test('is refused for another’s intent and for blank-looking text', async () => {
    const id = await intent(await newFan())
    expect(
      await code(await other.post('/donations/occurred', { intentId: id, message: '내 거예요' })),
    ).toEqual([404, 'not_found'])
    for (const message of ['', '   ', '\u3164\u3164', '\u200b', '⠀']) {
      expect(await code(await fan.post('/donations/occurred', { intentId: id, message }))).toEqual([
        422,
        'text_refused',
      ])
    }
  })
})

describe('A fourth that would wait', () => {
  const feedOf = async () => {
    const path = `/feed?chzzkChannelId=${creator.chzzkUserId}`
    return (await stranger.ask<{ items: { content: string }[] }>('GET', path)).items.map(
      ({ content }) => content,
    )
  }
  const confirm = (id: string) => creator.ask('POST', `/donations/${id}/confirm`, { amount: 1000 })

  /** Three that wait, and intents that were opened before the third of them was registered. */
  async function waitingFan(earlier: number) {
    await newFan()
    const open: string[] = []
    for (let n = 0; n < earlier; n++) open.push(await intent(fan))
    const waiting: string[] = []
    for (let n = 0; n < 3; n++) waiting.push((await register(fan)).donation.id)
    return { open, waiting }
  }

  test('is refused before its fan leaves for CHZZK, with words, and opens again once one was settled', async () => {
    const { waiting } = await waitingFan(0)
    const asked = { chzzkChannelId: creator.chzzkUserId, message: '네 번째', requestId: randomUUID() }
    const early = await fan.post('/donations/intent', asked)
    expect(early.headers.get('Retry-After')).toBeTruthy()
    expect(await code(early)).toEqual([429, 'too_many_unconfirmed'])
    expect(await db.donationIntent.count({ where: { viewerId: fan.id, message: '네 번째' } })).toBe(0)
    const page = await (await fan.get(`/${creator.chzzkUserId}/donate`, 'text/html')).text()
    expect(page).toContain('확인 전 후원이 3건 있어요')
    expect(page).not.toContain('action="/donations/intent"')
    const elsewhere = { ...asked, chzzkChannelId: other.chzzkUserId, requestId: randomUUID() }
    expect((await fan.post('/donations/intent', elsewhere)).status).toBe(201)
    await creator.ask('POST', `/donations/${waiting[0]}/reject`, { reason: '없던 후원' })
    expect((await fan.post('/donations/intent', asked)).status).toBe(201)
  })

  test('is kept unseen when it comes all the same, and follows in order into the places that come free', async () => {
    const { open, waiting } = await waitingFan(2)
    const [first = '', second = ''] = open
    const body = { intentId: first, message: '맡겨 둔 첫째', amount: 700, hideName: true }
    const kept = await fan.post('/donations/occurred', body)
    expect(kept.status).toBe(201)
    const { donation, messageId } = (await kept.json()) as Registered
    expect(donation).toMatchObject({ id: first, status: 'PENDING', claimedAmount: 700, amount: null })
    expect(messageId).toBeNull()
    expect((await fan.post('/donations/occurred', body)).status).toBe(200)
    expect(await code(await fan.post('/donations/occurred', { ...body, amount: 1 }))).toEqual([
      409,
      'conflict',
    ])
    expect(await fan.ask('GET', `/donations/${first}`)).toMatchObject({
      donation: { status: 'PENDING', message: '맡겨 둔 첫째' },
      entries: [],
    })
    await fan.ask('POST', '/donations/occurred', { intentId: second, message: '맡겨 둔 둘째', amount: 800 })
    const form = await fan.get(`/${creator.chzzkUserId}/donate?anew=1`, 'text/html')
    expect(await form.text()).toContain('맡아 둔 메시지 2건은')
    await age(first, 30)
    expect((await creator.get(`/donations/${first}`)).status).toBe(404)
    const lapsed = `/donations/intents?chzzkChannelId=${creator.chzzkUserId}`
    expect(await (await creator.get(lapsed)).text()).not.toContain(first)
    expect(await fan.ask('GET', '/donations/intents')).toEqual({ items: [] })
    expect(await feedOf()).not.toContain('맡겨 둔 첫째')

    await confirm(waiting[0] ?? '')
    expect(await creator.ask('GET', `/donations/${first}`)).toMatchObject({
      donation: {
        id: first,
        status: 'OCCURRED',
        claimedAmount: 700,
        message: '맡겨 둔 첫째',
        hideName: true,
      },
      entries: [{ from: 'PENDING', to: 'OCCURRED' }],
    })
    expect(await feedOf()).toContain('맡겨 둔 첫째')
    expect(await feedOf()).not.toContain('맡겨 둔 둘째')
    expect((await fan.post('/donations/occurred', body)).status).toBe(200)
    await creator.ask('POST', '/donations/confirm', { items: [{ id: waiting[1] }, { id: waiting[2] }] })
    expect(await feedOf()).toContain('맡겨 둔 둘째')
    const { items } = await creator.ask<{ items: { status: string; message: string }[] }>('GET', '/donations')
    expect(items.filter(({ message }) => message?.startsWith('맡겨 둔')).map(({ status }) => status)).toEqual(
      ['OCCURRED', 'OCCURRED'],
    )
  })

  test('is kept once however often it is sent at once, at most twenty of a fan', async () => {
    const { open, waiting } = await waitingFan(21)
    const body = { intentId: open[0], message: '한 번만', amount: 5 }
    const answers = await Promise.all(Array.from({ length: 6 }, () => fan.post('/donations/occurred', body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201])
    for (const intentId of open.slice(1, 20)) {
      await fan.ask('POST', '/donations/occurred', { intentId, message: '많이', amount: 5 })
    }
    const beyond = { intentId: open[20], message: '너무 많이', amount: 5 }
    expect(await code(await fan.post('/donations/occurred', beyond))).toEqual([429, 'too_many_unconfirmed'])
    const places = {
      channel: { chzzkChannelId: creator.chzzkUserId },
      donorId: fan.id,
      status: 'OCCURRED',
    } as const
    for (const id of waiting) {
      await confirm(id)
      expect(await db.donation.count({ where: places })).toBe(3)
    }
  })

  test('is taken back by its fan, and goes with them when they leave', async () => {
    const { open, waiting } = await waitingFan(2)
    for (const intentId of open) {
      await fan.ask('POST', '/donations/occurred', { intentId, message: `두고 갈 말 ${intentId}` })
    }
    expect((await other.post(`/donations/intents/${open[0]}/dismiss`)).status).toBe(404)
    expect((await fan.post(`/donations/intents/${open[0]}/dismiss`)).status).toBe(204)
    expect((await fan.get(`/donations/${open[0]}`)).status).toBe(404)
    expect((await fan.post('/me/leave', { confirm: true, displayName: '새벽세시라면' })).status).toBeLessThan(
      300,
    )
    await confirm(waiting[0] ?? '')
    expect(await feedOf()).not.toContain(`두고 갈 말 ${open[1]}`)
    expect(await db.donationIntent.findMany({ where: { id: { in: open } } })).toMatchObject([
      { message: null, registeredAt: null },
      { registeredAt: null },
    ])
  })

  test('is held where its creator came to block its words or its fan while it was kept', async () => {
    const { open, waiting } = await waitingFan(1)
    await fan.ask('POST', '/donations/occurred', { intentId: open[0], message: '차단될 사람의 말' })
    await creator.ask('POST', '/block', { chzzkUserId: fan.chzzkUserId })
    await confirm(waiting[0] ?? '')
    expect(await feedOf()).not.toContain('차단될 사람의 말')
    expect(await creator.ask('GET', `/donations/${open[0]}`)).toMatchObject({
      donation: { status: 'OCCURRED' },
    })
  })
})

describe('The creator', () => {
  test('confirms with the claimed amount or another; again is the same, otherwise a conflict', async () => {
    const { donation } = await register(await newFan())
    const path = `/donations/${donation.id}/confirm`
    expect(await creator.ask('POST', path, { amount: 1500 })).toMatchObject({
      donation: { status: 'CONFIRMED', amount: 1500 },
    })
    expect((await creator.post(path, { amount: 1500 })).status).toBe(200)
    expect((await creator.post(path)).status).toBe(200)
    expect(await code(await creator.post(path, { amount: 1000 }))).toEqual([409, 'conflict'])
    const claimed = await register(fan)
    expect(await creator.ask('POST', `/donations/${claimed.donation.id}/confirm`)).toMatchObject({
      donation: { amount: 1000 },
    })
  })

  test('must say an amount where nobody did', async () => {
    const { donation } = await register(await newFan(), { amount: null })
    const response = await creator.post(`/donations/${donation.id}/confirm`)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'invalid', errors: [{ path: 'amount' }] })
  })

  test('finds nobody else’s donation, and nobody finds theirs', async () => {
    const { donation } = await register(await newFan())
    for (const [path, body] of [
      [`/donations/${donation.id}/confirm`, {}],
      [`/donations/${donation.id}/reject`, { reason: '아님' }],
      [`/donations/${donation.id}/reverse`, { reason: '아님' }],
    ] as const) {
      expect(await code(await other.post(path, body)), path).toEqual([404, 'not_found'])
      expect(await code(await fan.post(path, body)), path).toEqual([404, 'not_found'])
      expect(await code(await stranger.post(path, body)), path).toEqual([401, 'signed_out'])
    }
    expect(await code(await other.get(`/donations/${donation.id}`))).toEqual([404, 'not_found'])
    expect((await fan.get(`/donations/${donation.id}`)).status).toBe(200)
  })

  test('rejects and reverses with a reason, along the lines of a donation’s life', async () => {
    const { donation, messageId } = await register(await newFan())
    const act = (verb: string, body: object = {}) => creator.post(`/donations/${donation.id}/${verb}`, body)
    expect(await code(await act('reverse', { reason: '틀림' }))).toEqual([409, 'illegal_transition'])
    expect((await act('reject', { reason: '확인되지 않아요' })).status).toBe(200)
    expect((await act('reject', { reason: '확인되지 않아요' })).status).toBe(200)
    expect(await code(await act('reject', { reason: '다른 이유' }))).toEqual([409, 'conflict'])
    expect(await code(await act('reject', {}))).toEqual([422, 'invalid'])
    const hidden = await stranger.ask<{ items: { id: string }[] }>(
      'GET',
      `/feed?chzzkChannelId=${creator.chzzkUserId}`,
    )
    expect(hidden.items.map(({ id }) => id)).not.toContain(messageId)
    expect((await act('confirm', { amount: 700 })).status).toBe(200)
    expect((await act('reverse', { reason: '틀림' })).status).toBe(200)
    expect((await act('confirm')).status).toBe(200)
    const { entries } = await fan.ask<{
      entries: { to: string; amountDelta: number; reason: string | null }[]
    }>('GET', `/donations/${donation.id}`)
    expect(entries.map(({ to, amountDelta, reason }) => [to, amountDelta, reason])).toEqual([
      ['OCCURRED', 0, null],
      ['REJECTED', 0, '확인되지 않아요'],
      ['CONFIRMED', 700, null],
      ['REVERSED', -700, '틀림'],
      ['CONFIRMED', 700, null],
    ])
  })

  test('confirms many at once, with the sum, and what fails stops nothing else', async () => {
    const known = await register(await newFan())
    const unknown = await register(fan, { amount: null })
    const missing = randomUUID()
    const items = [{ id: known.donation.id }, { id: unknown.donation.id }, { id: missing }]
    const outcome = await creator.ask<{ confirmed: Donation[]; failed: object[]; sum: number }>(
      'POST',
      '/donations/confirm',
      { items },
    )
    expect(outcome.confirmed.map(({ id }) => id)).toEqual([known.donation.id])
    expect(outcome.failed).toHaveLength(2)
    expect(outcome.failed).toEqual(
      expect.arrayContaining([
        { id: missing, code: 'not_found' },
        { id: unknown.donation.id, code: 'invalid' },
      ]),
    )
    expect(outcome.sum).toBe(1000)
    const many = Array.from({ length: 101 }, () => ({ id: randomUUID() }))
    expect(await code(await creator.post('/donations/confirm', { items: many }))).toEqual([422, 'invalid'])
  })

  test('adds what nobody announced, once a request', async () => {
    const body = {
      amount: 5000,
      donorName: '현장 팬',
      message: '방송에서 보낸 응원',
      requestId: randomUUID(),
    }
    const first = await creator.post('/donations/manual', body)
    expect(first.status).toBe(201)
    const { donation } = (await first.json()) as Registered
    expect(donation).toMatchObject({
      status: 'CONFIRMED',
      amount: 5000,
      donor: { displayName: '현장 팬', chzzkUserId: null },
    })
    const again = await creator.post('/donations/manual', body)
    expect([again.status, ((await again.json()) as Registered).donation.id]).toEqual([200, donation.id])
    expect(await code(await creator.post('/donations/manual', { ...body, amount: 1 }))).toEqual([
      409,
      'conflict',
    ])
    expect(await code(await (await newFan()).post('/donations/manual', body))).toEqual([403, 'forbidden'])
  })

  test('adds for somebody who never used Melt, who takes the donation over at first login', async () => {
    const { channelId: chzzkUserId, channelName } = demoPeople.quiet
    await creator.ask('POST', '/donations/manual', { amount: 100, chzzkUserId, donorName: '아직 안 온 팬' })
    expect(await db.user.findUnique({ where: { chzzkUserId } })).toMatchObject({
      agreedAt: null,
      displayName: channelName,
    })
    const later = await signedIn({ channelId: chzzkUserId, name: '이제 온 팬' })
    const mine = await later.ask<{ items: Donation[] }>('GET', '/donations?mine=1')
    expect(mine.items).toMatchObject([{ amount: 100 }])
  })

  test('cannot put words or a name onto somebody’s account, nor cheer for themselves', async () => {
    const { channelId: chzzkUserId, channelName } = demoPeople.generous
    const body = { amount: 100, chzzkUserId, donorName: '나쁜 이름', message: '쓴 적 없는 글' }
    const added = await creator.ask<Registered>('POST', '/donations/manual', body)
    expect(added.donation).toMatchObject({ donor: { displayName: channelName } })
    const { items } = await stranger.ask<{ items: { content: string; author: object }[] }>(
      'GET',
      `/feed?chzzkChannelId=${creator.chzzkUserId}`,
    )
    expect(items.find(({ content }) => content === '쓴 적 없는 글')?.author).toMatchObject({
      displayName: '익명',
    })
    const own = { amount: 1, chzzkUserId: creator.chzzkUserId }
    expect(await code(await creator.post('/donations/manual', own))).toEqual([403, 'forbidden'])
    const nobody = { amount: 1, chzzkUserId: someChzzkId() }
    expect(await code(await creator.post('/donations/manual', nobody))).toEqual([422, 'invalid'])
  })

  test('hears a conflict for the same request with any other content', async () => {
    const body = { amount: 9, donorName: '가', requestId: randomUUID() }
    await creator.ask('POST', '/donations/manual', body)
    for (const other of [
      { donorName: '나' },
      { occurredAt: '2026-01-01T00:00:00Z' },
      { note: '다름' },
      { message: '다름' },
    ]) {
      expect(await code(await creator.post('/donations/manual', { ...body, ...other }))).toEqual([
        409,
        'conflict',
      ])
    }
  })

  test('sees a day beside the total that CHZZK shows', async () => {
    const owner = await signedIn({ channelId: someChzzkId(), name: '하루', opened: true })
    const occurredAt = '2026-11-20T15:30:00Z'
    await owner.ask('POST', '/donations/manual', { amount: 3000, occurredAt })
    expect(await owner.ask('GET', '/donations/daily-total?date=2026-11-20')).toMatchObject({
      confirmedTotal: 0,
    })
    expect(await owner.ask('GET', '/donations/daily-total?date=2026-11-21')).toMatchObject({
      enteredTotal: null,
      confirmedTotal: 3000,
      difference: null,
    })
    await owner.ask('POST', '/donations/daily-total', { date: '2026-11-21', amount: 1 })
    const entered = await owner.ask('POST', '/donations/daily-total', { date: '2026-11-21', amount: 5000 })
    expect(entered).toEqual({
      date: '2026-11-21',
      enteredTotal: 5000,
      confirmedTotal: 3000,
      difference: 2000,
      unconfirmedCount: 0,
      unconfirmed: [],
      nextCursor: null,
    })
    expect(await owner.ask('GET', '/donations/summary?range=all')).toEqual({
      confirmed: { count: 1, sum: 3000 },
      occurred: { count: 0 },
      pending: { count: 0 },
    })
    expect(await code(await other.get(`/donations/summary?chzzkChannelId=${owner.chzzkUserId}`))).toEqual([
      404,
      'not_found',
    ])
  })

  const NOT_YET = '아직 오지 않은'
  const BEFORE = '치지직이 열리기 전이에요'
  test.each([
    ['date', '2030-01-01', NOT_YET],
    ['date', kstDayOf(new Date(Date.now() + 24 * 3_600_000)), NOT_YET],
    ['date', '2023-12-18', BEFORE],
    ['date', '2001-01-01', BEFORE],
    ['occurredAt', '2030-01-01T00:00:00Z', NOT_YET],
    ['occurredAt', new Date(Date.now() + 3_600_000).toISOString(), NOT_YET],
    ['occurredAt', '2199-12-31T23:59', NOT_YET],
    ['occurredAt', '2023-12-18T14:59:59.999Z', BEFORE],
    ['occurredAt', '2001-01-01T00:00', BEFORE],
  ])('hears in kind words that nothing was given on %s %s', async (path, value, words) => {
    const act = path === 'date' ? '/donations/daily-total' : '/donations/manual'
    const refused = await creator.post(act, { amount: 1, [path]: value })
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({
      code: 'invalid',
      errors: [{ path, message: expect.stringContaining(words) }],
    })
    const page = await (await creator.form(act, { amount: '1', [path]: value })).text()
    expect(page).toContain(words)
  })

  test.each([
    ['date', kstDayOf(new Date())],
    ['date', '2023-12-19'],
    ['occurredAt', new Date().toISOString()],
    ['occurredAt', '2023-12-19T00:00'],
  ])('may write down what was given on %s %s', async (path, value) => {
    const act = path === 'date' ? '/donations/daily-total' : '/donations/manual'
    expect((await creator.post(act, { amount: 1, [path]: value })).ok).toBe(true)
  })

  test('reads their list in pages that neither repeat nor miss a donation', async () => {
    const owner = await signedIn({ channelId: someChzzkId(), name: '목록', opened: true })
    const occurredAt = '2026-11-01T00:00:00Z'
    for (let n = 1; n <= 7; n++) await owner.ask('POST', '/donations/manual', { amount: n, occurredAt })
    const seen: number[] = []
    let cursor = ''
    do {
      const page = await owner.ask<{ items: { amount: number }[]; nextCursor: string | null }>(
        'GET',
        `/donations?limit=3${cursor}`,
      )
      seen.push(...page.items.map(({ amount }) => amount))
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : ''
    } while (cursor)
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect((await owner.ask<{ items: object[] }>('GET', '/donations?from=2026-11-02')).items).toEqual([])
    expect(await code(await fan.get(`/donations?chzzkChannelId=${owner.chzzkUserId}`))).toEqual([
      404,
      'not_found',
    ])
  })
})
