import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { createIntent } from '../support/fixtures'
import { codeOf, sendLetter } from '../support/letters'
import { signedIn, stranger, useMelt } from '../support/melt'
import { report, shownIn } from '../support/messages'
import { someChzzkId } from '../support/people'
import { tablesHolding } from '../support/stored'

useMelt()

describe('A withdrawal', () => {
  test('What a fan withdraws is kept nowhere, not even where they began to write it', async () => {
    const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    const message = '거두고 싶은 말'
    const intentId = await createIntent(fan, creator, { message })
    const { messageId } = await fan.ask<{ messageId: string }>('POST', '/donations/occurred', {
      intentId,
      message,
    })
    expect(await tablesHolding([message])).toEqual(['messages'])
    await fan.ask('DELETE', `/content/${messageId}`)
    expect(await tablesHolding([message])).toEqual([])
  })
})

describe('Words that were withdrawn', () => {
  const WORDS = '거둔 뒤에는 어디에도 없어야 하는 글'

  test('What a fan wrote before donating is gone once they withdraw the message', async () => {
    const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    const written = { message: WORDS, requestId: randomUUID() }
    const intentId = await createIntent(fan, creator, written)
    const registered = { intentId, message: WORDS, amount: 1000 }
    const { messageId } = await fan.ask<{ messageId: string }>('POST', '/donations/occurred', registered)
    await fan.ask('DELETE', `/content/${messageId}`)
    expect(await createIntent(fan, creator, written)).toBe(intentId)
    expect(await (await fan.get('/me/export')).text()).not.toContain(WORDS)
    expect(await db.donationIntent.count({ where: { message: { contains: WORDS } } })).toBe(0)
  })
})

describe('The choice of being introduced', () => {
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
})

describe('What two people hide', () => {
  const person = (name: string, more: object = {}) => signedIn({ channelId: someChzzkId(), name, ...more })

  test('A creator does not bring back what an admin decided to hide while they had hidden it themselves', async () => {
    const creator = await person('밤비노래방', { opened: true })
    const reader = await person('지나가던분')
    const admin = await person('운영지기', { role: 'admin' })
    await creator.ask('POST', '/donations/manual', {
      amount: 1000,
      donorName: '아무개',
      message: '남을 헐뜯는 글',
    })
    const { id } = await db.message.findFirstOrThrow({ where: { content: '남을 헐뜯는 글' } })
    const reportId = await report(reader, id)
    await creator.ask('DELETE', `/content/${id}`)
    await admin.ask('POST', `/reports/${reportId}/resolve`, { outcome: 'hidden' })
    expect(await codeOf(creator.post(`/content/${id}/restore`))).toBe('forbidden')
    expect(await shownIn(creator, stranger)).not.toContain(id)
    await admin.ask('POST', `/content/${id}/restore`)
    expect(await shownIn(creator, stranger)).toContain(id)
  })
})
