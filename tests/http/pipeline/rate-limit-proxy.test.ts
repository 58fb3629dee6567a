import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { stranger, useMelt } from '../../support/melt'

vi.hoisted(() => {
  process.env.MELT_RATE_LIMITS = 'on'
  process.env.TRUST_PROXY = '1'
})

useMelt()

/** Ten seconds into a minute that nobody has used; the clock stands still. */
let minute = Date.UTC(2026, 10, 21, 12)
beforeEach(() => {
  minute += 60_000
  vi.useFakeTimers({ toFake: ['Date'], now: minute + 10_000 })
})
afterAll(() => {
  vi.useRealTimers()
})

async function passed(addressOf: (n: number) => string, times: number) {
  const send = (n: number) =>
    stranger.request('POST', '/donations/intent', { headers: { 'X-Forwarded-For': addressOf(n) } })
  const answers = await Promise.all(Array.from({ length: times }, (_, n) => send(n)))
  return answers.filter(({ status }) => status !== 429).length
}

/** Nothing is left of what was drawn from but the rest of the block that is in memory. */
const spend = (kind: 'address' | 'site') =>
  db.rateLimit.updateMany({ where: { key: { startsWith: `${kind}:` } }, data: { used: 30_000 } })

const LEFT_IN_BLOCK = { address: 49, site: 499 }

describe('Behind one trusted proxy', () => {
  test.each([
    ['203.0.113.1', '203.0.113.1'],
    ['203.0.113.2', '198.51.100.7, 203.0.113.2'],
    ['203.0.113.3', '::ffff:203.0.113.3'],
    ['::ffff:cb00:7104', '203.0.113.4'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
    ['2001:db8::1', '2001:DB8:0:0:5::1'],
    ['2001:db8:7::1', '2001:0db8:0007:0000:1:2:3:4'],
    ['203.0.113.5:40001', '203.0.113.5:40002'],
    ['2001:db8:9::1', '[2001:db8:9::2]:40003'],
    ['unknown', 'unknown'],
  ])('%s and %s are counted as one address', async (first, then) => {
    expect(await passed(() => first, 1)).toBe(1)
    await spend('address')
    expect(await passed(() => then, 60)).toBe(LEFT_IN_BLOCK.address)
  })

  test.each([
    ['203.0.113.1', '203.0.113.9'],
    ['203.0.113.9, 203.0.113.1', '203.0.113.9'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['2001:db8:1:2::1', '203.0.113.1'],
    ['unknown', 'another'],
  ])('%s and %s are counted apart', async (first, then) => {
    expect(await passed(() => first, 1)).toBe(1)
    await spend('address')
    expect(await passed(() => then, 60)).toBe(60)
  })

  test('one IPv6 /48 does not pass as the many networks that it can name', async () => {
    const network = (n: number) => `2001:db8:9:${(n + 16).toString(16)}::1`
    expect(await passed(network, 1)).toBe(1)
    await spend('site')
    expect(await passed((n) => network(n + 1), 520)).toBe(LEFT_IN_BLOCK.site)
    expect(await passed(() => '2001:db8:a::1', 1)).toBe(1)
  })
})
