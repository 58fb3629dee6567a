import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { confirmDonation, rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { discloseDonation } from '~/domain/donations/disclosure.server'
import { getDonation } from '~/domain/donations/find.server'
import { createIntent, getOwnIntent } from '~/domain/donations/intents.server'
import { listDonations } from '~/domain/donations/list.server'
import { addManualDonation } from '~/domain/donations/manual.server'
import { mergeDonation, unmergeDonation } from '~/domain/donations/merge.server'
import { registerDonation } from '~/domain/donations/register.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { getFeed } from '~/domain/feed/get.server'
import { getSummary } from '~/domain/stats/figures.server'
import { connectionOf, eventOf, processAll } from '../../support/chzzk-events'
import { useDatabase } from '../../support/database'
import { everythingOf } from '../../support/everything'
import { makeCreator, makeViewer, manualOf } from '../../support/people'

useDatabase()

let creator: Viewer
let fan: Viewer
let channelId: string
let socket: Awaited<ReturnType<typeof connectionOf>>

beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  fan = await makeViewer('새벽세시라면')
  channelId = creator.channel?.id ?? ''
  socket = await connectionOf(creator)
  await chooseAutoConfirmMode(creator, 'auto')
})

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

async function openFor(amount: number) {
  const asked = { chzzkChannelId: creator.chzzkUserId, message: null, amount, requestId: null }
  return (await createIntent(fan, asked)).intentId
}

const registration = (intentId: string, amount: number) => ({
  intentId,
  message: '멜트에 쓴 말',
  amount,
  hideAmount: false,
  hideName: false,
})

async function claim(amount: number) {
  const { donation } = await registerDonation(fan, registration(await openFor(amount), amount))
  return donation.id
}

/** CHZZK sends a donation: the id of what became of it. */
async function receive(from: Viewer | null, payAmount: number, fields: object = {}) {
  const known = await db.donation.findMany({ where: { channelId }, select: { id: true } })
  await socket.store(eventOf(creator, from, { payAmount, ...fields }))
  await processAll()
  const id = { notIn: known.map((one) => one.id) }
  return (await db.donation.findFirst({ where: { channelId, id } }))?.id ?? ''
}

const byName = async (amount: number, fields: object = {}) =>
  (await addManualDonation(creator, { ...manualOf(amount), donorName: '라면', ...fields })).donation.id

const total = async () => (await getSummary(creator, 'all')).total
const feed = async () => {
  const asked = { chzzkChannelId: creator.chzzkUserId, cursor: undefined, limit: 20 }
  const { items } = await getFeed({ ...asked, sort: 'recent', period: 'all' })
  return items.map(({ author, content, donation }) => [author.displayName, content, donation?.amount ?? null])
}
const doubleOf = async (id: string) => {
  const { items } = await listDonations(creator, { limit: 50 })
  return items.find((one) => one.id === id)?.likelyDouble ?? null
}
const statusOf = async (id: string) => (await db.donation.findUniqueOrThrow({ where: { id } })).status
const refusalOf = (act: Promise<unknown>) =>
  act.then(
    () => 'ok',
    (error) => error.reason,
  )

/** A merge counts once and is whole; undone, everything is as it was. */
async function mergeAndBack(id: string, intoId: string, check: () => Promise<void>) {
  const before = await everythingOf(channelId)
  await mergeDonation(creator, id, intoId)
  expect((await verifyLedger()).disagreement).toBeNull()
  await check()
  const merged = await everythingOf(channelId)
  await mergeDonation(creator, id, intoId)
  expect(await everythingOf(channelId)).toEqual(merged)
  await unmergeDonation(creator, id)
  expect(await everythingOf(channelId)).toEqual(before)
  await unmergeDonation(creator, id)
  expect(await everythingOf(channelId)).toEqual(before)
  expect((await verifyLedger()).disagreement).toBeNull()
}

describe('A fan gave anonymously and told Melt as well', () => {
  test('in auto the claim is shown beside the signal, and merged it counts once, as the fan’s', async () => {
    const intentId = await openFor(7777)
    const signaled = await receive(null, 7777)
    const { donation } = await registerDonation(fan, registration(intentId, 7777))
    expect(await doubleOf(donation.id)).toMatchObject({
      id: signaled,
      source: 'session',
      amount: 7777,
      merge: { id: donation.id, intoId: signaled },
    })
    await mergeAndBack(donation.id, signaled, async () => {
      expect(await total()).toBe(7777)
      expect(await feed()).toEqual([['새벽세시라면', '멜트에 쓴 말', 7777]])
      expect(await statusOf(donation.id)).toBe('REJECTED')
      const { entries } = await getDonation(creator, donation.id)
      expect(entries.at(-1)).toMatchObject({
        from: 'OCCURRED',
        to: 'REJECTED',
        amountDelta: 0,
        reason: 'merged',
      })
      const own = await db.userChannelStats.findFirst({ where: { channelId, userId: fan.id } })
      expect(own?.sumCheese).toBe(7777n)
      expect(await getOwnIntent(fan, creator.chzzkUserId, intentId)).toMatchObject({ donationId: signaled })
      const again = await registerDonation(fan, registration(intentId, 7777))
      expect(again).toMatchObject({ replayed: true, donation: { id: signaled, status: 'CONFIRMED' } })
      expect(await doubleOf(signaled)).toBeNull()
    })
  })

  test('in assist both wait, both are marked, and merged one tap counts one', async () => {
    await chooseAutoConfirmMode(creator, 'assist')
    const [id, signaled] = [await claim(7777), await receive(null, 7777)]
    expect(await doubleOf(id)).toMatchObject({ id: signaled })
    expect(await doubleOf(signaled)).toMatchObject({ id, merge: { id, intoId: signaled } })
    await mergeAndBack(id, signaled, async () => expect(await total()).toBe(0))
    await mergeDonation(creator, id, signaled)
    await confirmDonation(creator, signaled)
    expect(await total()).toBe(7777)
    expect(await refusalOf(confirmDonation(creator, id))).toBe('illegal_transition')
  })

  test('both were confirmed: merging reverses the claim, and no badge comes or goes on the way', async () => {
    const [id, signaled] = [await claim(9999), await receive(null, 9999)]
    await confirmDonation(creator, id)
    await mergeAndBack(id, signaled, async () => expect(await total()).toBe(9999))
    expect(await db.badgeChange.count({ where: { channelId, userId: fan.id } })).toBe(0)
    await confirmDonation(creator, await claim(1))
    await db.badge.updateMany({ where: { channelId, tier: 1 }, data: { thresholdCheese: 20_000 } })
    await mergeAndBack(id, signaled, async () => expect(await total()).toBe(10_000))
    expect(await db.badgeChange.count({ where: { channelId, userId: fan.id } })).toBe(1)
  })

  test('the words that came with the signal are not shown to the fan beside their own', async () => {
    const [id, signaled] = [await claim(5000), await receive(null, 5000, { donationText: '남의 말일 수도' })]
    await mergeDonation(creator, id, signaled)
    for (const one of [id, signaled]) {
      expect(JSON.stringify(await getDonation(fan, one))).not.toContain('남의 말일 수도')
    }
    await unmergeDonation(creator, id)
    expect(await refusalOf(getDonation(fan, signaled))).toBe('not_found')
    expect(await feed()).toContainEqual(['익명', '남의 말일 수도', 5000])
  })

  test('what the fan hid stays hidden, also what they hid after the merge', async () => {
    const [id, signaled] = [await claim(5000), await receive(null, 5000)]
    await discloseDonation(fan, id, { hideAmount: true, hideName: false })
    await mergeAndBack(id, signaled, async () => {
      expect(await feed()).toEqual([['새벽세시라면', '멜트에 쓴 말', null]])
    })
    await mergeDonation(creator, id, signaled)
    await discloseDonation(fan, signaled, { hideAmount: false, hideName: true })
    await unmergeDonation(creator, id)
    const [one, other] = [await getDonation(creator, id), await getDonation(creator, signaled)]
    expect(one.donation).toMatchObject({ hideAmount: false, hideName: true })
    expect(other.donation).toMatchObject({ hideAmount: false, hideName: false, donor: { chzzkUserId: null } })
  })

  test('what the fan hides while two of their own are one stays hidden in both', async () => {
    const id = await claim(600)
    const into = await byName(600, { donorName: null, chzzkUserId: fan.chzzkUserId })
    await mergeDonation(creator, id, into)
    await discloseDonation(fan, into, { hideAmount: true, hideName: true })
    await unmergeDonation(creator, id)
    await confirmDonation(creator, id)
    expect((await feed()).map(([name, , amount]) => [name, amount])).toEqual([
      ['익명', null],
      ['익명', null],
    ])
  })
})

describe('A creator added by hand what CHZZK tells of as well', () => {
  test('by name, then the event of that person', async () => {
    const hand = await byName(3334, { occurredAt: minutesAgo(90).toISOString(), message: '옮겨 적은 말' })
    const signaled = await receive(fan, 3334)
    expect(await total()).toBe(6668)
    expect(await doubleOf(signaled)).toMatchObject({ id: hand, merge: { id: hand, intoId: signaled } })
    await mergeAndBack(hand, signaled, async () => {
      expect(await total()).toBe(3334)
      expect(await feed()).toEqual([['새벽세시라면', '치지직에서 쓴 말', 3334]])
    })
  })

  test('in assist the waiting signal goes into what is confirmed, and no second event finds it again', async () => {
    await chooseAutoConfirmMode(creator, 'assist')
    const hand = await byName(3334)
    const signaled = await receive(fan, 3334)
    expect(await doubleOf(signaled)).toMatchObject({ merge: { id: signaled, intoId: hand } })
    await mergeAndBack(signaled, hand, async () => {
      expect(await feed()).toEqual([['새벽세시라면', '치지직에서 쓴 말', 3334]])
      const { donation } = await getDonation(creator, hand)
      expect(donation).toMatchObject({ signal: { amount: 3334 }, donor: { chzzkUserId: fan.chzzkUserId } })
    })
    await mergeDonation(creator, signaled, hand)
    expect(await receive(fan, 3334, { donationText: '한 번 더' })).not.toBe('')
  })

  test('of somebody anonymous: the name that was typed is the creator’s alone', async () => {
    const [signaled, hand] = [await receive(null, 3334), await byName(3334)]
    await mergeAndBack(hand, signaled, async () => {
      expect(await feed()).toEqual([['익명', '치지직에서 쓴 말', 3334]])
      expect((await getDonation(creator, signaled)).donation.donor.displayName).toBe('라면')
    })
  })
})

describe('A rejected claim whose event comes later', () => {
  test.each([
    ['anonymously', null],
    ['by name', 'fan'],
  ] as const)('%s is shown beside it, and its words come back', async (_, by) => {
    const id = await claim(2500)
    await rejectDonation(creator, id, '치지직 후원 내역에 없어요')
    const signaled = await receive(by && fan, 2500, { donationText: '' })
    expect(await doubleOf(signaled)).toMatchObject({
      id,
      status: 'REJECTED',
      merge: { id, intoId: signaled },
    })
    await mergeAndBack(id, signaled, async () => {
      expect(await feed()).toEqual([['새벽세시라면', '멜트에 쓴 말', 2500]])
    })
    await rejectDonation(creator, id, '치지직 후원 내역에 없어요')
    expect(await refusalOf(rejectDonation(creator, id, '다른 이유'))).toBe('conflict')
  })

  test('an event from before the rejection is what it was rejected for', async () => {
    const [id, signaled] = [await claim(2500), await receive(null, 2500)]
    await rejectDonation(creator, id, '같은 후원을 두 번 등록했어요')
    expect(await doubleOf(signaled)).toBeNull()
  })
})

describe('What is no double', () => {
  test('two signals, two additions by hand, another amount, a fan who is known', async () => {
    const ids = [await receive(null, 1000), await receive(null, 1000, { donationText: '또' })]
    ids.push(await claim(1001), await receive(await makeViewer('감자'), 1001))
    ids.push(await byName(1002), await byName(1002))
    for (const id of ids) expect(await doubleOf(id)).toBeNull()
  })

  test('what a creator added by hand is asked about beside the nearest of equal claims, not beside all', async () => {
    const [early, late] = [await claim(1_000), await claim(1_000)]
    const added = await byName(1_000, { occurredAt: new Date().toISOString() })
    const { items } = await listDonations(creator, { chzzkChannelId: creator.chzzkUserId, limit: 100 })
    const doubles = Object.fromEntries(items.map(({ id, likelyDouble }) => [id, likelyDouble?.id ?? null]))
    expect(doubles).toEqual({ [early]: null, [late]: added, [added]: late })
  })

  test('a signal from before the fan’s hour, and one of the day after', async () => {
    const early = await receive(null, 4000, { eventSentAt: undefined })
    await db.donation.update({ where: { id: early }, data: { occurredAt: minutesAgo(62) } })
    const id = await claim(4000)
    expect(await doubleOf(id)).toBeNull()
    await db.donation.update({ where: { id: early }, data: { occurredAt: minutesAgo(58) } })
    expect(await doubleOf(id)).toMatchObject({ id: early })
  })
})

describe('A merge is refused', () => {
  const merge = (id: string, intoId: string, by = creator) => refusalOf(mergeDonation(by, id, intoId))

  test('to strangers, to fans, and into what is of another channel', async () => {
    const [id, signaled] = [await claim(7777), await receive(null, 7777)]
    const other = await makeCreator('고구마탐험대')
    const foreign = (await addManualDonation(other, manualOf(7777))).donation.id
    for (const by of [fan, other, await makeViewer('감자')])
      expect(await merge(id, signaled, by)).toBe('not_found')
    expect(await merge(id, foreign)).toBe('not_found')
    expect(await merge(foreign, id)).toBe('not_found')
    await mergeDonation(creator, id, signaled)
    expect(await refusalOf(unmergeDonation(fan, id))).toBe('not_found')
  })

  test('into a second one, into itself, of two people, of two signals, into what does not stand', async () => {
    const [id, signaled] = [await claim(7777), await receive(null, 7777)]
    const others = await receive(await makeViewer('감자'), 7777)
    const closed = await byName(7777)
    await reverseDonation(creator, closed, '틀림')
    for (const [one, into] of [
      [id, id],
      [id, others],
      [signaled, others],
      [id, closed],
      [closed, id],
      [signaled, id],
    ] as const) {
      expect(await merge(one, into)).toBe('illegal_transition')
    }
    await mergeDonation(creator, id, signaled)
    expect(await merge(id, await byName(7777))).toBe('conflict')
    expect(await merge(await byName(7777), id)).toBe('illegal_transition')
    expect(await refusalOf(unmergeDonation(creator, signaled))).toBe('illegal_transition')
  })

  test('to be undone after 30 days, and out of order', async () => {
    const [id, signaled, hand] = [await claim(7777), await receive(null, 7777), await byName(7777)]
    await mergeAndBack(id, signaled, async () => {
      await mergeDonation(creator, hand, signaled)
      expect(await total()).toBe(7777)
      expect(await refusalOf(unmergeDonation(creator, id))).toBe('illegal_transition')
      await unmergeDonation(creator, hand)
    })
    await mergeDonation(creator, id, signaled)
    await db.donation.update({ where: { id }, data: { mergedAt: minutesAgo(30 * 24 * 60 + 1) } })
    expect(await refusalOf(unmergeDonation(creator, id))).toBe('illegal_transition')
  })
})

test('A merge that was erased, or turned to a donation of somebody else, is named by the check of the ledger', async () => {
  const [id, into] = [await claim(810), await byName(810)]
  const other = await byName(810)
  await mergeDonation(creator, id, into)
  const named = async (change: string, values: string[]) => {
    const client = await pool.connect()
    try {
      await client.query('SET session_replication_role = replica')
      await client.query(`UPDATE donation_events SET ${change} WHERE id = $1`, values)
    } finally {
      await client.query('RESET session_replication_role')
      client.release()
    }
    return (await verifyLedger()).disagreements.map(({ what }) => what)
  }
  expect(await named('merged_into_id = $2', [id, other])).toEqual([
    `donation ${id}: is merged into one of somebody else`,
  ])
  expect(await named("merged_into_id = NULL, merged_at = NULL, merge_took = '{}'", [id])).toContain(
    `donation ${id}: the entries say that it was merged`,
  )
})
