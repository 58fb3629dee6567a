import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { drawnBy, noticeOf } from '../support/drawn'
import { settingsOf } from '../support/letters'
import { Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { donate, openIntent } from '../support/stage'

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
    const intentId = await openIntent(fan, creator)
    const answer = await fan.form('/donations/occurred', { intentId, message: TEXT, amount: '1000' })
    const notice = noticeOf(answer)
    const landed = await page(answer.headers.get('Location') ?? '', new Client(`${fan.cookie}; ${notice}`))
    expect(landed).toContain('스트리머가 살펴보고 공개를 정해요')
    const { id } = await db.donationEvent.findFirstOrThrow({ where: { intentId } })
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
