import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { startSandbox } from './sandbox/server'

const sandbox = await startSandbox()
const { fetchChannels, fetchLivesPage, fetchMe } = await import('~/chzzk/client.server')
const { renewGrant, revokeGrant } = await import('~/chzzk/login.server')
const { issueTokens } = await import('~/chzzk/sandbox/people.server')
const { streamer, secondStreamer, regular } = demoPeople

beforeEach(sandbox.reset)
afterAll(sandbox.close)

describe('Melt asks CHZZK', () => {
  test('whose token it is', async () => {
    const { accessToken } = issueTokens(regular.channelId)
    expect(await fetchMe(accessToken)).toEqual({
      channelId: regular.channelId,
      channelName: regular.channelName,
    })
  })

  test('about channels, and unknown ones are simply missing', async () => {
    const [known, ...others] = await fetchChannels([streamer.channelId, 'f'.repeat(32), 'not an id, nor,one'])
    expect(others).toEqual([])
    expect(known).toEqual({
      channelId: streamer.channelId,
      channelName: streamer.channelName,
      channelImageUrl: null,
      followerCount: streamer.followerCount,
      verifiedMark: true,
    })
  })

  test('about no channel without asking, and never about 21', async () => {
    expect(await fetchChannels([])).toEqual([])
    await expect(fetchChannels(Array.from({ length: 21 }, () => streamer.channelId))).rejects.toThrow(
      RangeError,
    )
  })

  test('who is on air, with the Korean start time as an instant', async () => {
    const { lives, next } = await fetchLivesPage()
    expect(lives.map(({ channelId }) => channelId)).toEqual([secondStreamer.channelId])
    expect(Math.abs(Date.now() - (lives[0]?.openedAt.getTime() ?? 0))).toBeLessThan(60_000)
    expect(next).toBeNull()
  })

  test('for new tokens, and the old refresh token is spent', async () => {
    const { refreshToken } = issueTokens(regular.channelId)
    const renewed = await renewGrant(refreshToken)
    expect(renewed.scope).toBe('유저 조회 후원 조회')
    expect((await fetchMe(renewed.accessToken)).channelId).toBe(regular.channelId)
    await expect(renewGrant(refreshToken)).rejects.toMatchObject({ kind: 'grant_gone' })
    expect((await renewGrant(renewed.refreshToken)).refreshToken).not.toBe(renewed.refreshToken)
  })

  test('to end a grant, and every token of that person is dead', async () => {
    const [one, two] = [issueTokens(regular.channelId), issueTokens(regular.channelId)]
    await revokeGrant(one.accessToken)
    await expect(fetchMe(two.accessToken)).rejects.toMatchObject({ kind: 'grant_gone' })
    await expect(renewGrant(two.refreshToken)).rejects.toMatchObject({ kind: 'grant_gone' })
    await expect(revokeGrant(one.accessToken)).rejects.toMatchObject({ kind: 'grant_gone' })
  })
})
