import { describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { signedIn, useMelt } from '../support/melt'
import { cheer, letter, post } from '../support/messages'
import { someChzzkId } from '../support/people'

useMelt()

describe('A report at the moment of a withdrawal', () => {
  const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })

  test('A report of what is withdrawn at the same moment is taken or finds nothing', async () => {
    const [creator, fan] = [await person('밤비노래방', true), await person('새벽세시라면')]
    const reporters = await Promise.all(Array.from({ length: 6 }, (_, n) => person(`지나가던분 ${n}`)))
    for (let round = 0; round < 4; round++) {
      const messageId = await cheer(fan, creator, `${round}번째 글`)
      const reporting = reporters.map((by) => by.post('/report', { messageId, reason: 'spam' }))
      const [, ...answers] = await Promise.all([
        fan.post(`/content/${messageId}`, {}, 'DELETE'),
        ...reporting,
      ])
      for (const { status } of answers) expect([201, 404]).toContain(status)
    }
  })
})

describe('Leaving while others act', () => {
  const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })

  test('A creator who answers and shows a letter while its author leaves is never answered by an accident', async () => {
    const creator = await person('밤비노래방', true)
    for (let round = 0; round < 6; round++) {
      const fan = await person(`새벽세시라면 ${round}`)
      const id = await letter(fan, creator)
      const [left, ...acts] = await Promise.all([
        fan.post('/me/leave', { confirm: true }),
        creator.post(`/messages/${id}/retweet`),
        creator.post(`/messages/${id}/reply`, { content: '고마워요', visibility: 'public' }),
      ])
      expect(left.status).toBe(204)
      for (const { status } of acts) expect([201, 409]).toContain(status)
    }
  })
})

describe('Limits asked at once', () => {
  const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })
  const made = (answers: Response[]) => answers.filter(({ status }) => status === 201).length

  test('A new account sends three letters, also to many channels at the same moment', async () => {
    const fan = await person('새벽세시라면')
    const creators = await Promise.all(Array.from({ length: 12 }, (_, n) => person(`채널 ${n}`, true)))
    const sending = creators.map(({ chzzkUserId }) =>
      fan.post('/messages/dm', { chzzkChannelId: chzzkUserId, content: '안녕하세요' }),
    )
    expect(made(await Promise.all(sending))).toBe(3)
  })

  test('A person reports thirty messages a day, also at the same moment', async () => {
    const [creator, reporter] = [await person('밤비노래방', true), await person('지나가던분')]
    const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => post(creator, `글 ${n}`)))
    const reporting = ids.map((messageId) => reporter.post('/report', { messageId, reason: 'spam' }))
    expect(made(await Promise.all(reporting))).toBe(30)
  })
})

describe('Leaving while an objection is open', () => {
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
})
