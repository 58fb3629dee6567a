import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { buzzkAt } from './buzzk'
import { startSandbox } from './server'
import { sessionProgramAt, until } from './session-program'

const sandbox = await startSandbox()
const { buzzk, asked, REAL_HOST } = buzzkAt(sandbox.base)
const { logIn, donate, state, act } = sessionProgramAt(sandbox.origin)
const { streamer, generous } = demoPeople

/** buzzk prints what it does. */
vi.spyOn(console, 'log').mockReturnValue()

beforeEach(() => {
  sandbox.reset()
  buzzk.auth('melt-sandbox', 'melt-sandbox-secret')
  asked.length = 0
})
afterAll(sandbox.close)

test('buzzk opens a session, hears of cheese, named and anonymous, and leaves', async () => {
  const chat = new buzzk.chat(await logIn(streamer.channelId))
  const heard: unknown[] = []
  chat.onDonation((donation) => heard.push({ ...donation }))
  expect(await chat.connect()).toBe(true)
  expect(asked.map((line) => line.replace(REAL_HOST, '').replace(/sessionKey=.*/, 'sessionKey='))).toEqual([
    'GET open/v1/users/me',
    `GET open/v1/channels?channelIds=${streamer.channelId}`,
    'GET open/v1/sessions/auth',
    'POST open/v1/sessions/events/subscribe/chat?sessionKey=',
    'POST open/v1/sessions/events/subscribe/donation?sessionKey=',
  ])
  await donate(streamer.channelId, { as: generous.channelId, amount: '5000', text: '최고예요' })
  await donate(streamer.channelId, { as: generous.channelId, amount: '1000', anonymous: 'on' })
  await until(() => heard.length === 2)
  const rest = { type: 'CHAT', emojis: {} }
  expect(heard).toEqual([
    {
      ...rest,
      amount: 5000,
      author: { id: generous.channelId, name: generous.channelName },
      message: '최고예요',
    },
    { ...rest, amount: 1000, author: { id: 'anonymous', name: '' }, message: '' },
  ])
  await chat.disconnect()
  await until(async () => (await state()).sockets.length === 0)
  expect((await state()).delivered).toEqual({ [streamer.channelId]: 2 })
})

test('buzzk comes back with a new URL when its socket breaks', async () => {
  const chat = new buzzk.chat(await logIn(streamer.channelId))
  const reasons: string[] = []
  chat.onDisconnect((reason) => reasons.push(reason))
  await chat.connect()
  const [before] = (await state()).sockets
  await act('/sessions/drop', { channelId: streamer.channelId })
  const after = await until(async () => {
    const [socket] = (await state()).sockets
    return socket?.events.length === 2 && socket.sessionKey !== before.sessionKey && socket
  })
  expect(after.owner).toEqual({ kind: 'user', channelId: streamer.channelId })
  // Node 20 reports a socket that is cut as a close, Node 24 as an error.
  expect(reasons).toEqual([expect.stringMatching(/^transport (close|error)$/)])
  await chat.disconnect()
})
