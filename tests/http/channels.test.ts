import { afterEach, beforeAll, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { resetSandbox } from '~/chzzk/sandbox/memory.server'
import { upsertPerson } from '~/chzzk/sandbox/people.server'
import { db } from '~/db/client.server'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { setSwitches } from '../support/visitor'

useMelt()

type Channel = { chzzkChannelId: string; name: string; isOpen: boolean; followedByMe: boolean }

let fan: Client
let fetched: MockInstance<typeof fetch>

beforeAll(async () => {
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})
beforeEach(() => {
  fetched = vi.spyOn(globalThis, 'fetch')
})
afterEach(() => {
  fetched.mockRestore()
  resetSandbox()
})

/** How often Melt asked CHZZK about this channel. */
const asked = (id: string) =>
  fetched.mock.calls.filter(([address]) => String(address).includes(`/open/v1/channels?channelIds=${id}`))
    .length
const read = (id: string, by = stranger) => by.ask<{ channel: Channel }>('GET', `/channels/${id}`)
const code = async (response: Response) => [
  response.status,
  ((await response.json()) as { code?: string }).code,
]

function somebodyOnChzzk(name: string) {
  const id = someChzzkId()
  upsertPerson(id, name)
  return id
}

describe('A channel', () => {
  test('is asked for at its first sight and kept', async () => {
    const { channelId, channelName } = demoPeople.secondStreamer
    const { channel } = await read(channelId)
    expect(channel).toMatchObject({ name: channelName, isOpen: false, isLive: null, followedByMe: false })
    expect(await read(channelId)).toEqual({ channel })
    expect((await stranger.get(`/feed?chzzkChannelId=${channelId}`)).status).toBe(200)
    expect(asked(channelId)).toBe(1)
  })

  test('seen by many at once is kept once', async () => {
    const id = somebodyOnChzzk('동시에')
    const answers = await Promise.all(Array.from({ length: 8 }, () => stranger.get(`/channels/${id}`)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(await db.channel.count({ where: { chzzkChannelId: id } })).toBe(1)
  })

  test('that CHZZK does not know is 404, and is not asked for again at once', async () => {
    const id = someChzzkId()
    for (let n = 0; n < 3; n++)
      expect(await code(await stranger.get(`/channels/${id}`))).toEqual([404, 'not_found'])
    expect(await code(await stranger.get(`/feed?chzzkChannelId=${id}`))).toEqual([404, 'not_found'])
    expect(await code(await fan.post(`/channels/${id}/follow`))).toEqual([404, 'not_found'])
    expect(asked(id)).toBe(1)
    expect(await db.channel.count({ where: { chzzkChannelId: id } })).toBe(0)
  })

  test.each(['down', 'rate_limited', 'html_200', 'html_502'])(
    'that nobody has seen is 503 while CHZZK is %s, and one that is kept is there',
    async (fault) => {
      const kept = somebodyOnChzzk('본 채널')
      const unseen = somebodyOnChzzk('못 본 채널')
      await read(kept)
      await setSwitches({ fault, faultAt: 'channels' })
      const response = await stranger.get(`/channels/${unseen}`)
      expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
      expect(await code(response)).toEqual([503, 'chzzk_unavailable'])
      expect((await stranger.get(`/${unseen}`, 'text/html')).status).toBe(503)
      expect(await code(await fan.post(`/channels/${unseen}/follow`))).toEqual([503, 'chzzk_unavailable'])
      expect((await read(kept)).channel).toMatchObject({ name: '본 채널' })
      expect(await fan.ask('POST', `/channels/${kept}/follow`)).toEqual({ followedByMe: true })
      await setSwitches({ fault: 'none' })
      expect((await read(unseen)).channel).toMatchObject({ name: '못 본 채널' })
    },
  )
})

describe('One’s own channel', () => {
  test('opens with 201, once more with 200, and makes a creator', async () => {
    const channelId = somebodyOnChzzk('고구마탐험대')
    await read(channelId)
    const owner = await signedIn({ channelId, name: '고구마탐험대' })
    const first = await owner.post('/creator/channel')
    expect(first.status).toBe(201)
    const opened = (await first.json()) as { channel: Channel }
    expect(opened.channel).toMatchObject({ chzzkChannelId: channelId, name: '고구마탐험대', isOpen: true })
    const again = await owner.post('/creator/channel')
    expect([again.status, await again.json()]).toEqual([200, opened])
    expect(await owner.ask('GET', '/auth/me')).toMatchObject({
      user: { role: 'creator', channel: { chzzkChannelId: channelId } },
    })
    expect((await read(channelId)).channel.isOpen).toBe(true)
  })

  test('opens once, however often it is pressed', async () => {
    const channelId = someChzzkId()
    const owner = await signedIn({ channelId, name: '다섯 번' })
    const answers = await Promise.all(Array.from({ length: 5 }, () => owner.post('/creator/channel')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201])
    expect(await db.channel.count({ where: { chzzkChannelId: channelId } })).toBe(1)
  })

  test('leaves an admin an admin', async () => {
    const admin = await signedIn({ channelId: someChzzkId(), name: '관리자', role: 'admin' })
    expect((await admin.post('/creator/channel')).status).toBe(201)
    expect(await admin.ask('GET', '/auth/me')).toMatchObject({ user: { role: 'admin' } })
  })
})

describe('A favourite', () => {
  test('is made and ended, twice like once, for this person only', async () => {
    const id = somebodyOnChzzk('즐겨찾기')
    const other = await signedIn({ channelId: someChzzkId(), name: '감자튀김요정' })
    const follows = () => db.follow.count({ where: { channel: { chzzkChannelId: id } } })
    for (let n = 0; n < 2; n++)
      expect(await fan.ask('POST', `/channels/${id}/follow`)).toEqual({ followedByMe: true })
    expect([
      (await read(id, fan)).channel.followedByMe,
      (await read(id, other)).channel.followedByMe,
    ]).toEqual([true, false])
    expect([await follows(), (await read(id)).channel.followedByMe]).toEqual([1, false])
    await other.ask('DELETE', `/channels/${id}/follow`)
    expect(await follows()).toBe(1)
    for (let n = 0; n < 2; n++)
      expect(await fan.ask('DELETE', `/channels/${id}/follow`)).toEqual({ followedByMe: false })
    expect(await follows()).toBe(0)
    expect(await code(await stranger.post(`/channels/${id}/follow`))).toEqual([401, 'signed_out'])
  })

  test('is made and ended by a form, which leads back', async () => {
    const id = somebodyOnChzzk('폼으로')
    const path = `/channels/${id}/follow`
    const made = await fan.form(path, { redirectTo: '/favorites' })
    expect([made.status, made.headers.get('Location')]).toEqual([303, '/favorites'])
    expect((await read(id, fan)).channel.followedByMe).toBe(true)
    const ended = await fan.form(path, { _method: 'DELETE' })
    expect([ended.status, ended.headers.get('Location')]).toEqual([303, `/${id}`])
    expect((await read(id, fan)).channel.followedByMe).toBe(false)
  })

  test('of twenty presses at once is one', async () => {
    const id = somebodyOnChzzk('스무 번')
    const answers = await Promise.all(Array.from({ length: 20 }, () => fan.post(`/channels/${id}/follow`)))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(await db.follow.count({ where: { channel: { chzzkChannelId: id } } })).toBe(1)
  })
})
