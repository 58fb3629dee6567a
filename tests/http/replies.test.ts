import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { donate } from '../support/fixtures'
import { codeOf, letterOf, mineOf, sendLetter, settingsOf } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { post } from '../support/messages'
import { someChzzkId } from '../support/people'

useMelt()

type Item = {
  id: string
  type: string
  content: string
  author: { displayName: string }
  replies: { content: string }[]
  pinned: boolean
  retweet?: { withdrawn: boolean }
  inReplyTo?: { type: string; content: null }
}

let creator: Client
let fan: Client
let other: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  await db.user.updateMany({ data: { agreedAt: new Date('2026-01-01') } })
})

const feed = async () =>
  (await stranger.ask<{ items: Item[] }>('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`)).items
const reply = (id: string, content: string, visibility: string) =>
  creator.post(`/messages/${id}/reply`, { content, visibility })

describe('A reply', () => {
  test('in private is for the letter’s author alone', async () => {
    const id = await sendLetter(fan, creator, '편지')
    await reply(id, '둘만 아는 답장', 'private')
    expect(await feed()).toEqual([])
    expect(await mineOf(fan)).toMatchObject([{ replies: [{ content: '둘만 아는 답장' }] }])
  })

  test('in public stands alone where the letter is not public, and never carries its words', async () => {
    const id = await sendLetter(fan, creator, '나만의 비밀')
    await reply(id, '모두에게 하는 답', 'public')
    const items = await feed()
    expect(items).toMatchObject([
      { type: 'creator_reply', content: '모두에게 하는 답', inReplyTo: { type: 'dm', content: null } },
    ])
    expect(JSON.stringify(items)).not.toContain('나만의 비밀')
    expect(JSON.stringify(items)).not.toContain('새벽세시라면')
  })

  test('moves under the letter while it is retweeted, and stands alone again after', async () => {
    const id = await sendLetter(fan, creator, '소개해 주세요')
    await reply(id, '그럼요', 'public')
    await creator.ask('POST', `/messages/${id}/retweet`)
    expect(await feed()).toMatchObject([
      { type: 'retweet', content: '소개해 주세요', replies: [{ content: '그럼요' }] },
    ])
    await creator.ask('DELETE', `/messages/${id}/retweet`)
    expect(await feed()).toMatchObject([{ type: 'creator_reply', replies: [] }])
  })

  test('stands under a donation message, and alone once the donation is rejected', async () => {
    const donation = await donate(fan, creator, { message: '치즈 보냈어요' })
    const { messageId } = (
      await creator.ask<{ donation: { messageId: string } }>('GET', `/donations/${donation}`)
    ).donation
    await reply(messageId, '고마워요', 'public')
    expect(await feed()).toMatchObject([{ type: 'donation', replies: [{ content: '고마워요' }] }])
    await creator.ask('POST', `/donations/${donation}/reject`, { reason: '없어요' })
    expect(await feed()).toMatchObject([{ type: 'creator_reply', content: '고마워요' }])
  })

  test('is the channel’s creator’s alone, and can be taken back', async () => {
    const id = await sendLetter(fan, creator, '편지')
    for (const by of [fan, other]) {
      expect(await codeOf(by.post(`/messages/${id}/reply`, { content: 'x', visibility: 'public' }))).toBe(
        'not_found',
      )
    }
    const { messageId } = (await (await reply(id, '앗', 'public')).json()) as { messageId: string }
    await creator.ask('DELETE', `/content/${messageId}`)
    expect(await feed()).toEqual([])
    expect(await mineOf(fan)).toMatchObject([{ replies: [] }])
  })

  test('cannot answer what was withdrawn', async () => {
    const id = await sendLetter(fan, creator, '편지')
    await fan.ask('DELETE', `/content/${id}`)
    expect(await codeOf(reply(id, '늦은 답', 'private'))).toBe('illegal_transition')
  })
})

describe('An RT', () => {
  test('is the creator’s act, once, and shows the author', async () => {
    const id = await sendLetter(fan, creator, '소개')
    for (const by of [fan, other]) expect(await codeOf(by.post(`/messages/${id}/retweet`))).toBe('not_found')
    expect((await creator.post(`/messages/${id}/retweet`)).status).toBe(201)
    expect(await codeOf(creator.post(`/messages/${id}/retweet`))).toBe('already_retweeted')
    expect(await feed()).toMatchObject([{ type: 'retweet', author: { displayName: '새벽세시라면' } }])
    expect((await creator.post(`/messages/${id}/retweet`, {}, 'DELETE')).status).toBe(204)
    expect((await creator.post(`/messages/${id}/retweet`, {}, 'DELETE')).status).toBe(204)
    expect(await feed()).toEqual([])
  })

  test('needs the author’s leave', async () => {
    const id = await sendLetter(fan, creator, '소개하지 마세요', { allowRetweet: false })
    expect(await codeOf(creator.post(`/messages/${id}/retweet`))).toBe('retweet_not_allowed')
  })

  test('becomes a tombstone when its author withdraws the letter', async () => {
    const id = await sendLetter(fan, creator, '거둘 편지')
    await creator.ask('POST', `/messages/${id}/retweet`)
    await fan.ask('DELETE', `/content/${id}`)
    const items = await feed()
    expect(items).toMatchObject([{ type: 'retweet', content: '', retweet: { withdrawn: true } }])
    expect(JSON.stringify(items)).not.toContain('새벽세시라면')
    const page = await (await stranger.get(`/${creator.chzzkUserId}`, 'text/html')).text()
    expect(page).toContain('글쓴이가 지운 편지예요')
    expect(page).not.toContain('거둘 편지')
  })

  test('comes at most as often a day as the creator wants, and at most twice in a row of one author', async () => {
    const ids = []
    for (const content of ['하나', '둘', '셋']) ids.push(await sendLetter(fan, creator, content))
    await creator.ask('POST', `/messages/${ids[0]}/retweet`)
    await creator.ask('POST', `/messages/${ids[1]}/retweet`)
    const third = await creator.post(`/messages/${ids[2]}/retweet`)
    expect([third.status, third.headers.has('Retry-After')]).toEqual([429, true])
    const between = await sendLetter(other, creator, '사이에')
    await creator.ask('POST', `/messages/${between}/retweet`)
    await creator.ask('POST', `/messages/${ids[2]}/retweet`)
    const fifth = await sendLetter(fan, creator, '하나 더')
    const vip = await sendLetter(fan, creator, '단골의 편지')
    await creator.ask('POST', `/messages/${fifth}/retweet`)
    expect(await codeOf(creator.post(`/messages/${vip}/retweet`))).toBe('retweet_limit')
    await creator.ask('PUT', `/creator/vips/${fan.chzzkUserId}`)
    await creator.ask('POST', `/messages/${vip}/retweet`)
    await settingsOf(creator, { retweetsADay: 6 })
    const more = await sendLetter(other, creator, '다섯')
    expect(await codeOf(creator.post(`/messages/${more}/retweet`))).toBe('retweet_limit')
  })
})

describe('A post', () => {
  test('is read by everybody, and pinned ones stand on top of the first page only', async () => {
    const first = await creator.ask<{ messageId: string }>('POST', '/feed/creator-post', {
      content: '공지',
      pinned: true,
    })
    await creator.ask('POST', '/feed/creator-post', { content: '나중 글' })
    expect(await feed()).toMatchObject([{ content: '공지', pinned: true }, { content: '나중 글' }])
    await creator.ask('DELETE', `/content/${first.messageId}/pin`)
    expect((await feed()).map(({ content }) => content)).toEqual(['나중 글', '공지'])
  })

  test('three are pinned at most, however they are pinned', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => post(creator, `글 ${n}`)))
    const pinning = await Promise.all(ids.map((id) => creator.post(`/content/${id}/pin`)))
    expect(pinning.map(({ status }) => status).sort()).toEqual([204, 204, 204, 409, 409])
    const [refused = ''] = ids.filter((_, n) => pinning[n]?.status === 409)
    expect(await codeOf(creator.post(`/content/${refused}/pin`))).toBe('conflict')
  })

  test('is the creator’s, three pinned at most, 2,000 letters at most', async () => {
    expect(await codeOf(fan.post('/feed/creator-post', { content: '나도' }))).toBe('forbidden')
    expect((await creator.post('/feed/creator-post', { content: '가'.repeat(2000) })).status).toBe(201)
    expect(await codeOf(creator.post('/feed/creator-post', { content: '가'.repeat(2001) }))).toBe('invalid')
    for (const content of ['하나', '둘', '셋'])
      await creator.ask('POST', '/feed/creator-post', { content, pinned: true })
    expect(await codeOf(creator.post('/feed/creator-post', { content: '넷', pinned: true }))).toBe('conflict')
    const fourth = { content: '넷' }
    const { messageId } = await creator.ask<{ messageId: string }>('POST', '/feed/creator-post', fourth)
    expect(await codeOf(creator.post(`/content/${messageId}/pin`))).toBe('conflict')
  })

  test('pages through everything once, with the pinned above', async () => {
    for (let n = 0; n < 5; n++)
      await creator.ask('POST', '/feed/creator-post', { content: `글 ${n}`, pinned: n < 2 })
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page: { items: Item[]; nextCursor: string | null } = await stranger.ask(
        'GET',
        `/feed?chzzkChannelId=${creator.chzzkUserId}&limit=2${cursor}`,
      )
      seen.push(...page.items.map(({ content }) => content))
      if (!page.nextCursor) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(seen).toEqual(['글 1', '글 0', '글 4', '글 3', '글 2'])
  })
})

describe('The inbox', () => {
  test('has folders, counts what is unread and finds words and names', async () => {
    const id = await sendLetter(fan, creator, '노래 불러 주세요')
    await sendLetter(other, creator, '게임 해 주세요')
    type Inbox = { unread: number; letters: { items: { id: string }[] } }
    const inbox = (search = '') => creator.ask<Inbox>('GET', `/creator/inbox${search}`)
    expect((await inbox()).unread).toBe(2)
    await creator.ask('POST', `/messages/${id}/read`)
    expect((await inbox('?folder=unread')).letters.items).toHaveLength(1)
    for (const word of ['노래', '래 불', '새벽세시', '불']) {
      const found = (await inbox(`?query=${encodeURIComponent(word)}`)).letters.items
      expect(
        found.map((letter) => letter.id),
        word,
      ).toEqual([id])
    }
    expect((await inbox('?query=없는말')).letters.items).toEqual([])
    await creator.ask('POST', `/messages/${id}/archive`)
    await expect(letterOf(creator, id)).rejects.toThrow()
    expect((await inbox('?query=노래')).letters.items).toHaveLength(1)
    expect((await inbox('?folder=archived')).letters.items).toMatchObject([{ id }])
    const drawn = await (await creator.get('/dashboard/inbox?folder=archived', 'text/html')).text()
    expect(drawn).toMatch(/aria-current="true">보관함/)
    expect(drawn).toContain('노래 불러 주세요')
    await creator.ask('DELETE', `/messages/${id}/archive`)
    expect((await inbox('?folder=archived')).letters.items).toEqual([])
    expect(await codeOf(fan.get('/creator/inbox'))).toBe('forbidden')
  })

  test('opening a letter reads it, for its creator alone', async () => {
    const id = await sendLetter(fan, creator, '열어 보세요')
    for (const by of [fan, other]) {
      const page = await by.get(`/dashboard/inbox/${id}`, 'text/html')
      expect([403, 404]).toContain(page.status)
      expect(await page.text()).not.toContain('열어 보세요')
    }
    expect(await mineOf(fan)).toMatchObject([{ state: 'created' }])
    expect(await (await creator.get(`/dashboard/inbox/${id}`, 'text/html')).text()).toContain('열어 보세요')
    expect(await mineOf(fan)).toMatchObject([{ state: 'read' }])
  })
})
