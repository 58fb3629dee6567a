import { beforeEach, describe, expect, test } from 'vitest'
import { db, query } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { getStanding } from '~/domain/badges/standing.server'
import { configureTiers } from '~/domain/badges/tiers.server'
import { kstDayOf } from '~/domain/core/kst'
import { confirmDonation, rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { summarizeUnconfirmed } from '~/domain/donations/find.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { checkWanted } from '~/domain/stats/checks.server'
import { explainFigure } from '~/domain/stats/explain.server'
import { getSummary } from '~/domain/stats/figures.server'
import { explainQuery } from '~/domain/stats/input'
import { withRanges } from '~/domain/stats/ranges.server'
import { rebuildAggregates } from '~/domain/stats/rebuild.server'
import { getRecordProof } from '~/domain/stats/record.server'
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
/** Written as nobody may: with every trigger asleep. */
const asReplica = async (text: string) => {
  const client = await pool.connect()
  await client.query('SET session_replication_role = replica')
  await client.query(text)
  await client.query('RESET session_replication_role')
  client.release()
}
const tier = async () => (await getStanding(channelId, fan.id)).tier

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
    await db.donation.update({ where: { id }, data: { occurredAt: new Date('2026-01-31T15:00:00Z') } })
    const days = await query('days', 'SELECT day, sum_cheese AS sum FROM channel_days ORDER BY day LIMIT 1')
    expect(days).toEqual([{ day: '2026-02-01', sum: 700 }])
    expect(await stats()).toEqual([{ sum: 701, count: 2, days: 2 }])
    expect((await verifyLedger()).disagreement).toBeNull()
  })

  test('know what waits of each day, until it is decided', async () => {
    const waiting = () => query('waiting', 'SELECT day, count FROM channel_unconfirmed_days ORDER BY day')
    const [first, second] = [await donateAs(fan, creator), await donateAs(fan, creator)]
    const today = kstDayOf(new Date())
    expect(await waiting()).toEqual([{ day: today, count: 2 }])
    await db.donation.update({ where: { id: first }, data: { occurredAt: new Date('2026-01-31T15:00:00Z') } })
    expect(await waiting()).toEqual([
      { day: '2026-02-01', count: 1 },
      { day: today, count: 1 },
    ])
    expect(await summarizeUnconfirmed(creator)).toEqual({ count: 2, oldestAt: '2026-01-31T15:00:00.000Z' })
    await confirmDonation(creator, first, 700)
    await rejectDonation(creator, second, '아니에요')
    expect(await waiting()).toEqual([])
    expect(await summarizeUnconfirmed(creator)).toEqual({ count: 0, oldestAt: null })
    expect((await verifyLedger()).disagreement).toBeNull()
  })

  test('are found out when they disagree, and rebuilt', async () => {
    await confirmed(12_000)
    await pool.query('UPDATE user_channel_stats SET sum_cheese = 13000')
    expect((await verifyLedger()).disagreement).toContain('user_channel_stats')
    await pool.query('DELETE FROM user_badges')
    await donateAs(fan, creator)
    await pool.query('UPDATE channel_unconfirmed_days SET count = 2')
    await rebuildAggregates()
    expect((await verifyLedger()).disagreement).toBeNull()
    expect(await tier()).toBe(1)
  })
})

describe('Figures of which the sums disagree with the donations', () => {
  const explain = (limit: number) =>
    explainFigure(creator, explainQuery.parse({ figure: 'total', range: 'all', limit }))
  const prove = () => getRecordProof(fan, creator.chzzkUserId, { period: 'all' })
  const tamper = () => pool.query('UPDATE channel_days SET sum_cheese = sum_cheese + 1')

  beforeEach(async () => {
    await confirmed(700)
    await confirmed(300)
  })

  test('are an error at once where all rows are on one page', async () => {
    expect((await explain(2)).value).toBe(1_000)
    await tamper()
    await expect(explain(2)).rejects.toThrow('does not fit its rows')
    await pool.query('UPDATE user_channel_stats SET sum_cheese = sum_cheese - 1')
    await expect(prove()).rejects.toThrow('does not fit its rows')
  })

  test('are an error from the comparison on that the question brings about, until they are rebuilt', async () => {
    await checkWanted()
    await tamper()
    expect((await explain(1)).value).toBe(1_001)
    const later = new Date(Date.now() + 2 * 3_600_000)
    const [{ channelId: found = '', what = '' } = {}] = await checkWanted(later)
    expect([found, what]).toEqual([
      channelId,
      expect.stringContaining('says 1001/2/0, the donations say 1000/2/0'),
    ])
    await expect(explain(1)).rejects.toThrow('do not fit their rows')
    await expect(prove()).rejects.toThrow('do not fit their rows')
    await rebuildAggregates()
    expect((await explain(1)).value).toBe(1_000)
    expect((await prove()).value).toBe(1_000)
    expect(await checkWanted(later)).toEqual([])
  })

  test('are compared at most once an hour', async () => {
    await explain(1)
    await checkWanted()
    await tamper()
    await explain(1)
    expect(await checkWanted()).toEqual([])
    await explain(1)
    expect(await checkWanted(new Date(Date.now() + 3_700_000))).toHaveLength(1)
  })

  test('of a range of days are found out too', async () => {
    await getSummary(creator, '7d')
    expect((await verifyLedger()).disagreements).toEqual([])
    await pool.query('UPDATE user_channel_ranges SET days = 2 WHERE range_days = 7')
    await pool.query('UPDATE channel_ranges SET people = 3 WHERE range_days = 0')
    expect((await verifyLedger()).counts).toEqual({ user_channel_ranges: 1, channel_ranges: 1 })
    await rebuildAggregates()
    expect((await getSummary(creator, '7d')).activeSupporters).toBe(1)
    expect((await verifyLedger()).disagreements).toEqual([])
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

  test('is found out where it is missing, or where nothing that counts reached it', async () => {
    await confirmed(10_000)
    await pool.query('UPDATE user_badges SET tier = 2')
    const of = `of ${fan.id} in channel ${channelId}`
    expect((await verifyLedger()).disagreements.map(({ what }) => what)).toEqual([
      `badge_holders ${channelId} 1: says 1, the donations say nothing`,
      `badge_holders ${channelId} 2: says nothing, the donations say 1`,
      `badge 1 ${of}: was reached and is missing`,
      `badge 2 ${of}: nothing that counts reached it`,
    ])
    await rebuildAggregates()
    expect((await verifyLedger()).disagreements).toEqual([])
  })

  const raiseBronze = (thresholdAmount: number) =>
    configureTiers(creator, {
      tiers: [
        {
          tier: 1,
          name: '브론즈',
          icon: 'drop',
          thresholdAmount,
          perks: { lettersFirst: true, retweetWeight: 1 },
        },
      ],
    })

  test('that a raised threshold left standing comes back when a reversal was a mistake', async () => {
    const id = await confirmed(10_000)
    await raiseBronze(20_000)
    expect(await tier()).toBe(1)
    await reverseDonation(creator, id, '잘못 눌렀어요')
    expect(await tier()).toBeNull()
    await confirmDonation(creator, id)
    expect(await tier()).toBe(1)
    await rebuildAggregates()
    expect(await tier()).toBe(1)
    expect((await verifyLedger()).disagreements).toEqual([])
  })

  test('that a mistake alone had reached is nobody’s, whatever is confirmed after the threshold was raised', async () => {
    const mistake = await confirmed(10_000)
    await raiseBronze(20_000)
    await confirmed(12_000)
    await reverseDonation(creator, mistake, '없던 후원이에요')
    expect(await tier()).toBeNull()
    await confirmed(8_000)
    expect(await tier()).toBe(1)
    expect((await verifyLedger()).disagreements).toEqual([])
  })

  test('of which the threshold was changed behind its tier, or its history cut, is found out', async () => {
    await raiseBronze(20_000)
    await raiseBronze(30_000)
    await pool.query('UPDATE badges SET threshold_cheese = 40000 WHERE channel_id = $1', [channelId])
    expect((await verifyLedger()).disagreements).toEqual([])
    await asReplica('UPDATE badges SET threshold_cheese = 50000')
    await asReplica('DELETE FROM badge_thresholds WHERE tier = 1 AND seq = 2')
    expect((await verifyLedger()).disagreements.map(({ what }) => what)).toEqual([
      `tier 1 of channel ${channelId}: asks for 50000, its thresholds say 40000`,
      `tier 1 of channel ${channelId}: its threshold 3 does not follow the one before`,
    ])
  })
})

describe('People of a range', () => {
  const people = async () => {
    const { activeSupporters, supporters, repeatRate } = await getSummary(creator, '7d')
    return [activeSupporters, supporters, repeatRate]
  }
  const MOVED = kstDayOf(new Date(Date.now() - 8 * 86_400_000))
  const moveAway = () => pool.query('SELECT move_ranges($1, $2)', [channelId, MOVED])

  test('are there while the aggregates are rebuilt', async () => {
    await confirmed(1_000)
    const before = await people()
    const during = withRanges(creator, new Date(), async () => {
      await rebuildAggregates()
      return query('people', 'SELECT people FROM channel_ranges WHERE channel_id = $1 AND range_days = 7', [
        channelId,
      ])
    })
    expect(await during).toEqual([{ people: 1 }])
    expect(await people()).toEqual(before)
    expect((await verifyLedger()).disagreement).toBeNull()
  })

  test('are of the day that was asked for, whoever moves them meanwhile', async () => {
    await confirmed(1_000)
    let tries = 0
    const found = await withRanges(creator, new Date(), async () => {
      if (tries++ === 0) await moveAway()
      return query('people', 'SELECT people FROM channel_ranges WHERE channel_id = $1 AND range_days = 7', [
        channelId,
      ])
    })
    expect([tries, found]).toEqual([2, [{ people: 1 }]])
    await expect(withRanges(creator, new Date(), moveAway)).rejects.toThrow('again and again')
  })
})

describe('Marks and counters', () => {
  test('that are wrong are named by the verification, and right after a rebuild', async () => {
    await confirmed(1_000)
    await donateAs(fan, creator)
    await asReplica(`UPDATE donation_intents SET has_donation = NOT has_donation;
      UPDATE donation_events SET has_signal = true WHERE source <> 'session';
      DELETE FROM counter_changes WHERE name = 'cheese'; UPDATE counters SET count = count + 5 WHERE name = 'cheese'`)
    const { counts } = await verifyLedger()
    expect(counts).toMatchObject({ 'mark of an intent': 2, 'mark of a signal': 2, counter: 1 })
    await rebuildAggregates()
    expect((await verifyLedger()).disagreement).toBeNull()
  })
})
