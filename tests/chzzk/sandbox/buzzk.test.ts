import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { consentAs } from '../../support/browser'
import { buzzkAt } from './buzzk'
import { startSandbox } from './server'

const sandbox = await startSandbox()
const { redirectUri } = await import('~/chzzk/login-state.server')

const { buzzk, asked, REAL_HOST, STATE } = buzzkAt(sandbox.base)

beforeEach(() => {
  sandbox.reset()
  asked.length = 0
  buzzk.auth('melt-sandbox', 'melt-sandbox-secret')
})
afterAll(sandbox.close)

const codeFor = async (channelId: string) => {
  const query = new URLSearchParams({ clientId: 'melt-sandbox', redirectUri, state: STATE })
  const callback = await consentAs(`${sandbox.base}/account-interlock?${query}`, { channelId })
  return callback.searchParams.get('code') ?? ''
}

const { streamer } = demoPeople
const asBuzzkSees = {
  channelID: streamer.channelId,
  name: streamer.channelName,
  follower: streamer.followerCount,
  imageURL: null,
}

describe('buzzk, written for the real CHZZK, meets the sandbox', () => {
  test('logs in, learns who it is, and looks a channel up', async () => {
    const grant = await buzzk.oauth.get(await codeFor(streamer.channelId))
    expect(grant?.expireIn).toBe(86400)
    expect(await buzzk.oauth.resolve(grant?.access ?? '')).toEqual(asBuzzkSees)
    expect(await buzzk.channel.get(streamer.channelId)).toEqual(asBuzzkSees)
    expect(asked).toEqual([
      `POST ${REAL_HOST}auth/v1/token`,
      `GET ${REAL_HOST}open/v1/users/me`,
      `GET ${REAL_HOST}open/v1/channels?channelIds=${streamer.channelId}`,
      `GET ${REAL_HOST}open/v1/channels?channelIds=${streamer.channelId}`,
    ])
  })

  test('renews, and its spent refresh token is refused', async () => {
    const grant = await buzzk.oauth.get(await codeFor(streamer.channelId))
    const renewed = await buzzk.oauth.refresh(grant?.refresh ?? '')
    expect(await buzzk.oauth.resolve(renewed?.access ?? '')).toEqual(asBuzzkSees)
    expect(await buzzk.oauth.refresh(grant?.refresh ?? '')).toBeNull()
    expect(await buzzk.oauth.refresh(renewed?.refresh ?? '')).not.toBeNull()
  })

  test('gets nothing for a spent code, a dead token, an unknown channel or a wrong secret', async () => {
    const code = await codeFor(streamer.channelId)
    await buzzk.oauth.get(code)
    expect(await buzzk.oauth.get(code)).toBeNull()
    expect(await buzzk.oauth.resolve('never given')).toBeNull()
    expect(await buzzk.channel.get('f'.repeat(32))).toBeNull()
    buzzk.auth('melt-sandbox', 'wrong')
    expect(await buzzk.oauth.get(await codeFor(streamer.channelId))).toBeNull()
    expect(await buzzk.channel.get(streamer.channelId)).toBeNull()
  })
})
