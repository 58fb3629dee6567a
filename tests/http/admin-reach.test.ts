import { beforeEach, describe, expect, test } from 'vitest'
import { codeOf, sendLetter, settingsOf } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { donate } from '../support/stage'

useMelt()

describe('The words an admin reads', () => {
  const WORDS = '나쁜말이 든 글'

  test('An admin reads no message of a donation that nobody reported, by whatever they do with it', async () => {
    const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    const admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin', opened: true })
    await settingsOf(creator, { blockedWords: ['나쁜말'] })
    const [one, two] = [
      await donate(fan, creator, { message: WORDS }),
      await donate(fan, creator, { message: WORDS }),
    ]
    const list = `/donations?chzzkChannelId=${creator.chzzkUserId}`
    const answers = await Promise.all([
      admin.get(list),
      admin.get(`/donations/${one}`),
      admin.get(`/dashboard/donations/${one}`, 'text/html'),
      admin.post('/donations/confirm', { items: [{ id: one }] }),
      admin.post(`/donations/${two}/confirm`),
    ])
    answers.push(await admin.post(`/donations/${two}/reverse`, { reason: '다시 볼게요' }))
    for (const answer of answers) expect(await answer.text(), answer.url).not.toContain(WORDS)
    expect(await (await creator.get(list)).text()).toContain(WORDS)
    expect(await (await fan.get('/donations?mine=1')).text()).toContain(WORDS)
    for (const path of [`/donations/${one}`, `/me/donations/${one}`, '/me/export']) {
      expect(await (await fan.get(path, '*/*')).text(), `an admin acts unnamed, at ${path}`).not.toContain(
        '운영지기',
      )
    }
  })
})

describe('What an admin hides', () => {
  let creator: Client
  let fan: Client
  let admin: Client
  beforeEach(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    admin = await signedIn({ channelId: someChzzkId(), name: '운영자', role: 'admin' })
  })

  const hide = (by: Client, id: string) => by.post(`/content/${id}`, { reason: '약관 위반' }, 'DELETE')
  const feed = () => stranger.ask('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`)

  describe('An admin', () => {
    test('finds no private letter by trying, also where its creator hid it', async () => {
      const id = await sendLetter(fan, creator, '둘만 아는 이야기')
      expect(await codeOf(hide(admin, id))).toBe('not_found')
      await creator.ask('DELETE', `/content/${id}`, { reason: '읽고 싶지 않아요' })
      expect(await codeOf(hide(admin, id))).toBe('not_found')
    })

    test('hides an RT, and an answer that stands under it', async () => {
      const id = await sendLetter(fan, creator, '소개해 주세요')
      await creator.ask('POST', `/messages/${id}/retweet`)
      const { messageId } = await creator.ask<{ messageId: string }>('POST', `/messages/${id}/reply`, {
        content: '그럼요',
        visibility: 'public',
      })
      expect((await hide(admin, messageId)).status).toBe(204)
      expect(await feed()).toMatchObject({ items: [{ id, replies: [] }] })
      expect((await hide(admin, id)).status).toBe(204)
      expect(await feed()).toMatchObject({ items: [] })
    })
  })
})
