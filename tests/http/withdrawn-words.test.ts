import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { openIntent } from '../support/stage'

useMelt()

const WORDS = '거둔 뒤에는 어디에도 없어야 하는 글'

test('What a fan wrote before donating is gone once they withdraw the message', async () => {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const written = { message: WORDS, requestId: randomUUID() }
  const intentId = await openIntent(fan, creator, written)
  const registered = { intentId, message: WORDS, amount: 1000 }
  const { messageId } = await fan.ask<{ messageId: string }>('POST', '/donations/occurred', registered)
  await fan.ask('DELETE', `/content/${messageId}`)
  expect(await openIntent(fan, creator, written)).toBe(intentId)
  expect(await (await fan.get('/me/export')).text()).not.toContain(WORDS)
  expect(await db.donationIntent.count({ where: { message: { contains: WORDS } } })).toBe(0)
})
