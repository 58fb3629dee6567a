import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { rawSocket } from './raw-socket'
import { startSandbox } from './server'
import { sessionProgramAt, until } from './session-program'

const sandbox = await startSandbox()
const { parseDonationEvent } = await import('~/chzzk/donation-event')
const { logIn, urlFor, subscribe, state, donate } = sessionProgramAt(sandbox.origin)
const { streamer, secondStreamer, generous } = demoPeople
const { channelId } = streamer

beforeEach(sandbox.reset)
afterAll(sandbox.close)

const listen = async (switches: Record<string, string | number> = {}) => {
  await sandbox.set(switches)
  const accessToken = await logIn(channelId)
  const socket = await rawSocket(await urlFor(accessToken))
  const key = await until(() => {
    const found = /sessionKey\W+([0-9a-f-]{36})/.exec(socket.frames.join(' '))?.[1]
    return found
  })
  await subscribe(accessToken, key, 'donation')
  return socket
}

const give = (amount: number, fields: Record<string, string> = {}) =>
  donate(channelId, { as: generous.channelId, amount: String(amount), ...fields })

const amounts = (donations: unknown[]) =>
  donations.map((payload) => parseDonationEvent(payload)?.amountCheese)

describe('A donation', () => {
  test('goes to every session of its channel, the same to the letter, and to no other', async () => {
    const [one, another] = [await listen(), await listen()]
    const other = await rawSocket(await urlFor(await logIn(secondStreamer.channelId)))
    await give(1500, { text: '"따옴표"와 <꺾쇠> 🧀' })
    await until(() => one.donations().length === 1 && another.donations().length === 1)
    expect(one.donations()).toEqual(another.donations())
    expect(other.donations()).toEqual([])
    expect((await state()).delivered).toEqual({ [channelId]: 2 })
    const [payload] = one.donations()
    const read = parseDonationEvent(payload)
    expect(read).toMatchObject({
      chzzkChannelId: channelId,
      donorChzzkId: generous.channelId,
      donorName: generous.channelName,
      amountCheese: 1500,
      text: '"따옴표"와 <꺾쇠> 🧀',
      isTest: false,
      isKnownKind: true,
    })
    expect(Math.abs(Date.now() - (read?.sentAt?.getTime() ?? 0))).toBeLessThan(30_000)
  })

  test.each<[string, string, object, boolean]>([
    ['payAmount', 'number', { payAmount: 1000 }, false],
    ['payAmount', 'string', { payAmount: '1000' }, false],
    ['donationType', 'VIDEO', { donationType: 'VIDEO' }, false],
    ['eventSentAt', 'absent', { eventSentAt: undefined }, false],
    ['anonymousAs', 'anonymous', { donatorChannelId: 'anonymous', donatorNickname: '' }, true],
    ['anonymousAs', 'null', { donatorChannelId: null, donatorNickname: null }, true],
    ['anonymousAs', 'empty', { donatorChannelId: '', donatorNickname: '' }, true],
    ['anonymousAs', 'missing', { donatorChannelId: undefined, donatorNickname: undefined }, true],
    ['extraFields', 'on', { unannounced: { since: 2026, list: [null, '새 필드'] } }, false],
  ])('looks as the switch %s says: %s', async (name, value, expected, anonymous) => {
    const socket = await listen({ [name]: value })
    await give(1000, anonymous ? { anonymous: 'on' } : {})
    const payload = await until(() => socket.donations()[0])
    const sent = JSON.parse(payload)
    for (const [field, wanted] of Object.entries(expected)) expect(sent[field]).toEqual(wanted)
    expect(parseDonationEvent(payload)).toMatchObject({ amountCheese: 1000 })
    expect(parseDonationEvent(payload)?.donorChzzkId).toBe(anonymous ? null : generous.channelId)
  })

  test('comes as an object where the switch says, and so does SYSTEM', async () => {
    const socket = await listen({ payload: 'object' })
    await give(1000)
    const payload = await until(() => socket.donations()[0])
    expect(payload).toMatchObject({ payAmount: 1000, channelId })
    expect(socket.frames[2]).toMatch(/^42\["SYSTEM",\{"type":"connected"/)
  })

  test.each<[string, number[]]>([
    ['once', [1, 2, 3]],
    ['twice', [1, 1, 2, 2, 3, 3]],
    ['out_of_order', [2, 1, 3]],
  ])('arrives %s', async (deliver, expected) => {
    const socket = await listen({ deliver })
    for (const amount of [1, 2, 3]) await give(amount)
    await until(() => socket.donations().length === expected.length)
    expect(amounts(socket.donations())).toEqual(expected)
    expect((await state()).delivered).toEqual({ [channelId]: expected.length })
  })

  test('never arrives where the switch says', async () => {
    const socket = await listen({ deliver: 'never' })
    await give(1)
    await sandbox.set({ deliver: 'once' })
    await give(2)
    await until(() => socket.donations().length > 0)
    expect(amounts(socket.donations())).toEqual([2])
  })

  test('arrives late where the switch says', async () => {
    const socket = await listen({ delayMs: 1_000 })
    await give(1)
    await wait(100)
    expect(socket.donations()).toEqual([])
    await until(() => socket.donations().length === 1)
  })

  test('is not told by a silent server, whose socket stays open', async () => {
    const socket = await listen()
    await sandbox.set({ silent: 'on' })
    const before = socket.frames.length
    await give(1)
    socket.send('2')
    await wait(300)
    expect(socket.frames).toHaveLength(before)
    expect(socket.isOpen()).toBe(true)
    expect((await state()).delivered).toEqual({})
    await sandbox.set({ silent: 'off' })
    socket.send('2')
    await until(() => socket.frames.at(-1) === '3')
  })
})

describe('The studio', () => {
  const path = `/studio/${channelId}`

  test('tests the alert with the captured donation', async () => {
    const socket = await listen()
    const reply = await fetch(sandbox.base + path, { method: 'POST', redirect: 'manual' })
    expect(reply.headers.get('location')).toBe(`/sandbox/chzzk${path}?sent=1`)
    const payload = await until(() => socket.donations()[0])
    expect(JSON.parse(payload)).toEqual({
      donationType: 'CHAT',
      channelId,
      donatorChannelId: 'TEST',
      donatorNickname: 'TEST',
      payAmount: 1000,
      donationText: '유저가 입력한 후원메시지입니다',
      emojis: {},
      eventSentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}$/),
    })
    expect(parseDonationEvent(payload)).toMatchObject({ isTest: true, donorChzzkId: null })
    const shown = await (await fetch(`${sandbox.base}${path}?sent=1`)).text()
    expect(shown).toContain('연결 1개에 테스트 알림을 보냈어요')
    expect(shown).toContain('듣고 있는 연결: 1개')
  })

  test('says when nobody listens, and is linked from the channel', async () => {
    const shown = await (await fetch(`${sandbox.base}${path}`, { method: 'POST' })).text()
    expect(shown).toContain('아무 데도 가지 않았어요')
    expect(await (await fetch(`${sandbox.base}/${channelId}`)).text()).toContain(
      `href="/sandbox/chzzk${path}"`,
    )
    expect((await fetch(`${sandbox.base}/studio/${'f'.repeat(32)}`)).status).toBe(404)
  })

  test('is a program’s too', async () => {
    const headers = { Accept: 'application/json' }
    const reply = await fetch(sandbox.base + path, { method: 'POST', headers })
    expect(await reply.json()).toEqual({ sessions: 0 })
  })
})

test('A switch that is not there is refused by its name', async () => {
  await expect(sandbox.set({ slotLinger: 1 })).rejects.toThrow('slotLinger')
})

test('The switches page has every switch and a form for every act', async () => {
  const shown = await (await fetch(`${sandbox.base}/switches?sessions=2`)).text()
  for (const name of ['payAmount', 'missingScope', 'fourthSession', 'slotLingerSeconds', 'deliver', 'silent'])
    expect(shown).toContain(`name="${name}"`)
  for (const act of ['drop', 'revoke']) expect(shown).toContain(`action="/sandbox/chzzk/sessions/${act}"`)
  expect(shown).toContain('연결 2개에 했어요')
})
