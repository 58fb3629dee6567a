import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { configure, support, usualTiers } from '../support/badges'
import { codeOf, sendLetter } from '../support/letters'
import { Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

type Letters = { items: { id: string; content: string; author: { vip: boolean } }[] }
type Candidates = { items: { id: string; content: string; score: number; waitingDays: number }[] }

let creator: Client
let fan: Client
let other: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대' })
  await db.user.updateMany({ data: { agreedAt: new Date('2026-01-01') } })
})

const vip = ({ chzzkUserId }: Client) => `/creator/vips/${chzzkUserId}`
const inbox = async (folder = 'all') =>
  (await creator.ask<{ letters: Letters }>('GET', `/creator/inbox?folder=${folder}`)).letters.items
const candidates = async () => (await creator.ask<Candidates>('GET', '/creator/retweet-candidates')).items

describe('A VIP', () => {
  test('is chosen with a note, noted anew, found, listed and let go', async () => {
    expect(await creator.ask('GET', '/creator/vips')).toEqual({ items: [], nextCursor: null })
    const chosen = await creator.ask('PUT', vip(fan), { note: '첫 방송부터' })
    expect(chosen).toMatchObject({
      chzzkUserId: fan.chzzkUserId,
      displayName: '새벽세시라면',
      badge: null,
      note: '첫 방송부터',
    })
    await support(fan, creator, 60_000)
    const silver = { tier: 2, name: '실버', icon: 'spark' }
    expect(await creator.ask('GET', vip(fan))).toEqual({ ...chosen, badge: silver })
    expect(await creator.ask('PUT', vip(fan))).toMatchObject({ note: null, createdAt: chosen.createdAt })
    await creator.ask('PUT', vip(other))
    expect(await creator.ask('GET', '/creator/vips')).toMatchObject({
      items: [{ displayName: '고구마탐험대' }, { displayName: '새벽세시라면' }],
    })
    for (let n = 0; n < 2; n++) expect((await creator.post(vip(fan), {}, 'DELETE')).status).toBe(204)
    expect(await codeOf(creator.get(vip(fan)))).toBe('not_found')
  })

  test.each<[string, () => Promise<Response>, string]>([
    ['nobody Melt knows', () => creator.post(vip(new Client('', '', someChzzkId())), {}, 'PUT'), 'not_found'],
    ['oneself', () => creator.post(vip(creator), {}, 'PUT'), 'forbidden'],
    ['somebody, without a channel', () => fan.post(vip(other), {}, 'PUT'), 'forbidden'],
    ['whom, without a channel', () => fan.get('/creator/vips'), 'forbidden'],
    ['one, without a channel', () => fan.get(vip(other)), 'forbidden'],
    ['away, without a channel', () => fan.post(vip(other), {}, 'DELETE'), 'forbidden'],
    ['somebody, signed out', () => stranger.post(vip(other), {}, 'PUT'), 'signed_out'],
    ['somebody, at length', () => creator.post(vip(fan), { note: '가'.repeat(201) }, 'PUT'), 'invalid'],
    ['no address', () => creator.post('/creator/vips/x', {}, 'PUT'), 'not_found'],
  ])('%s is refused', async (_, asked, code) => {
    expect(await codeOf(asked())).toBe(code)
    expect(await creator.ask('GET', '/creator/vips')).toEqual({ items: [], nextCursor: null })
  })

  test('whom CHZZK alone knows is nobody Melt knows', async () => {
    const chzzkUserId = someChzzkId()
    await db.user.create({ data: { chzzkUserId, displayName: '치지직에만' } })
    expect(await codeOf(creator.post(`/creator/vips/${chzzkUserId}`, {}, 'PUT'))).toBe('not_found')
  })

  test('who leaves is none any more', async () => {
    await creator.ask('PUT', vip(fan))
    await fan.ask('POST', '/me/leave', { confirm: true })
    expect(await creator.ask('GET', '/creator/vips')).toEqual({ items: [], nextCursor: null })
  })

  test('is on the page behind the last one, and whoever is blocked on theirs', async () => {
    for (const person of [fan, other]) {
      await creator.ask('PUT', vip(person))
      await creator.ask('POST', '/block', { chzzkUserId: person.chzzkUserId })
    }
    type Page = { items: { displayName: string }[]; nextCursor: string | null }
    for (const path of ['/creator/vips', '/block']) {
      const first = await creator.ask<Page>('GET', `${path}?limit=1`)
      const second = await creator.ask<Page>('GET', `${path}?limit=1&cursor=${first.nextCursor}`)
      expect(first.items).toMatchObject([{ displayName: '고구마탐험대' }])
      expect(second).toMatchObject({ items: [{ displayName: '새벽세시라면' }], nextCursor: null })
      expect((await creator.get(`${path}?cursor=nowhere`)).status).toBe(422)
    }
  })

  test('may have a note as long as people count letters', async () => {
    const note = '👨‍👩‍👧'.repeat(200)
    expect(await creator.ask('PUT', vip(fan), { note })).toMatchObject({ note })
  })

  test('has their letters above every badge, and a badge above none, in every page and folder', async () => {
    const plain = await signedIn({ channelId: someChzzkId(), name: '지나가는분' })
    await db.user.updateMany({ data: { agreedAt: new Date('2026-01-01') } })
    await sendLetter(fan, creator, 'VIP의 편지')
    await sendLetter(other, creator, '배지의 편지')
    await sendLetter(plain, creator, '모두의 편지')
    await support(other, creator, 2_000_000)
    await creator.ask('PUT', vip(fan))
    const order = ['VIP의 편지', '배지의 편지', '모두의 편지']
    for (const folder of ['all', 'unread'])
      expect((await inbox(folder)).map(({ content }) => content)).toEqual(order)
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { letters }: { letters: Letters & { nextCursor: string | null } } = await creator.ask(
        'GET',
        `/creator/inbox?limit=1${cursor && `&cursor=${cursor}`}`,
      )
      paged.push(...letters.items.map(({ content }) => content))
      cursor = letters.nextCursor
    }
    expect(paged).toEqual(order)
    await sendLetter(fan, creator, 'VIP의 새 편지')
    expect((await inbox())[0]).toMatchObject({ content: 'VIP의 새 편지', author: { vip: true } })
    await creator.ask('DELETE', vip(fan))
    expect((await inbox())[0]).toMatchObject({ content: '배지의 편지', author: { vip: false } })
  })

  test('is known to the creator alone', async () => {
    await creator.ask('PUT', vip(fan), { note: '비밀 메모' })
    const id = await sendLetter(fan, creator, '소개해 주세요')
    await support(fan, creator, 60_000)
    await creator.ask('POST', `/messages/${id}/retweet`)
    const channel = `/${creator.chzzkUserId}`
    for (const [by, path] of [
      [stranger, `/feed?chzzkChannelId=${creator.chzzkUserId}`],
      [stranger, channel],
      [other, channel],
      [fan, channel],
      [fan, `${channel}/letter`],
      [fan, '/messages/mine'],
      [fan, '/letters'],
      [fan, '/donations?mine=1'],
      [fan, '/me'],
      [fan, '/me/export'],
      [fan, `/badges?chzzkChannelId=${creator.chzzkUserId}`],
    ] as const) {
      for (const accept of ['application/json', 'text/html']) {
        const text = await (await by.get(path, accept)).text()
        expect(text, path).not.toMatch(/VIP|"vip"|비밀 메모/)
      }
    }
    expect(await (await creator.get('/me/export')).text()).toContain('비밀 메모')
  })

  test('is chosen, noted and let go on the pages', async () => {
    const id = await sendLetter(fan, creator, '편지')
    const here = `/dashboard/inbox/${id}`
    const html = async (path: string) => (await creator.get(path, 'text/html')).text()
    expect(await html(here)).toContain('VIP로 정하기')
    const fields = { _method: 'PUT', note: '', formPage: here, redirectTo: here }
    expect((await creator.form(vip(fan), fields)).headers.get('Location')).toBe(here)
    expect(await html(here)).toContain('VIP로 정한 분이에요')
    await creator.form(vip(fan), { ...fields, note: '늘 새벽에 와요' })
    for (const path of [here, '/dashboard/vips']) expect(await html(path)).toContain('늘 새벽에 와요')
    expect(await html('/dashboard/inbox')).toContain('tag-vip')
    const long = await creator.form(vip(fan), { ...fields, note: '가'.repeat(201) })
    expect([long.status, (await long.text()).includes('200자까지 쓸 수 있어요')]).toEqual([422, true])
    await creator.form(vip(fan), { _method: 'DELETE', redirectTo: '/dashboard/vips' })
    expect(await html('/dashboard/vips')).toContain('아직 VIP가 없어요')
    expect((await fan.get('/dashboard/vips', 'text/html')).status).toBe(403)
  })
})

describe('Candidates for an RT', () => {
  test('are letters that may be introduced, one of each author, VIPs and badges first', async () => {
    const plain = await signedIn({ channelId: someChzzkId(), name: '지나가는분' })
    await db.user.updateMany({ data: { agreedAt: new Date('2026-01-01') } })
    await sendLetter(plain, creator, '모두의 편지')
    await sendLetter(other, creator, '배지의 편지')
    await sendLetter(fan, creator, 'VIP의 편지')
    await sendLetter(fan, creator, 'VIP의 둘째 편지')
    await support(other, creator, 60_000)
    await creator.ask('PUT', vip(fan))
    expect(await candidates()).toMatchObject([
      { content: 'VIP의 편지', score: 77, waitingDays: 0 },
      { content: '배지의 편지', score: 21 },
      { content: '모두의 편지', score: 7 },
    ])
    const heavy = usualTiers({ 2: { perks: { lettersFirst: true, retweetWeight: 10 } } })
    await configure(creator, heavy)
    expect((await candidates())[0]).toMatchObject({ content: '배지의 편지', score: 77 })
    const page = await (await creator.get('/dashboard/inbox', 'text/html')).text()
    expect(page).toContain('소개해 볼 만한 편지')
    expect(await codeOf(fan.get('/creator/retweet-candidates'))).toBe('forbidden')
  })

  test('are at most five', async () => {
    for (let n = 0; n < 6; n++) {
      const one = await signedIn({ channelId: someChzzkId(), name: `팬 ${n}` })
      await sendLetter(one, creator, `편지 ${n}`)
    }
    expect(await candidates()).toHaveLength(5)
  })

  test('are of everybody, however many letters one person has waiting', async () => {
    for (let n = 0; n < 6; n++) await sendLetter(fan, creator, `많은 편지 ${n}`)
    await sendLetter(other, creator, '하나뿐인 편지')
    expect(await candidates()).toMatchObject([{ content: '많은 편지 0' }, { content: '하나뿐인 편지' }])
  })

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['is RTed', (id) => creator.ask('POST', `/messages/${id}/retweet`)],
    ['is withdrawn', (id) => fan.ask('DELETE', `/content/${id}`)],
    ['is hidden', (id) => creator.ask('DELETE', `/content/${id}`, { reason: '광고' })],
    ['is archived', (id) => creator.ask('POST', `/messages/${id}/archive`)],
    ['is of somebody blocked', () => creator.ask('POST', '/block', { chzzkUserId: fan.chzzkUserId })],
  ])('lack a letter that %s', async (_, act) => {
    const id = await sendLetter(fan, creator, '소개해 주세요')
    expect(await candidates()).toMatchObject([{ id }])
    await act(id)
    expect(await candidates()).toEqual([])
  })

  test('lack a letter whose author does not want it, and one that a blocked word holds', async () => {
    await creator.ask('PUT', '/creator/settings', {
      whoMayWrite: 'everyone',
      blockedWords: ['바보'],
      allowedWords: [],
    })
    await sendLetter(fan, creator, '소개하지 마세요', { allowRetweet: false })
    await sendLetter(fan, creator, '바보')
    expect(await candidates()).toEqual([])
  })
})
