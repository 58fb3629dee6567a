import { beforeAll, describe, expect, test, vi } from 'vitest'
import { upsertPerson } from '~/chzzk/sandbox/people.server'
import { db } from '~/db/client.server'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

type Channel = { name: string; followedByMe: boolean }

let fan: Client
beforeAll(async () => {
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})

describe('A search', () => {
  const search = async (query: string, by = stranger) => {
    const { items } = await by.ask<{ items: Channel[] }>(
      'GET',
      `/channels?query=${encodeURIComponent(query)}`,
    )
    return items.map(({ name }) => name)
  }

  test('finds open channels by a part of their name or by their address', async () => {
    const channelId = someChzzkId()
    await signedIn({ channelId, name: 'Mango 밤산책', opened: true })
    await db.channel.create({ data: { chzzkChannelId: someChzzkId(), name: 'mango 닫힘' } })
    for (const words of ['mango', 'MANGO', ' 밤산책 ', 'go 밤', channelId, channelId.toUpperCase()]) {
      expect(await search(words), words).toEqual(['Mango 밤산책'])
    }
    expect(await search('없는이름')).toEqual([])
    await fan.ask('POST', `/channels/${channelId}/follow`)
    const { items } = await fan.ask<{ items: Channel[] }>('GET', '/channels?query=mango')
    expect(items).toMatchObject([{ followedByMe: true }])
  })

  test('for a pasted address of CHZZK is that channel, asked for at its first sight and open or not', async () => {
    const id = someChzzkId()
    upsertPerson(id, '처음 보는 채널')
    const asked = vi.spyOn(globalThis, 'fetch')
    const pasted = [
      `https://chzzk.naver.com/live/${id}`,
      `chzzk.naver.com/${id}?from=chat&${'x'.repeat(200)}`,
      `같이 봐요 → HTTPS://CHZZK.NAVER.COM/LIVE/${id.toUpperCase()} 지금요`,
      id,
    ]
    for (const words of pasted) expect(await search(words), words).toEqual(['처음 보는 채널'])
    const lookUps = asked.mock.calls.filter(([address]) => String(address).includes(`channelIds=${id}`))
    asked.mockRestore()
    expect(lookUps).toHaveLength(1)
    expect(await search(`https://chzzk.naver.com/live/${someChzzkId()}`)).toEqual([])
    expect(await search(`${id}0`)).toEqual([])
    for (const [page, to] of [
      ['/', `/${id}`],
      ['/donate', `/${id}/donate`],
      ['/favorites', `/${id}`],
    ] as const) {
      const led = await fan.get(`${page}?query=${encodeURIComponent(pasted[0] ?? '')}`)
      expect([led.status, led.headers.get('Location')], page).toEqual([302, to])
    }
    const advice = await (await stranger.get(`/?query=${someChzzkId()}`)).text()
    expect(advice).toContain('치지직 채널 주소를 그대로 붙여 넣어')
  })

  test('takes every character as itself', async () => {
    const names = ['100%_공식', 'a\\b', "O'Brien"]
    for (const name of names) await signedIn({ channelId: someChzzkId(), name, opened: true })
    for (const [words, found] of [
      ['%', names[0]],
      ['_', names[0]],
      ['\\', names[1]],
      ["'", names[2]],
      ['100%_', names[0]],
    ] as const) {
      expect(await search(words), words).toEqual([found])
    }
    expect(await search('%%')).toEqual([])
  })

  test('shows twenty at most, those opened last first', async () => {
    for (let n = 0; n < 22; n++) await signedIn({ channelId: someChzzkId(), name: `많은 ${n}`, opened: true })
    expect(await search('많은')).toHaveLength(20)
    expect((await search(''))[0]).toBe('많은 21')
  })
})
