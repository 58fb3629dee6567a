/**
 * Random histories of a channel's badges: donations that are confirmed, reversed and confirmed again, tiers that rise, fall, go and come
 * back, VIPs made and unmade, and people who leave, its creator too. After every act, on the real database, everybody's badge and the
 * place of their letter are what a small model of docs/ledger.md §4 says; a confirmation, also one that comes again, and a raised threshold
 * never take anything; whatever changed has been written down; and at the end, whoever left, the whole ledger agrees.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { deleteAccount } from '~/domain/account/delete-account.server'
import type { Viewer } from '~/domain/auth/viewer'
import { getStanding } from '~/domain/badges/standing.server'
import { configureTiers, listOwnTiers } from '~/domain/badges/tiers.server'
import { confirmDonation, reverseDonation } from '~/domain/donations/decide.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { sendLetter } from '~/domain/letters/send.server'
import { rebuildAggregates } from '~/domain/stats/rebuild.server'
import { chooseVip, dismissVip } from '~/domain/vips/vips.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer } from '../../support/people'

const HISTORIES = Number(process.env.MELT_FIGURE_HISTORIES ?? 4)
const DEFAULTS = [10_000, 50_000, 200_000, 1_000_000]
const VIP_RANK = 100

useDatabase()

const fan = fc.nat(2)
const thresholds = fc
  .uniqueArray(fc.constantFrom(1, 5_000, 10_000, 20_000, 50_000, 60_000, 200_000, 1_000_000), {
    minLength: 1,
    maxLength: 5,
  })
  .map((all) => all.sort((a, b) => a - b))
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('confirm' as const),
      fan,
      amount: fc.constantFrom(1, 4_999, 10_000, 45_000, 150_000),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reverse' as const), fan, donation: fc.nat(50) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('again' as const), fan, donation: fc.nat(50) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('tiers' as const), thresholds, lettersFirst: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('vip' as const), fan, is: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'rebuild' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), fan }) },
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

test(`${HISTORIES} random histories of badges equal the model after every act`, {
  timeout: 900_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 30 }), async (acts) => {
      const history = await History.begin()
      for (const one of acts) {
        await history.play(one)
        await history.check(one)
      }
      await history.end()
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  )
})

/** A donation, since which confirmation of the channel it counts, and whether it was taken back. */
type Given = { id: string; amount: number; since: number; reversed: boolean }
type Person = { viewer: Viewer; given: Given[]; vip: boolean; left: boolean }
/** What a tier asked for, until which confirmation of the channel. */
type Threshold = { tier: number; threshold: number; until: number }

class History {
  private tiers = DEFAULTS.map((threshold) => ({ threshold, lettersFirst: true }))
  private earlier: Threshold[] = []
  private confirmations = 0
  private changes = 0

  private constructor(
    private readonly creator: Viewer,
    private readonly admin: Viewer,
    private readonly people: Person[],
  ) {}

  /** A creator and three fans, each with a letter that stays within the limits of newcomers. */
  static async begin() {
    const creator = await makeCreator('밤비')
    const people: Person[] = []
    for (const name of ['라면', '감자', '다람쥐']) {
      const viewer = await makeViewer(name)
      const letter = {
        chzzkChannelId: creator.chzzkUserId,
        content: '안녕하세요',
        allowRetweet: true,
        requestId: null,
      }
      await sendLetter(viewer, letter)
      people.push({ viewer, given: [], vip: false, left: false })
    }
    return new History(creator, await makeViewer('운영지기', 'admin'), people)
  }

  async play(one: Act) {
    if (one.kind === 'rebuild') return rebuildAggregates()
    if (one.kind === 'tiers') return this.configure(one)
    const person = this.people[one.fan]
    if (!person || person.left) return
    if (one.kind === 'leave') return this.leave(person)
    if (one.kind === 'again') return this.confirmAgain(person, one.donation)
    if (one.kind === 'vip') return this.setVip(person, one.is)
    if (one.kind === 'confirm') return this.confirm(person, one.amount)
    await this.reverse(person, one.donation)
  }

  private async confirm(person: Person, amount: number) {
    const before = this.tierOf(person)
    const id = await donateAs(person.viewer, this.creator)
    await confirmDonation(this.creator, id, amount)
    person.given.push({ id, amount, since: ++this.confirmations, reversed: false })
    this.count(person, before)
    expect(this.tierOf(person) ?? 0).toBeGreaterThanOrEqual(before ?? 0)
  }

  private async reverse(person: Person, pick: number) {
    const before = this.tierOf(person)
    const counting = person.given.filter(({ reversed }) => !reversed)
    const gone = counting[pick % Math.max(1, counting.length)]
    if (!gone) return
    await reverseDonation(this.creator, gone.id, '틀림')
    gone.reversed = true
    this.count(person, before)
  }

  private async confirmAgain(person: Person, pick: number) {
    const before = this.tierOf(person)
    const reversed = person.given.filter((one) => one.reversed)
    const back = reversed[pick % Math.max(1, reversed.length)]
    if (!back) return
    await confirmDonation(this.creator, back.id)
    back.reversed = false
    this.count(person, before)
    expect(this.tierOf(person) ?? 0).toBeGreaterThanOrEqual(before ?? 0)
  }

  private async leave(person: Person) {
    await deleteAccount(person.viewer)
    person.left = true
    person.vip = false
  }

  private async configure({ thresholds, lettersFirst }: Extract<Act, { kind: 'tiers' }>) {
    const rising =
      thresholds.length === this.tiers.length &&
      thresholds.every((one, n) => one >= (this.tiers[n]?.threshold ?? 0))
    const before = this.people.map((person) => this.tierOf(person))
    const held = this.people.map((person) => this.heldBy(person))
    const tiers = thresholds.map((thresholdAmount, n) => ({
      tier: n + 1,
      name: `배지 ${n + 1}`,
      icon: 'star' as const,
      thresholdAmount,
      perks: { lettersFirst, retweetWeight: 1 },
    }))
    await configureTiers(this.creator, { tiers })
    const until = this.confirmations
    for (const [n, { threshold }] of this.tiers.entries())
      this.earlier.push({ tier: n + 1, threshold, until })
    this.tiers = thresholds.map((threshold) => ({ threshold, lettersFirst }))
    for (const [n, person] of this.people.entries()) {
      const shown = (held[n] ?? []).filter((tier) => tier <= thresholds.length)
      this.count(person, shown.at(-1) ?? null)
      if (rising) expect(this.tierOf(person)).toBe(before[n])
    }
  }

  private async setVip(person: Person, is: boolean) {
    const { chzzkUserId } = person.viewer
    if (is) await chooseVip(this.creator, chzzkUserId, '첫 방송부터')
    else await dismissVip(this.creator, chzzkUserId)
    person.vip = is
  }

  private count(person: Person, before: number | null) {
    if (this.tierOf(person) !== before) this.changes++
  }

  /** What counts of somebody's, as far as it was confirmed for the first time by then. */
  private sumOf({ given }: Person, until: number) {
    return given.reduce((sum, one) => (one.reversed || one.since > until ? sum : sum + one.amount), 0)
  }

  /** Every tier that was reached, also those that are gone, lowest first. */
  private heldBy(person: Person) {
    const standing = this.tiers.map(({ threshold }, n) => ({
      tier: n + 1,
      threshold,
      until: this.confirmations,
    }))
    const reached = [...this.earlier, ...standing].filter(
      ({ threshold, until }) => this.sumOf(person, until) >= threshold,
    )
    return [...new Set(reached.map(({ tier }) => tier))].sort((a, b) => a - b)
  }

  private tierOf(person: Person) {
    return (
      this.heldBy(person)
        .filter((tier) => tier <= this.tiers.length)
        .at(-1) ?? null
    )
  }

  /** An admin leaves, and a creator with everything that rests on their channel. */
  async end() {
    expect((await verifyLedger()).disagreements).toEqual([])
    await deleteAccount(this.admin)
    await deleteAccount(this.creator)
    const { disagreements } = await verifyLedger()
    expect(disagreements).toEqual([])
    await rebuildAggregates()
    expect((await verifyLedger()).disagreements).toEqual([])
  }

  async check(after: Act) {
    const channelId = this.creator.channel?.id ?? ''
    const worn = this.people.map((person) => this.tierOf(person))
    expect([after, (await listOwnTiers(this.creator)).map(({ tier, holders }) => [tier, holders])]).toEqual([
      after,
      this.tiers.map((_, n) => [n + 1, worn.filter((tier) => tier === n + 1).length]),
    ])
    for (const person of this.people) {
      const tier = this.tierOf(person)
      const { vip } = person
      const story = JSON.stringify(after)
      expect([story, await getStanding(channelId, person.viewer.id)]).toEqual([story, { tier, vip }])
      const { inboxRank } = await db.message.findFirstOrThrow({
        where: { channelId, authorId: person.viewer.id, type: 'dm' },
      })
      const first = tier !== null && this.tiers[tier - 1]?.lettersFirst
      expect([story, inboxRank]).toEqual([story, vip ? VIP_RANK : first ? tier : 0])
    }
    const gone = this.people.some(({ left }) => left)
    if (!gone) expect(await db.badgeChange.count({ where: { channelId } })).toBe(this.changes)
  }
}
