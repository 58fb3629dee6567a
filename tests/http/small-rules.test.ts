import { describe, expect, test } from 'vitest'
import { openEvents } from '../support/events'
import { createIntent, donate } from '../support/fixtures'
import { codeOf, settingsOf } from '../support/letters'
import { signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { post } from '../support/words'

useMelt()

describe('A blocked donor', () => {
  test('A blocked person is told on the donate page before they write or give anything', async () => {
    const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    const intent = await createIntent(fan, creator)
    const donate = `/${creator.chzzkUserId}/donate`
    const told = async (path: string) => {
      const text = await (await fan.get(path, 'text/html')).text()
      return [text.includes('이 채널에는 메시지를 보낼 수 없어요'), text.includes('<textarea')]
    }
    expect(await told(donate)).toEqual([false, true])
    await creator.ask('POST', '/block', { chzzkUserId: fan.chzzkUserId })
    expect(await told(donate)).toEqual([true, false])
    expect(await told(`${donate}?intent=${intent}`)).toEqual([true, false])
    const message = '차단되기 전에 쓰던 글'
    const refused = await fan.form('/donations/occurred', {
      intentId: intent,
      message,
      formPage: `${donate}?intent=${intent}`,
    })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain(message)
  })
})

describe('Pins', () => {
  test('Three posts are pinned at most, however they are pinned', async () => {
    const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => post(creator, `글 ${n}`)))
    const pinning = await Promise.all(ids.map((id) => creator.post(`/content/${id}/pin`)))
    expect(pinning.map(({ status }) => status).sort()).toEqual([204, 204, 204, 409, 409])
    const [refused = ''] = ids.filter((_, n) => pinning[n]?.status === 409)
    expect(await codeOf(creator.post(`/content/${refused}/pin`))).toBe('conflict')
  })
})

describe('News of what is held', () => {
  test('Nobody hears of a message that a blocked word holds', async () => {
    const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    await settingsOf(creator, { blockedWords: ['나쁜말'] })
    const listener = await openEvents(stranger, creator.chzzkUserId)
    try {
      await listener.until('hello')
      await donate(fan, creator, { message: '나쁜말이 든 글' })
      await donate(fan, creator, { message: '보이는 글' })
      const { id } = await listener.until('feed')
      const { items } = await stranger.ask<{ items: { id: string }[] }>(
        'GET',
        `/feed?chzzkChannelId=${creator.chzzkUserId}`,
      )
      expect(items.map((item) => item.id)).toEqual([id])
      expect(listener.heard().map(({ event }) => event)).toEqual(['hello', 'feed'])
    } finally {
      listener.leave()
    }
  })
})
