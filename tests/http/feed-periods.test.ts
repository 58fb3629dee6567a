import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { getFeed } from '~/domain/feed/get.server'
import { feedQuery } from '~/domain/feed/input'
import { type Client, signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

let owner: Client

/** A donation's message, given at a time of our choice: its content is its name. */
async function post(content: string, at: string) {
  const body = { amount: 1000, message: content }
  const { donation } = await owner.ask<{ donation: { id: string } }>('POST', '/donations/manual', body)
  await db.donation.update({ where: { id: donation.id }, data: { occurredAt: new Date(at) } })
}

describe('A period', () => {
  /** Tuesday, the first of December, as it begins in Seoul. */
  const MIDNIGHT = new Date('2026-11-30T15:00:00Z')
  const moments = {
    'today, first': '2026-11-30T15:00:00.000Z',
    'yesterday, last': '2026-11-30T14:59:59.999Z',
    'Monday, first': '2026-11-29T15:00:00.000Z',
    'Sunday, last': '2026-11-29T14:59:59.999Z',
    'November, first': '2026-10-31T15:00:00.000Z',
    'October, last': '2026-10-31T14:59:59.999Z',
  }

  beforeAll(async () => {
    owner = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    for (const [content, at] of Object.entries(moments)) await post(content, at)
  })

  const contents = async (period: string, now: Date) => {
    const query = feedQuery.parse({ chzzkChannelId: owner.chzzkUserId, period, limit: 50 })
    return (await getFeed(query, now)).items.map(({ content }) => content)
  }
  const all = Object.keys(moments)

  test('begins at midnight, on Monday and on the first in Seoul', async () => {
    expect(await contents('today', MIDNIGHT)).toEqual(all.slice(0, 1))
    expect(await contents('week', MIDNIGHT)).toEqual(all.slice(0, 3))
    expect(await contents('month', MIDNIGHT)).toEqual(all.slice(0, 1))
    expect(await contents('all', MIDNIGHT)).toEqual(all)
  })

  test('is still the old one a millisecond before', async () => {
    const before = new Date(MIDNIGHT.getTime() - 1)
    expect(await contents('today', before)).toEqual(all.slice(0, 3))
    expect(await contents('month', before)).toEqual(all.slice(0, 5))
    const sunday = new Date('2026-11-29T14:59:59.999Z')
    expect(await contents('week', sunday)).toEqual(all.slice(0, 4))
  })
})
