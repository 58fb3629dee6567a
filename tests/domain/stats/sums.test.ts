import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { query } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { readStanding } from '~/domain/badges/standing.server'
import { confirmDonation } from '~/domain/donations/confirm.server'
import { reverseDonation } from '~/domain/donations/reverse.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { rebuildSums } from '~/domain/stats/rebuild.server'
import { useDatabase } from '../../support/database'
import { emptyDatabase } from '../../support/empty'
import { donateAs, makeCreator, makeViewer } from '../../support/people'

useDatabase()

let creator: Viewer
let fan: Viewer
let channelId: string

beforeEach(async () => {
  await emptyDatabase()
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  fan = await makeViewer('새벽세시라면')
})

const confirmed = async (amount: number) => {
  const id = await donateAs(fan, creator)
  await confirmDonation(creator, id, amount)
  return id
}
const stats = () =>
  query('stats', 'SELECT sum_cheese AS sum, count, days FROM user_channel_stats WHERE channel_id = $1', [
    channelId,
  ])
const tier = async () => (await readStanding(channelId, fan.id)).tier

describe('The sums', () => {
  test('follow every confirmation and every reversal in the same transaction', async () => {
    await confirmed(700)
    const second = await confirmed(300)
    expect(await stats()).toEqual([{ sum: 1000, count: 2, days: 1 }])
    await reverseDonation(creator, second, '틀림')
    expect(await stats()).toEqual([{ sum: 700, count: 1, days: 1 }])
    expect((await verifyLedger()).disagreement).toBeNull()
  })

  test('forget a day that has nothing left', async () => {
    await reverseDonation(creator, await confirmed(700), '틀림')
    expect(await stats()).toEqual([])
    for (const table of ['channel_days', 'channel_hours', 'channel_week_hours', 'user_channel_days']) {
      expect(await query(`all_${table}`, `SELECT * FROM ${table}`)).toEqual([])
    }
  })

  test('move with a donation whose time is corrected', async () => {
    const id = await confirmed(700)
    await confirmed(1)
    await db.donationEvent.update({ where: { id }, data: { occurredAt: new Date('2026-01-31T15:00:00Z') } })
    const days = await query('days', 'SELECT day, sum_cheese AS sum FROM channel_days ORDER BY day LIMIT 1')
    expect(days).toEqual([{ day: '2026-02-01', sum: 700 }])
    expect(await stats()).toEqual([{ sum: 701, count: 2, days: 2 }])
    expect((await verifyLedger()).disagreement).toBeNull()
  })

  test('are found out when they disagree, and rebuilt', async () => {
    await confirmed(12_000)
    await pool.query('UPDATE user_channel_stats SET sum_cheese = 13000')
    expect((await verifyLedger()).disagreement).toContain('user_channel_stats')
    await pool.query('DELETE FROM user_badges')
    await rebuildSums()
    expect((await verifyLedger()).disagreement).toBeNull()
    expect(await tier()).toBe(1)
  })
})

describe('A badge', () => {
  test('is there at once, and a reversal takes it back as a correction', async () => {
    await confirmed(9_999)
    expect(await tier()).toBeNull()
    const second = await confirmed(40_001)
    expect(await tier()).toBe(2)
    await reverseDonation(creator, second, '틀림')
    expect(await tier()).toBeNull()
    const changes = await db.badgeChange.findMany({ orderBy: { seq: 'asc' } })
    expect(changes).toMatchObject([
      { fromTier: null, toTier: 2 },
      { fromTier: 2, toTier: null },
    ])
  })

  test('a badge that is missing is found out', async () => {
    await confirmed(10_000)
    await pool.query('DELETE FROM user_badges')
    expect((await verifyLedger()).disagreement).toContain('the badges of')
  })
})
