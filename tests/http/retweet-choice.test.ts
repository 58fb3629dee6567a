import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { codeOf, sendLetter } from '../support/letters'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

test('Whoever sends the same words again without leave to show them is never told that it was kept so', async () => {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const requestId = randomUUID()
  const shown = await sendLetter(fan, creator, '둘만 알고 싶은 이야기', { requestId })
  const changed = {
    chzzkChannelId: creator.chzzkUserId,
    content: '둘만 알고 싶은 이야기',
    allowRetweet: false,
  }
  expect(await codeOf(fan.post('/messages/dm', { ...changed, requestId }))).toBe('conflict')
  const kept = await sendLetter(fan, creator, changed.content, changed)
  expect(kept).not.toBe(shown)
  expect(await codeOf(creator.post(`/messages/${kept}/retweet`))).toBe('retweet_not_allowed')
})
