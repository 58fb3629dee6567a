import { expect, test } from 'vitest'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { openIntent } from '../support/stage'
import { tablesThatTell } from '../support/stored'

useMelt()

test('What a fan withdraws is kept nowhere, not even where they began to write it', async () => {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const message = '거두고 싶은 말'
  const intentId = await openIntent(fan, creator, { message })
  const { messageId } = await fan.ask<{ messageId: string }>('POST', '/donations/occurred', {
    intentId,
    message,
  })
  expect(await tablesThatTell([message])).toEqual(['donation_intents', 'messages'])
  await fan.ask('DELETE', `/content/${messageId}`)
  expect(await tablesThatTell([message])).toEqual([])
})
