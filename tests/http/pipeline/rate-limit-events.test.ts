import { afterAll, expect, test, vi } from 'vitest'
import { type Listener, openEvents } from '../../support/events'
import { type Client, signedIn, stranger, useMelt } from '../../support/melt'
import { expectRefused } from '../../support/operations'
import { someChzzkId } from '../../support/people'

vi.hoisted(() => {
  process.env.MELT_RATE_LIMITS = 'on'
})

useMelt()

const open: Listener[] = []
afterAll(() => {
  for (const { leave } of open) leave()
})

async function listenAs(by: Client, { chzzkUserId }: Client) {
  const listener = await openEvents(by, chzzkUserId)
  if (listener.response.ok) open.push(listener)
  return listener.response.status
}

test('One person keeps twenty streams open, and a place is free again when one is left', async () => {
  const of = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const many = () => Promise.all(Array.from({ length: 25 }, () => listenAs(of, of)))
  expect((await many()).filter((status) => status === 200)).toHaveLength(20)
  const refused = await of.get(`/events?chzzkChannelId=${of.chzzkUserId}`)
  expect(refused.headers.get('Retry-After')).toBe('60')
  expect((await expectRefused(refused, 'one too many')).code).toBe('rate_limited')
  expect(await listenAs(stranger, of)).toBe(200)
  open[0]?.leave()
  await vi.waitFor(async () => expect(await listenAs(of, of)).toBe(200), { timeout: 5_000, interval: 100 })
})

test('An asked stream counts as one read', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 21, 12, 0, 10) })
  const one = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면', opened: true })
  const ask = () => one.request('HEAD', `/events?chzzkChannelId=${one.chzzkUserId}`)
  const statuses: number[] = []
  for (let sent = 0; sent < 320; sent += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, ask))
    statuses.push(...answers.map(({ status }) => status))
  }
  vi.useRealTimers()
  expect(statuses.filter((status) => status === 200)).toHaveLength(300)
})

test('A form that names a stream as its page takes no place of one', async () => {
  const of = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  for (let n = 0; n < 21; n++) {
    const formPage = `/events?chzzkChannelId=${of.chzzkUserId}`
    expect((await of.form('/messages/dm', { formPage })).status).toBe(422)
  }
  expect(await listenAs(of, of)).toBe(200)
})
