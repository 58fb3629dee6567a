import { describe, expect, test } from 'vitest'
import { toPublicAddress } from '~/http/page-cache/address'
import { PageStore } from '~/http/page-cache/store'

const page = (topic: string, bytes = 10) => ({ topics: [topic], bytes })

describe('Pages in memory', () => {
  test('never take more than their room, whatever comes, grows and goes', () => {
    const store = new PageStore(1_000)
    for (let n = 0; n < 500; n++) {
      const kept = page(`channel ${n % 7}`, 1 + (n % 90))
      store.set(`page ${n}`, kept)
      if (n % 3 === 0) store.grow(`page ${n}`, kept, 20)
      if (n % 5 === 0) store.delete(`page ${n - 3}`)
      if (n % 50 === 0) store.deleteTopic(`channel ${n % 7}`)
      expect(store.bytes).toBeLessThanOrEqual(1_000)
    }
    store.clear()
    expect([store.bytes, store.size]).toEqual([0, 0])
  })

  test('that are asked for again and again survive a flood of others that are asked for once', () => {
    const store = new PageStore<ReturnType<typeof page>>(1_000)
    const hot = ['hot 1', 'hot 2', 'hot 3']
    for (const key of hot) store.set(key, page(key))
    for (let n = 0; n < 10_000; n++) {
      store.set(`made up ${n}`, page(`channel ${n}`))
      if (n % 20 === 0) for (const key of hot) expect(store.get(key), `${key} after ${n}`).toBeDefined()
    }
  })

  test('of one channel take a quarter at most, and push out their own', () => {
    const store = new PageStore<ReturnType<typeof page>>(1_000)
    store.set('small', page('small channel'))
    for (let n = 0; n < 1_000; n++) store.set(`big ${n}`, page('big channel'))
    expect(store.bytes).toBeLessThanOrEqual(260)
    expect(store.get('small')).toBeDefined()
    expect(store.get('big 999')).toBeDefined()
  })

  test('that are too big for that are not kept', () => {
    const store = new PageStore<ReturnType<typeof page>>(1_000)
    store.set('huge', page('channel', 251))
    expect(store.size).toBe(0)
  })

  test('go with their topic, and only they', () => {
    const store = new PageStore<{ topics: string[]; bytes: number }>(1_000)
    store.set('a', { topics: ['channel a', 'live'], bytes: 10 })
    store.set('b', { topics: ['channel b', 'live'], bytes: 10 })
    store.deleteTopic('channel a')
    expect([store.get('a'), store.get('b')?.bytes]).toEqual([undefined, 10])
    store.deleteTopic('live')
    expect(store.bytes).toBe(0)
  })
})

describe('A public address', () => {
  const id = 'a'.repeat(32)
  const other = '0190a000-0000-7000-8000-000000000000'

  test.each([
    ['/', '/', ['channels']],
    ['/?utm_source=x', '/', ['channels']],
    ['/terms?x=1', '/terms', []],
    [`/${id}`, `/${id}`, [id, 'live']],
    [`/${id}?fbclid=1&sort=amount&cursor=x&sort=recent`, `/${id}?cursor=x&sort=recent`, [id, 'live']],
    [`/${id}?chzzkChannelId=${'b'.repeat(32)}`, `/${id}`, [id, 'live']],
    ['/channels?query=a?b', '/channels?query=a%3Fb', ['channels', 'live']],
    [`/feed?limit=5&chzzkChannelId=${id}`, `/feed?chzzkChannelId=${id}&limit=5`, [id]],
    [`/contents?chzzkChannelId=${id}`, `/contents?chzzkChannelId=${id}`, [id]],
    [`/badges?chzzkChannelId=${id}`, `/badges?chzzkChannelId=${id}`, [id]],
    [`/channels/${id}`, `/channels/${id}`, [id, 'live']],
    [`/${id}/contents/${other}`, `/${id}/contents/${other}`, [id]],
    ['/ledger/tile/0/x001/067?x=1', '/ledger/tile/0/x001/067', []],
    ['/ledger/tile/1/000.p/17', '/ledger/tile/1/000.p/17', []],
    ['/ledger/key', '/ledger/key', []],
    [`/badges/icons/${other}`, `/badges/icons/${other}`, ['icons']],
  ])('%s is %s', (asked, url, topics) => {
    expect(toPublicAddress(asked)).toMatchObject({ url, topics })
  })

  test.each([
    `/${id}/donate`,
    `/${id}/letter`,
    `/${id.toUpperCase()}`,
    `/${id}/`,
    '/feed',
    `/feed?chzzkChannelId=${id}0`,
    '/ledger/checkpoint',
    '/ledger/tile/0/0',
    '/dashboard',
    '/me',
    '/login',
    '/install',
    '/events',
    `/contents/${other}/image`,
    `/?query=${'x'.repeat(700)}`,
    '//x',
    '/channels?query=a#b',
    '/terms?_data=root',
    `/${id}?_routes=root`,
  ])('is none of %s', (asked) => {
    expect(toPublicAddress(asked)).toBeNull()
  })
})
