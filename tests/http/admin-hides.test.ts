import { beforeEach, describe, expect, test } from 'vitest'
import { codeOf, sendLetter } from '../support/letters'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

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
