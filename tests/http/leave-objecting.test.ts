import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { cheer } from '../support/words'

useMelt()

const TEXT = '아직 답을 받지 못한 이의'

test('Whoever waits for an answer to an objection can leave, and their words leave with them', async () => {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const id = await cheer(fan, creator)
  await creator.ask('DELETE', `/content/${id}`)
  await fan.ask('POST', `/content/${id}/objection`, { text: TEXT })
  expect((await fan.post('/me/leave', { confirm: true })).status).toBe(204)
  expect(await db.objection.count({ where: { text: { not: null }, authorId: fan.id } })).toBe(0)
  expect(await (await creator.get('/dashboard/moderation', 'text/html')).text()).not.toContain(TEXT)
})
