import { describe, expect, test } from 'vitest'
import { channelsReply, livesReply, splitScopes, tokenReply } from '~/chzzk/replies'

const pair = { accessToken: 'a', refreshToken: 'r', tokenType: 'Bearer' }
const id = '0a1b2c3d4e5f60718293a4b5c6d7e8f9'

describe('CHZZK scopes', () => {
  test.each([
    ['유저 조회 후원 조회', ['유저 조회', '후원 조회']],
    ['후원 조회', ['후원 조회']],
    [
      '채널 관리자 조회 방송 스트림키 조회 방송 설정 변경',
      ['채널 관리자 조회', '방송 스트림키 조회', '방송 설정 변경'],
    ],
    ['채팅 메시지 쓰기 채팅 공지 쓰기', ['채팅 메시지 쓰기', '채팅 공지 쓰기']],
    ['유저 조회 채팅 공지 등록', ['유저 조회', '채팅 공지 등록']],
    ['', []],
    ['  ', []],
  ])('"%s" are told apart by their last words', (scope, names) => {
    expect(splitScopes(scope)).toEqual(names)
  })
})

describe('A token reply', () => {
  test.each([86400, '86400'])('may say how long it lives as %j', (expiresIn) => {
    expect(tokenReply.parse({ ...pair, expiresIn, scope: '유저 조회' })).toEqual({
      ...pair,
      expiresIn: 86400,
      scope: '유저 조회',
    })
  })

  test.each([{}, { scope: null }])('may leave the scope out: %j', (rest) => {
    expect(tokenReply.parse({ ...pair, expiresIn: 1, ...rest }).scope).toBeNull()
  })

  test.each([0, -1, 1.5, '1.5', 'soon', null])('may not live %j seconds', (expiresIn) => {
    expect(tokenReply.safeParse({ ...pair, expiresIn }).success).toBe(false)
  })
})

describe('A channel reply', () => {
  test.each([
    ['https://nng-phinf.pstatic.net/a.png', 'https://nng-phinf.pstatic.net/a.png'],
    ['', null],
    [null, null],
    [undefined, null],
    ['javascript:alert(1)', null],
  ])('with the picture %j gives %j', (channelImageUrl, shown) => {
    const { data } = channelsReply.parse({ data: [{ channelId: id, channelName: '봄', channelImageUrl }] })
    expect(data).toEqual([
      { channelId: id, channelName: '봄', channelImageUrl: shown, followerCount: 0, verifiedMark: false },
    ])
  })
})

describe('A lives reply', () => {
  test.each([{ next: 'x' }, { next: null }, { next: '' }, {}, null])('may end with page %j', (page) => {
    const live = { channelId: id, channelName: '봄', openDate: '2026-07-24 15:12:12' }
    const reply = livesReply.parse({ page, data: [live] })
    expect(reply.page.next).toBe(page?.next || null)
    expect(reply.data[0]?.openedAt.toISOString()).toBe('2026-07-24T06:12:12.000Z')
  })
})
