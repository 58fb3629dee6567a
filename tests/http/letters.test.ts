import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { createIntent, donate } from '../support/fixtures'
import { codeOf, letterOf, mineOf, sendLetter, settingsOf } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

let creator: Client
let fan: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  await grown(fan)
})

/** An account older than its first day. */
async function grown({ id }: Client) {
  await db.user.update({ where: { id }, data: { agreedAt: new Date('2026-01-01') } })
}

const dm = (content: string, fields: object = {}) => ({
  chzzkChannelId: creator.chzzkUserId,
  content,
  ...fields,
})

describe('A letter', () => {
  test('reaches its creator alone, and its author sees what becomes of it', async () => {
    const id = await sendLetter(fan, creator, '둘만 아는 이야기')
    expect(await mineOf(fan)).toMatchObject([{ id, state: 'created', content: '둘만 아는 이야기' }])
    expect(await letterOf(creator, id)).toMatchObject({ content: '둘만 아는 이야기', unread: true })
    await creator.ask('POST', `/messages/${id}/read`)
    expect(await mineOf(fan)).toMatchObject([{ state: 'read' }])
    await creator.ask('POST', `/messages/${id}/reply`, { content: '고마워요', visibility: 'private' })
    expect(await mineOf(fan)).toMatchObject([
      { state: 'replied_private', replies: [{ content: '고마워요' }] },
    ])
    await creator.ask('POST', `/messages/${id}/retweet`)
    expect(await mineOf(fan)).toMatchObject([{ state: 'retweeted' }])
    await fan.ask('DELETE', `/content/${id}`)
    expect(await mineOf(fan)).toMatchObject([{ state: 'withdrawn', content: null }])
  })

  test('sent twice, retried, or written in two tabs is one letter', async () => {
    const requestId = randomUUID()
    const [first, second] = await Promise.all([
      fan.post('/messages/dm', dm('한 통만', { requestId })),
      fan.post('/messages/dm', dm('한 통만', { requestId })),
    ])
    expect([first.status, second.status].sort()).toEqual([200, 201])
    expect((await fan.post('/messages/dm', dm('한 통만', { requestId: randomUUID() }))).status).toBe(200)
    expect(await mineOf(fan)).toHaveLength(1)
    expect(await codeOf(fan.post('/messages/dm', dm('다른 말', { requestId })))).toBe('conflict')
    expect((await fan.post('/messages/dm', dm('다른 말'))).status).toBe(201)
  })

  test('sent again so that nobody else may see it is not the one that everybody might', async () => {
    const requestId = randomUUID()
    await sendLetter(fan, creator, '마음이 바뀌었어요', { requestId })
    const again = dm('마음이 바뀌었어요', { allowRetweet: false })
    expect(await codeOf(fan.post('/messages/dm', { ...again, requestId }))).toBe('conflict')
    expect((await fan.post('/messages/dm', again)).status).toBe(201)
    expect((await fan.post('/messages/dm', again)).status).toBe(200)
  })

  test.each([
    ['of nothing to read', '\u3164\u200b \u202e', 'text_refused'],
    ['of 501 letters', '가'.repeat(501), 'invalid'],
    ['with a link', '여기 봐요 https://example.com/x', 'text_refused'],
    ['with a link in disguise', '여기 봐요 example 점 com', 'text_refused'],
    ['without words', undefined, 'invalid'],
  ])('%s is refused', async (_, content, code) => {
    expect(await codeOf(fan.post('/messages/dm', dm(content as string)))).toBe(code)
  })

  test.each([['ㅋㅋㅋㅋ'], ['가'.repeat(500)], ['👨‍👩‍👧'.repeat(500)], ['힘내요!!! 3.5점 만점에 5점']])(
    'of %.20s passes',
    async (content) => {
      expect((await fan.post('/messages/dm', dm(content))).status).toBe(201)
    },
  )

  test('goes to an open channel of somebody else only', async () => {
    const closed = await signedIn({ channelId: someChzzkId(), name: '닫힌방' })
    await db.channel.create({ data: { chzzkChannelId: closed.chzzkUserId, name: '닫힌방' } })
    const asked = { chzzkChannelId: closed.chzzkUserId, content: '안녕' }
    expect(await codeOf(fan.post('/messages/dm', asked))).toBe('channel_not_open')
    expect(await codeOf(creator.post('/messages/dm', dm('나에게')))).toBe('forbidden')
    expect(await codeOf(fan.post('/messages/dm', { ...asked, chzzkChannelId: 'f'.repeat(32) }))).toBe(
      'not_found',
    )
  })

  test('can be sent twenty times a day to a channel, and three times by a new account', async () => {
    for (let n = 0; n < 20; n++) await sendLetter(fan, creator, `편지 ${n}`)
    const late = await fan.post('/messages/dm', dm('스물한 번째'))
    expect(late.status).toBe(429)
    expect(Number(late.headers.get('Retry-After'))).toBeGreaterThan(0)
    const newcomer = await signedIn({ channelId: someChzzkId(), name: '새내기' })
    const elsewhere = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
    for (let n = 0; n < 2; n++) await sendLetter(newcomer, creator, `편지 ${n}`)
    const atOnce = await Promise.all(
      [creator, elsewhere].map(({ chzzkUserId }) =>
        newcomer.post('/messages/dm', { chzzkChannelId: chzzkUserId, content: '셋이거나 넷' }),
      ),
    )
    expect(atOnce.map(({ status }) => status).sort()).toEqual([201, 429])
    expect(await codeOf(newcomer.post('/messages/dm', dm('네 번째')))).toBe('rate_limited')
    const page = await newcomer.get(`/${creator.chzzkUserId}/letter`, 'text/html')
    expect(await page.text()).toContain('오늘은 여기까지')
  })
})

describe('Who may write', () => {
  test('is told before writing: nobody, supporters only, blocked', async () => {
    const page = async (by: Client) => (await by.get(`/${creator.chzzkUserId}/letter`, 'text/html')).text()
    expect(await page(fan)).toContain('편지 보내기')
    await settingsOf(creator, { whoMayWrite: 'nobody' })
    for (const by of [fan, stranger]) expect(await page(by)).toContain('지금은 편지를 받지 않는 채널이에요')
    expect(await codeOf(fan.post('/messages/dm', dm('안녕')))).toBe('forbidden')
    await settingsOf(creator, { whoMayWrite: 'supporters' })
    expect(await page(fan)).toContain('후원이 확인된 분만')
    const donation = await donate(fan, creator)
    expect(await codeOf(fan.post('/messages/dm', dm('안녕')))).toBe('forbidden')
    await creator.ask('POST', `/donations/${donation}/confirm`)
    expect((await fan.post('/messages/dm', dm('안녕'))).status).toBe(201)
    await creator.ask('POST', '/block', { chzzkUserId: fan.chzzkUserId })
    expect(await page(fan)).toContain('이 채널에는 메시지를 보낼 수 없어요')
    expect(await codeOf(fan.post('/messages/dm', dm('다시')))).toBe('blocked')
    const donating = await fan.get(`/${creator.chzzkUserId}/donate`, 'text/html')
    expect(await donating.text()).toContain('이 채널에는 메시지를 보낼 수 없어요')
  })

  test('a blocked person sends no donation message and keeps no favourite', async () => {
    const follow = `/channels/${creator.chzzkUserId}/follow`
    await fan.ask('POST', follow)
    const asked = { chzzkChannelId: creator.chzzkUserId }
    const { intentId } = await fan.ask<{ intentId: string }>('POST', '/donations/intent', asked)
    await creator.ask('POST', '/block', { chzzkUserId: fan.chzzkUserId })
    expect(await codeOf(fan.post('/donations/intent', asked))).toBe('blocked')
    expect(await codeOf(fan.post('/donations/occurred', { intentId, message: '보냈어요' }))).toBe('blocked')
    expect(await codeOf(fan.post(follow))).toBe('blocked')
    await creator.ask('DELETE', '/block', { chzzkUserId: fan.chzzkUserId })
    expect((await fan.post('/donations/occurred', { intentId, message: '보냈어요' })).status).toBe(201)
  })

  test('a blocked person is told on the donate page before they write or give anything', async () => {
    const intent = await createIntent(fan, creator)
    const donate = `/${creator.chzzkUserId}/donate`
    const shown = async (path: string) => {
      const text = await (await fan.get(path, 'text/html')).text()
      return [text.includes('이 채널에는 메시지를 보낼 수 없어요'), text.includes('<textarea')]
    }
    expect(await shown(donate)).toEqual([false, true])
    await creator.ask('POST', '/block', { chzzkUserId: fan.chzzkUserId })
    expect(await shown(donate)).toEqual([true, false])
    expect(await shown(`${donate}?intent=${intent}`)).toEqual([true, false])
    const message = '차단되기 전에 쓰던 글'
    const refused = await fan.form('/donations/occurred', {
      intentId: intent,
      message,
      formPage: `${donate}?intent=${intent}`,
    })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain(message)
  })

  test('links pass where the creator allows them', async () => {
    await settingsOf(creator, { allowLinks: true })
    expect((await fan.post('/messages/dm', dm('https://example.com'))).status).toBe(201)
  })
})

describe('A blocked word', () => {
  test('keeps a letter among what was filtered until its creator releases it', async () => {
    await settingsOf(creator, { blockedWords: ['바보'] })
    const id = await sendLetter(fan, creator, '이 바 보 야')
    expect(await mineOf(fan)).toMatchObject([{ id, state: 'created' }])
    await expect(letterOf(creator, id)).rejects.toThrow()
    expect(await letterOf(creator, id, 'filtered')).toMatchObject({ heldBy: '바보' })
    expect(await codeOf(creator.post(`/messages/${id}/retweet`))).toBe('illegal_transition')
    await creator.ask('POST', `/messages/${id}/release`)
    expect(await letterOf(creator, id)).toMatchObject({ heldBy: null })
  })

  test('keeps a donation message from the feed, and never the donation from its creator', async () => {
    await settingsOf(creator, { blockedWords: ['바보'], allowedWords: ['바보온달'] })
    const feed = async () =>
      (await fan.ask<{ items: { content: string }[] }>('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`))
        .items
    const id = await donate(fan, creator, { message: '바.보' })
    await donate(fan, creator, { message: '바보온달과 평강공주' })
    expect((await feed()).map(({ content }) => content)).toEqual(['바보온달과 평강공주'])
    await creator.ask('POST', `/donations/${id}/confirm`)
    expect(await feed()).toHaveLength(1)
    const { messageId } = (await creator.ask<{ donation: { messageId: string } }>('GET', `/donations/${id}`))
      .donation
    await creator.ask('POST', `/messages/${messageId}/release`)
    expect(await feed()).toHaveLength(2)
  })
})
