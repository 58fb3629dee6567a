import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { createIntent, donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId, withoutIds } from '../support/people'

useMelt()

type Donation = { id: string; hideAmount: boolean; hideName: boolean; donor: { displayName: string } }
type Item = {
  author: { displayName: string; badge: null }
  content: string
  donation: { amount: number | null }
}

const NAME = '카나리아라면'
let creator: Client
let fan: Client
let other: Client

beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: NAME })
  other = await signedIn({ channelId: someChzzkId(), name: '서울숲다람쥐' })
})

const disclose = (by: Client, id: string, body: object) => by.post(`/donations/${id}/disclosure`, body, 'PUT')
const feed = (query = '', by = stranger) =>
  by.ask<{ items: Item[] }>('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}${query}`)
const authors = async () => (await feed()).items.map(({ author }) => author.displayName)

/** Everything somebody can open of this channel that a donation's author could stand in. */
async function publicBytes(by: Client, messageId: string) {
  const id = creator.chzzkUserId
  const pages = [`/${id}`, `/${id}?sort=amount`, `/${id}/share`, `/${id}/donate`, `/${id}/letter`, '/']
  const reads = [`/feed?chzzkChannelId=${id}`, `/feed?chzzkChannelId=${id}&sort=amount`, `/channels/${id}`]
  const report = by.cookie ? [`/report/${messageId}`] : []
  const answers = await Promise.all([
    ...[...pages, ...report].map((path) => by.get(path, 'text/html')),
    ...reads.map((path) => by.get(path)),
  ])
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  return (await Promise.all(answers.map((answer) => answer.text()))).join('\n')
}

describe('A name its donor hides', () => {
  test('is nowhere for anybody else: neither it nor their CHZZK id, in no answer and on no page', async () => {
    const id = await donate(fan, creator, {
      message: '익명의 응원',
      hideName: true,
      hideAmount: true,
      amount: 98_765,
    })
    await creator.ask('POST', `/donations/${id}/confirm`)
    const { id: messageId } = await db.message.findUniqueOrThrow({ where: { donationId: id } })
    await creator.ask('POST', `/messages/${messageId}/reply`, { content: '고마워요', visibility: 'public' })
    await other.ask('POST', '/report', { messageId, reason: 'other', detail: '궁금' })
    for (const by of [stranger, other]) {
      const bytes = await publicBytes(by, messageId)
      expect(bytes).toContain('익명의 응원')
      for (const secret of [NAME, fan.chzzkUserId, fan.id, id]) expect(bytes).not.toContain(secret)
      expect(withoutIds(bytes)).not.toMatch(/98,?765/)
    }
    expect((await feed()).items[0]).toMatchObject({ author: { displayName: '익명', badge: null } })
    expect(await (await other.get('/report')).text()).not.toContain(NAME)
  })

  test('is still read by the creator, in lists, the inbox and above their own report', async () => {
    const id = await donate(fan, creator, { message: '익명의 응원', hideName: true })
    const { donation } = await creator.ask<{ donation: Donation }>('GET', `/donations/${id}`)
    expect(donation).toMatchObject({ hideName: true, donor: { displayName: NAME } })
    const { id: messageId } = await db.message.findUniqueOrThrow({ where: { donationId: id } })
    expect(await (await creator.get(`/report/${messageId}`, 'text/html')).text()).toContain(NAME)
    const page = await (await creator.get('/dashboard/donations', 'text/html')).text()
    expect(page).toContain(NAME)
    expect(page.replaceAll('<!-- -->', '')).toContain('피드에는 이름을 숨겨 달라고 했어요')
    expect(await (await creator.get('/creator/inbox')).text()).toContain(NAME)
  })

  test('leaves the same fan’s other donations as they are', async () => {
    await donate(fan, creator, { message: '이름을 걸고' })
    await donate(fan, creator, { message: '조용히', hideName: true })
    expect(await authors()).toEqual(['익명', NAME])
  })
})

describe('The disclosure', () => {
  test('changes later, in every state, both ways, and repeated', async () => {
    const id = await donate(fan, creator, { amount: 5000 })
    const hides = { hideAmount: true, hideName: true }
    const shows = { hideAmount: false, hideName: false }
    const acts = ['confirm', 'reverse', 'confirm'] as const
    for (const act of [null, ...acts]) {
      if (act)
        await creator.ask('POST', `/donations/${id}/${act}`, act === 'reverse' ? { reason: '틀림' } : {})
      for (const body of [hides, hides, shows, hides]) {
        const response = await disclose(fan, id, body)
        expect(response.status).toBe(200)
        const { donation } = (await response.json()) as { donation: Donation }
        expect(donation).toMatchObject({ id, ...body, donor: { displayName: NAME } })
      }
    }
    expect((await feed('&sort=amount')).items).toMatchObject([
      { author: { displayName: '익명' }, donation: { amount: null } },
    ])
    expect(
      await db.feedItem.findFirst({ where: { channel: { chzzkChannelId: creator.chzzkUserId } } }),
    ).toMatchObject({
      sortAmount: 0,
    })
    await disclose(fan, id, shows)
    expect((await feed('&sort=amount')).items).toMatchObject([
      { author: { displayName: NAME }, donation: { amount: 5000 } },
    ])
  })

  test('is its donor’s alone, and takes both answers', async () => {
    const id = await donate(fan, creator)
    const whole = { hideAmount: true, hideName: true }
    for (const by of [creator, other]) expect((await disclose(by, id, whole)).status).toBe(404)
    expect((await disclose(stranger, id, whole)).status).toBe(401)
    expect((await disclose(fan, randomUUID(), whole)).status).toBe(404)
    expect((await disclose(fan, id, { hideAmount: true })).status).toBe(422)
    expect(await authors()).toEqual([NAME])
  })

  test('is part of what a registration says: the same again is the same, another is a conflict', async () => {
    const body = { intentId: await createIntent(fan, creator), message: '안녕', amount: 1, hideName: true }
    const answers = []
    for (const fields of [{}, {}, { hideName: false }]) {
      answers.push((await fan.post('/donations/occurred', { ...body, ...fields })).status)
    }
    expect(answers).toEqual([201, 200, 409])
  })

  test('works as forms without JavaScript: on the way to the message and on the donation’s own page', async () => {
    const intentId = await createIntent(fan, creator)
    const donatePage = await (
      await fan.get(`/${creator.chzzkUserId}/donate?intent=${intentId}`, 'text/html')
    ).text()
    expect(donatePage).toContain('name="hideName"')
    const sent = await fan.form('/donations/occurred', {
      intentId,
      message: '폼으로',
      amount: '1,000',
      hideName: 'on',
    })
    expect([sent.status, await authors()]).toEqual([303, ['익명']])
    const { id } = await db.donation.findUniqueOrThrow({ where: { intentId } })
    const here = `/me/donations/${id}`
    const page = await (await fan.get(here, 'text/html')).text()
    expect(page).toMatch(/name="hideName"[^>]*checked=""/)
    const saved = await fan.form(`/donations/${id}/disclosure`, {
      _method: 'PUT',
      formPage: here,
      hideAmount: 'on',
    })
    expect([saved.status, saved.headers.get('Location')]).toEqual([303, here])
    const kept = await db.donation.findUniqueOrThrow({ where: { id } })
    expect([kept.hideAmount, kept.hideName, await authors()]).toEqual([true, false, [NAME]])
  })
})
