import { expect, test } from 'vitest'
import { openEvents } from '../support/events'
import { settingsOf } from '../support/letters'
import { signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { donate } from '../support/stage'

useMelt()

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
