/**
 * Tiers that change while many support a channel: people are settled in batches, by whoever goes on with the job. Wherever that is cut
 * short and whatever is confirmed or taken back meanwhile, in the end all is as one transaction would have left it, and nobody outside
 * the change is written.
 */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Prisma } from '#prisma'
import { db, newId, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { isSettling, settleBadges } from '~/domain/badges/settle.server'
import { configureTiers } from '~/domain/badges/tiers.server'
import { type Batch, runJobs } from '~/domain/core/jobs.server'
import type { NewDonation } from '~/domain/donations/entry'
import { withLedger } from '~/domain/donations/ledger.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { useDatabase } from '../../support/database'
import { makeCreator, someChzzkId } from '../../support/people'

const RUNS = Number(process.env.MELT_FIGURE_HISTORIES ?? 4)

useDatabase()
beforeEach(() => db.job.deleteMany())

type Supporter = { id: string; donationId: string }
type Thresholds = { tier: number; threshold: number; lettersFirst: boolean }[]

/** A channel whose supporters gave these sums, confirmed; each wrote a letter. */
async function channelOf(
  sums: number[],
): Promise<{ creator: Viewer; channelId: string; people: Supporter[] }> {
  const creator = await makeCreator('밤비')
  const channelId = creator.channel?.id ?? ''
  const ids = sums.map(() => newId())
  const agreedAt = new Date('2026-01-01')
  await db.user.createMany({
    data: ids.map((id) => ({ id, chzzkUserId: someChzzkId(), displayName: '팬', agreedAt })),
  })
  const actor = { kind: 'creator', id: creator.id } as const
  const given = await withLedger(channelId, async (ledger) => {
    const rows = sums.map((amountCheese, n) => {
      const donation: NewDonation = {
        donorId: ids[n] ?? null,
        status: 'CONFIRMED',
        source: 'manual',
        amountCheese,
        occurredAt: new Date(),
      }
      return ledger.prepareDonation(donation, actor)
    })
    await ledger.tx.donation.createMany({ data: rows })
    return rows.map(({ id }) => id)
  })
  const letter = { channelId, type: 'dm', visibility: 'private', content: '안녕하세요' } as const
  await db.message.createMany({ data: ids.map((authorId) => ({ ...letter, authorId })) })
  return { creator, channelId, people: ids.map((id, n) => ({ id, donationId: given[n] ?? '' })) }
}

/** The tiers as an act would change them, without its first batch. */
async function change(tx: Tx, channelId: string, tiers: Thresholds) {
  for (const { tier, threshold: thresholdCheese, lettersFirst } of tiers) {
    const fields = { name: `배지 ${tier}`, icon: 'star', thresholdCheese, lettersFirst }
    await tx.badge.upsert({
      where: { channelId_tier: { channelId, tier } },
      create: { channelId, tier, ...fields },
      update: fields,
    })
  }
  await tx.badge.deleteMany({ where: { channelId, tier: { gt: tiers.length } } })
}

class Killed extends Error {}

/** One batch of the channel's oldest job; killed, it is undone. False where there is none. */
async function playBatch(channelId: string, limit: number, killed = false): Promise<boolean> {
  const played = db.$transaction(async (tx) => {
    const job = await tx.job.findFirst({ where: { subjectId: channelId }, orderBy: { id: 'asc' } })
    if (!job) return false
    const { count, state } = await settleBadges(tx, { ...job, state: job.state as Prisma.JsonObject }, limit)
    expect(count).toBeLessThanOrEqual(limit)
    if (state)
      await tx.job.update({ where: { id: job.id }, data: { state, doneCount: { increment: count } } })
    else await tx.job.delete({ where: { id: job.id } })
    if (killed) throw new Killed()
    return true
  })
  return played.catch((error: unknown) => {
    if (error instanceof Killed) return true
    throw error
  })
}

const MOST = 1_000_000

/** All that settling writes, as of now. */
async function standing(tx: Tx, channelId: string) {
  const badges = await tx.userBadge.findMany({ where: { channelId }, select: { userId: true, tier: true } })
  const changes = await tx.badgeChange.findMany({ where: { channelId }, omit: { at: true } })
  const letters = await tx.message.findMany({
    where: { channelId, type: 'dm' },
    select: { authorId: true, inboxRank: true },
  })
  const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()
  return { badges: sorted(badges), changes: sorted(changes), letters: sorted(letters) }
}

class Undone extends Error {
  constructor(readonly would: Awaited<ReturnType<typeof standing>>) {
    super()
  }
}

/** What one transaction would have made of it, which is undone again. */
async function inOneTransaction(channelId: string, tiers: Thresholds) {
  const undone = db.$transaction(async (tx) => {
    await change(tx, channelId, tiers)
    for (const { subjectId, ...job } of await tx.job.findMany({ where: { subjectId: channelId } }))
      await settleBadges(tx, { ...job, subjectId, state: job.state as Prisma.JsonObject }, MOST)
    throw new Undone(await standing(tx, channelId))
  })
  return undone.catch((error: unknown) => {
    if (error instanceof Undone) return error.would
    throw error
  })
}

const agrees = async () => expect((await verifyLedger()).disagreements).toEqual([])

const sum = fc.constantFrom(1, 900, 999, 1_000, 4_500, 4_999, 5_000, 8_000, 9_000, 10_000, 49_999, 60_000)
const tiers = fc
  .uniqueArray(fc.constantFrom(1, 900, 1_000, 4_500, 5_000, 9_000, 10_000, 50_000), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.sort((a, b) => a - b))
  .chain((all) =>
    fc.tuple(
      ...all.map((threshold, n) =>
        fc.record({
          tier: fc.constant(n + 1),
          threshold: fc.constant(threshold),
          lettersFirst: fc.boolean(),
        }),
      ),
    ),
  )

describe('Settling in batches', () => {
  test('killed at any batch ends in what one transaction would have made', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sum, { minLength: 5, maxLength: 12 }),
        fc.array(tiers, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.boolean()),
        async (sums, all, limit, kills) => {
          const { channelId } = await channelOf(sums)
          for (const one of all) {
            const would = await inOneTransaction(channelId, one)
            await db.$transaction((tx) => change(tx, channelId, one))
            await agrees()
            let left = true
            for (let batch = 0; left; batch++) {
              const killed = batch % 2 === 0 && kills.next().value === true
              left = await playBatch(channelId, limit, killed)
            }
            expect(await standing(db, channelId)).toEqual(would)
          }
          await agrees()
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('leaves whoever is confirmed or taken back meanwhile right at once', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sum, { minLength: 6, maxLength: 10 }),
        fc.array(tiers, { minLength: 2, maxLength: 3 }),
        fc.array(fc.nat(9), { minLength: 4, maxLength: 8 }),
        async (sums, all, picks) => {
          const { creator, channelId, people } = await channelOf(sums)
          const next = picks.values()
          for (const one of all) {
            await db.$transaction((tx) => change(tx, channelId, one))
            for (const pick of [next.next().value ?? 0, next.next().value ?? 1]) {
              await playBatch(channelId, 1)
              await toggle(creator, channelId, people[pick % people.length])
              await agrees()
            }
          }
          while (await playBatch(channelId, 3)) await agrees()
          expect(await db.job.count()).toBe(0)
          await agrees()
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('writes nobody whom the change cannot touch, and at most a batch at a time', async () => {
    const { channelId, people } = await channelOf([...Array(30).keys()].map((n) => 8_000 + n * 100))
    const between = people.filter((_, n) => n >= 10 && n < 20).map(({ id }) => id)
    const before = await versions(channelId)
    await db.$transaction((tx) => change(tx, channelId, [{ tier: 1, threshold: 9_000, lettersFirst: true }]))
    const countChanges = () => db.badgeChange.count({ where: { channelId } })
    let batches = 0
    for (let last = await countChanges(); await playBatch(channelId, 4); batches++) {
      const given = await countChanges()
      expect(given - last).toBeLessThanOrEqual(4)
      last = given
    }
    expect(batches).toBeGreaterThan(2)
    const after = await versions(channelId)
    const written = [...after.keys()].filter((key) => after.get(key) !== before.get(key))
    expect(new Set(written.map((key) => key.split(' ')[1]))).toEqual(new Set(between))
  })
})

test('Letters of whoever passes the job without another badge are in their place', async () => {
  const { creator, channelId, people } = await channelOf([...Array(8).keys()].map((n) => 6_000 + n))
  await db.$transaction((tx) => change(tx, channelId, [{ tier: 1, threshold: 5_000, lettersFirst: false }]))
  while (await playBatch(channelId, 10)) {}
  await db.$transaction((tx) => change(tx, channelId, [{ tier: 1, threshold: 5_000, lettersFirst: true }]))
  await playBatch(channelId, 4)
  const lowest = people[0]
  await withLedger(channelId, async (ledger) => {
    await ledger.createDonation(
      {
        donorId: lowest?.id ?? null,
        status: 'CONFIRMED',
        source: 'manual',
        amountCheese: 3_000,
        occurredAt: new Date(),
      },
      { kind: 'creator', id: creator.id },
    )
  })
  await agrees()
  while (await playBatch(channelId, 4)) await agrees()
  await agrees()
})

/** A confirmed donation is taken back, or confirmed again. */
async function toggle({ id }: Viewer, channelId: string, person: Supporter | undefined) {
  if (!person) return
  await withLedger(channelId, async (ledger) => {
    const donation = await ledger.tx.donation.findUniqueOrThrow({ where: { id: person.donationId } })
    const to = donation.status === 'CONFIRMED' ? 'REVERSED' : 'CONFIRMED'
    const { amountCheese } = donation
    await ledger.changeStatus(donation, { to, amountCheese, actor: { kind: 'creator', id }, reason: '틀림' })
  })
}

/** Which version of a person's rows stands: another after any write. */
async function versions(channelId: string) {
  const rows = await db.$queryRaw<{ key: string; version: string }[]>`
    SELECT concat_ws(' ', 'badge', user_id, tier) AS key, xmin::text AS version FROM user_badges WHERE channel_id = ${channelId}::uuid
    UNION ALL SELECT concat_ws(' ', 'sum', user_id), xmin::text FROM user_channel_stats WHERE channel_id = ${channelId}::uuid
    UNION ALL SELECT concat_ws(' ', 'letter', author_id), xmin::text FROM messages WHERE channel_id = ${channelId}::uuid AND type = 'dm'
    UNION ALL SELECT concat_ws(' ', 'change', user_id, seq), xmin::text FROM badge_changes WHERE channel_id = ${channelId}::uuid`
  return new Map(rows.map(({ key, version }) => [key, version]))
}

const forever = { goesOn: () => true, report: () => undefined }
const refused: Batch = () => Promise.reject(new Error('refused'))
const ofOthers = {
  delete_account: refused,
  apply_statement: refused,
  undo_statement: refused,
  announce_post: refused,
}
const tier = (thresholdAmount: number) => ({
  tier: 1,
  name: '씨앗',
  icon: 'sprout',
  thresholdAmount,
  perks: { lettersFirst: true, retweetWeight: 1 },
})

describe('A save of tiers', () => {
  test('settles a small channel in the act itself', async () => {
    const { creator, channelId } = await channelOf([5_000, 6_000, 20_000])
    expect(await configureTiers(creator, { tiers: [tier(6_000)] })).toMatchObject({ settling: false })
    expect(await db.userBadge.count({ where: { channelId, tier: 1 } })).toBe(2)
    expect(await isSettling(channelId)).toBe(false)
    await agrees()
  })

  test('leaves the rest of a big one to a job, and says so until it is done', async () => {
    const { creator, channelId } = await channelOf([...Array(80).keys()].map((n) => 6_000 + n))
    expect(await configureTiers(creator, { tiers: [tier(6_000)] })).toMatchObject({ settling: true })
    expect(await isSettling(channelId)).toBe(true)
    expect(await db.job.findMany()).toMatchObject([{ doneCount: 50, failures: 0 }])
    expect(await db.userBadge.count({ where: { channelId, tier: 1 } })).toBe(50)
    await agrees()
    await Promise.all(
      [1, 2].map(() => runJobs({ ...forever, batches: { ...ofOthers, settle_badges: settleBadges } })),
    )
    expect(await isSettling(channelId)).toBe(false)
    expect(await db.userBadge.count({ where: { channelId, tier: 1 } })).toBe(80)
    await agrees()
  })
})

describe('A job', () => {
  const state = { from: 0, below: null }
  const create = (subjectId: string, kind: 'settle_badges' | 'delete_account' = 'settle_badges') =>
    db.job.create({ data: { kind, subjectId, state } })

  test('that fails waits, says so, and holds up no other', async () => {
    const { channelId } = await channelOf([5_000])
    const failing = await create(newId(), 'delete_account')
    await create(channelId)
    const reported: unknown[] = []
    const report = ({ kind }: { kind: string }, error: unknown) =>
      reported.push(kind, (error as Error).message)
    await runJobs({ ...forever, report, batches: { ...ofOthers, settle_badges: settleBadges } })
    expect(reported).toEqual(['delete_account', 'refused'])
    const [left] = await db.job.findMany()
    expect(left).toMatchObject({ id: failing.id, failures: 1, doneCount: 0 })
    expect(left?.retryAt?.getTime()).toBeGreaterThan(Date.now())
  })

  test('excuses nothing once it is an hour old', async () => {
    const { channelId } = await channelOf([5_000])
    await db.$transaction((tx) => change(tx, channelId, [{ tier: 1, threshold: 5_000, lettersFirst: true }]))
    await agrees()
    await db.job.updateMany({ data: { createdAt: new Date(Date.now() - 61 * 60_000) } })
    const { counts } = await verifyLedger()
    expect(counts).toEqual({ badge: 1, 'unfinished job': 1 })
    while (await playBatch(channelId, 10)) {}
    await agrees()
  })

  test('that failed is tried again with half the rows, and by no act', async () => {
    const { creator, channelId } = await channelOf([...Array(12).keys()].map((n) => 6_000 + n))
    const failed = await create(channelId)
    await db.job.updateMany({ data: { failures: 6 } })
    expect(await configureTiers(creator, { tiers: [tier(6_000)] })).toMatchObject({ settling: true })
    expect(await db.job.findMany()).toMatchObject([{ id: failed.id, doneCount: 0 }])
    const limits: number[] = []
    const counting: Batch = (tx, job, limit) => {
      limits.push(limit)
      return settleBadges(tx, job, limit)
    }
    await runJobs({ ...forever, batches: { ...ofOthers, settle_badges: counting } })
    expect(limits.slice(0, 2)).toEqual([3, 200])
    await agrees()
  })
})
