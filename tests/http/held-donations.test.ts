import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { drawnBy, noticeOf } from '../support/drawn'
import { createIntent, donate } from '../support/fixtures'
import { sendLetter, settingsOf } from '../support/letters'
import { Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

const WORD = '바보'
const TEXT = '이 바보야 고마워'

let creator: Client
let fan: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  await settingsOf(creator, { blockedWords: [WORD] })
})

type Feed = { items: { content: string; author: { displayName: string } }[] }
const feed = async () =>
  (await stranger.ask<Feed>('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`)).items
const page = async (path: string, by: Client) => drawnBy(await by.get(path, 'text/html'))

describe('A donation message that a blocked word holds', () => {
  test('is marked with the word wherever it is confirmed, and offers both acts', async () => {
    const id = await donate(fan, creator, { message: TEXT })
    for (const path of ['', `/review?id=${id}`, `/${id}`, '?status=CONFIRMED']) {
      if (path.startsWith('?')) await creator.ask('POST', `/donations/${id}/confirm`)
      expect(await page(`/dashboard/donations${path}`, creator), path).toContain('차단어 “바보” 때문에')
    }
    expect(await page(`/dashboard/donations/${id}`, creator)).toContain('메시지 공개하기')
    const another = await donate(fan, creator, { message: TEXT })
    expect(await page('/dashboard/donations', creator)).toMatch(/확인만 하기[\s\S]*확인하고 공개하기/)
    expect(await page(`/dashboard/donations/review?id=${another}`, creator)).toContain('items.0.release')
    expect(await page('/dashboard/inbox', creator)).toMatch(/확인만 하기[\s\S]*확인하고 공개하기/)
  })

  test('stays unpublished where it is only confirmed, and is published with the confirmation, until that is undone', async () => {
    const [kept, shown] = [
      await donate(fan, creator, { message: TEXT }),
      await donate(fan, creator, { message: TEXT }),
    ]
    await creator.ask('POST', `/donations/${kept}/confirm`)
    expect(await feed()).toEqual([])
    await creator.ask('POST', `/donations/${shown}/confirm`, { release: true })
    expect(await feed()).toMatchObject([{ content: TEXT }])
    await creator.ask('POST', `/donations/${shown}/reverse`, { reason: '잘못 눌렀어요', hold: true })
    await creator.ask('POST', `/donations/${shown}/confirm`)
    expect(await feed()).toEqual([])
    const items = [{ id: shown }, { id: kept, release: true }]
    await creator.ask('POST', '/donations/confirm', { items })
    expect(await feed()).toHaveLength(1)
  })

  test('is published by nobody but its creator', async () => {
    const id = await donate(fan, creator, { message: TEXT })
    const admin = await signedIn({ channelId: someChzzkId(), name: '운영자', role: 'admin' })
    await admin.post(`/donations/${id}/confirm`, { release: true })
    expect(await db.message.findUnique({ where: { donationId: id } })).toMatchObject({
      heldAt: expect.any(Date),
    })
  })

  test('is told to its fan as one that the streamer will look at, at once and later, and never by which word', async () => {
    const intentId = await createIntent(fan, creator)
    const answer = await fan.form('/donations/occurred', { intentId, message: TEXT, amount: '1000' })
    const notice = noticeOf(answer)
    const landed = await page(answer.headers.get('Location') ?? '', new Client(`${fan.cookie}; ${notice}`))
    expect(landed).toContain('스트리머가 살펴보고 공개를 정해요')
    const { id } = await db.donation.findFirstOrThrow({ where: { intentId } })
    for (const state of ['확인을 기다리고 있어요', '스트리머가 확인했어요']) {
      for (const path of [`/me/donations/${id}`, '/letters', '/me']) {
        const text = await page(path, fan)
        expect(text, path).toContain(`${state}. 메시지는 스트리머가 살펴보고 공개를 정해요`)
        expect(text, path).not.toMatch(/차단어|마음이 잘/)
      }
      for (const path of [`/donations/${id}`, '/donations?mine=1']) {
        const text = await (await fan.get(path)).text()
        expect(text, path).toMatch(/"held":true,"heldBy":null,"nameHeldBy":null/)
      }
      await creator.ask('POST', `/donations/${id}/confirm`)
    }
    await creator.ask('POST', `/donations/${id}/confirm`, { release: true })
    expect(await page(`/me/donations/${id}`, fan)).toContain('고마운 마음이 잘 전해졌어요')
  })
})

describe('A fan whose name holds a blocked word', () => {
  const NAME = '왕바보라면'
  let rude: Client
  beforeEach(async () => {
    rude = await signedIn({ channelId: someChzzkId(), name: NAME })
  })

  /** What everybody else may open of somebody's message: feed, page and the form that reports it. */
  async function publicBytes(messageId: string) {
    const id = creator.chzzkUserId
    const [api, drawn, report] = [
      await stranger.get(`/feed?chzzkChannelId=${id}`),
      await stranger.get(`/${id}?sort=amount`, 'text/html'),
      await fan.get(`/report/${messageId}`, 'text/html'),
    ]
    expect([api.status, drawn.status, report.status]).toEqual([200, 200, 200])
    return (await api.text()) + (await drawn.text()) + (await report.text())
  }
  const messageOf = async (donationId: string) =>
    (await db.message.findUniqueOrThrow({ where: { donationId } })).id

  test('stands without it everywhere but with the creator, who sees why', async () => {
    const id = await donate(rude, creator, { message: '오늘도 고마워요' })
    const letter = await sendLetter(rude, creator, '소개해 주세요')
    await creator.ask('POST', `/messages/${letter}/retweet`)
    for (const message of [await messageOf(id), letter]) {
      const bytes = await publicBytes(message)
      expect(bytes).toContain('오늘도 고마워요')
      expect(bytes).not.toContain(NAME)
    }
    expect((await feed()).map(({ author }) => author)).toEqual([
      { displayName: '익명', badge: null },
      { displayName: '익명', badge: null },
    ])
    for (const path of ['', `/review?id=${id}`, `/${id}`]) {
      expect(await page(`/dashboard/donations${path}`, creator), path).toMatch(
        /왕바보라면[\s\S]*이름에 든 차단어 “바보” 때문에/,
      )
    }
    expect(await page(`/me/donations/${id}`, rude)).not.toContain('차단어')
  })

  test('has it again where the creator allows it, and loses it by words and names that come later', async () => {
    await donate(rude, creator, { message: '하나' })
    await donate(fan, creator, { message: '둘' })
    const names = async () => (await feed()).map(({ author }) => author.displayName).sort()
    expect(await names()).toEqual(['새벽세시라면', '익명'])
    await settingsOf(creator, { blockedWords: [WORD], allowedWords: [NAME] })
    expect(await names()).toEqual(['새벽세시라면', NAME])
    await settingsOf(creator, { blockedWords: ['라면'] })
    expect(await names()).toEqual(['익명', '익명'])
    await signedIn({ channelId: rude.chzzkUserId, name: '고운이름' })
    expect(await names()).toEqual(['고운이름', '익명'])
  })

  test('is not the creator, whose own posts keep their name', async () => {
    await settingsOf(creator, { blockedWords: ['밤비'] })
    await creator.ask('POST', '/feed/creator-post', {
      chzzkChannelId: creator.chzzkUserId,
      content: '오늘은 쉬어요',
    })
    expect(await feed()).toMatchObject([{ author: { displayName: '밤비노래방' } }])
  })
})
