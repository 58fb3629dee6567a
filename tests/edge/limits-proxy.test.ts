import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { stranger, useMelt } from '../support/melt'

vi.hoisted(() => {
  process.env.MELT_RATE_LIMITS = 'on'
  process.env.TRUST_PROXY = '1'
})

useMelt()

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 21, 12, 0, 10) })
})
afterAll(() => {
  vi.useRealTimers()
})

async function passed(addressOf: (n: number) => string, times = 70) {
  const send = (n: number) =>
    stranger.request('POST', '/donations/intent', { headers: { 'X-Forwarded-For': addressOf(n) } })
  const answers = await Promise.all(Array.from({ length: times }, (_, n) => send(n)))
  return answers.filter(({ status }) => status !== 429).length
}

test('Behind one trusted proxy, the address it saw counts and what stands before it does not', async () => {
  expect(await passed(() => '203.0.113.1')).toBe(60)
  expect(await passed((n) => `198.51.100.${n}, 203.0.113.2`)).toBe(60)
  expect(await passed((n) => `203.0.113.${n + 10}`)).toBe(70)
})

test('An IPv6 household is one address, and another household another', async () => {
  expect(await passed((n) => `2001:db8:1:2::${n + 1}`)).toBe(60)
  expect(await passed((n) => `2001:db8:1:${(n + 16).toString(16)}::1`)).toBe(70)
  expect(await passed((n) => `2001:db8::${n + 1}:2:3:4`)).toBe(60)
  expect(await passed(() => '::ffff:203.0.113.1', 1)).toBe(0)
})

test('What is no address is still counted', async () => {
  expect(await passed(() => 'unknown')).toBe(60)
})
