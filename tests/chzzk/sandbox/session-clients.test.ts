import newest from 'socket.io-client'
import named from 'socket.io-client-2.0.3'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { startSandbox } from './server'
import { type Heard, sessionProgramAt, until } from './session-program'

const sandbox = await startSandbox()
const { logIn, urlFor, subscribe, unsubscribe, donate, issue, state } = sessionProgramAt(sandbox.origin)
const { streamer, generous } = demoPeople

beforeEach(sandbox.reset)
afterAll(sandbox.close)

/** The options of CHZZK's own example (docs/chzzk.md §4.2). */
const options = {
  reconnection: false,
  'force new connection': true,
  'connect timeout': 3000,
  transports: ['websocket'],
}

describe.each([
  ['2.0.3, which CHZZK names', named],
  ['2.5.0, which Melt uses', newest],
])('socket.io-client %s', (_version, io) => {
  const open = (url: string) => {
    const heard: Heard[] = []
    const socket = io.connect(url, options)
    for (const name of ['connect', 'disconnect', 'error', 'SYSTEM', 'DONATION']) {
      socket.on(name, (payload: unknown) => heard.push({ name, payload }))
    }
    const json = (name: string) =>
      heard.filter((event) => event.name === name).map(({ payload }) => JSON.parse(String(payload)))
    return { socket, heard, system: () => json('SYSTEM'), donations: () => json('DONATION') }
  }

  test('connects, subscribes, hears of cheese and closes', async () => {
    const accessToken = await logIn(streamer.channelId)
    const { socket, system, donations } = open(await urlFor(accessToken))
    const { data } = await until(() => system().find(({ type }) => type === 'connected'))
    const reply = await subscribe(accessToken, data.sessionKey, 'donation')
    expect(reply).toEqual({ status: 200, body: { code: 200, message: null, content: null } })
    const event = { eventType: 'DONATION', channelId: streamer.channelId }
    await until(() => system().find(({ type }) => type === 'subscribed'))

    await donate(streamer.channelId, { as: generous.channelId, amount: '3000', text: '잘 봤어요' })
    await until(() => donations().length === 1)
    await unsubscribe(accessToken, data.sessionKey, 'donation')
    await until(() => system().length === 3)
    await donate(streamer.channelId, { as: generous.channelId, amount: '1', text: '' })
    expect(system()).toEqual([
      { type: 'connected', data },
      { type: 'subscribed', data: event },
      { type: 'unsubscribed', data: event },
    ])
    expect(donations()).toEqual([
      {
        donationType: 'CHAT',
        channelId: streamer.channelId,
        donatorChannelId: generous.channelId,
        donatorNickname: generous.channelName,
        payAmount: 3000,
        donationText: '잘 봤어요',
        emojis: {},
        eventSentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}$/),
      },
    ])
    socket.close()
    await until(async () => (await state()).sockets.length === 0)
  })

  test('is turned away by a URL that was used before', async () => {
    const accessToken = await logIn(streamer.channelId)
    const url = await urlFor(accessToken)
    const first = open(url)
    await until(() => first.system().length === 1)
    const second = open(url)
    await until(() => second.heard.some(({ name }) => name === 'disconnect'))
    expect(second.heard).toEqual([
      { name: 'connect', payload: undefined },
      { name: 'error', payload: 'auth fail' },
      { name: 'disconnect', payload: 'io server disconnect' },
    ])
    expect((await issue(accessToken)).status).toBe(200)
    first.socket.close()
  })
})
