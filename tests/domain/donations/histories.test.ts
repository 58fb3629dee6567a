/**
 * Random histories of a channel: fans who open intents, register, repeat and come too late, a creator who confirms,
 * rejects, reverses, adds, merges and unmerges, a queue of claims behind three that wait, and strangers who try the
 * same. After every act, on the real database:
 *  - the act answered what a small model of docs/ledger.md §1 answers, and a refused act wrote nothing;
 *  - the sum of a donation's deltas is its amount if CONFIRMED, else 0, and its last entry gives its state;
 *  - the entries are numbered 1, 2, 3 … and the feed is what messages and donations say;
 * and after every history the hash chain is recomputed.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal } from '~/domain/core/refusal'
import { confirmDonation, rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { createIntent } from '~/domain/donations/intents.server'
import { addManualDonation } from '~/domain/donations/manual.server'
import { mergeDonation, unmergeDonation } from '~/domain/donations/merge.server'
import { registerDonation } from '~/domain/donations/register.server'
import { verifyChannel } from '~/domain/donations/verify.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'

const HISTORIES = Number(process.env.MELT_HISTORIES ?? 24)
const AT_ONCE = 4
const ACTS = 50

useDatabase()

type Act =
  | { kind: 'intent'; fan: number; amount: number | null }
  | { kind: 'register'; fan: number; intent: number; message: string; amount: number | null }
  | { kind: 'lapse'; intent: number }
  | { kind: 'confirm'; by: number; donation: number; amount: number | null }
  | { kind: 'reject' | 'reverse'; by: number; donation: number; reason: string }
  | { kind: 'manual'; amount: number; intent: number | null }
  | { kind: 'merge'; by: number; donation: number; into: number }
  | { kind: 'unmerge'; by: number; donation: number }

const fan = fc.nat(2)
const pick = fc.nat(1_000)
const amount = fc.constantFrom(1, 1_000, 7_777, 1_000_000)
const reason = fc.constantFrom('장난이었어요', '금액이 달라요')
const by = fc.constantFrom(-1, -1, -1, -1, 0, 1)
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('intent' as const), fan, amount: fc.option(amount) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('register' as const),
      fan,
      intent: pick,
      message: fc.constantFrom('오늘도 고마워요', '한 곡 더!'),
      amount: fc.option(amount),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lapse' as const), intent: pick }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('confirm' as const),
      by,
      donation: pick,
      amount: fc.option(amount),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('reject' as const, 'reverse' as const),
      by,
      donation: pick,
      reason,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('manual' as const), amount, intent: fc.option(pick) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('merge' as const), by, donation: pick, into: pick }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmerge' as const), by, donation: pick }) },
)

type Intent = {
  id: string
  fan: number | null
  amount: number | null
  lapsed: boolean
  used?: Donation
  queued?: Claim
}
type Claim = { message: string; amount: number | null }
type Donation = {
  id: string
  status: 'OCCURRED' | 'CONFIRMED' | 'REJECTED' | 'REVERSED'
  fan: number | null
  claimed: number | null
  amount: number | null
  message: string | null
  reason: string | null
  manual: boolean
  /** Whose words it has: a fan's own, a line of somebody known, one of nobody. */
  says: 4 | 2 | 1
  intent: Intent | null
  merged: { into: Donation; from: Donation['status']; reason: string | null; took: Took } | null
  wasMerged: boolean
}
type Took = { fan: boolean; claimed: boolean; message: boolean; intent: boolean }

test(`${HISTORIES} random histories of ${ACTS} acts keep every promise of the ledger`, {
  timeout: 900_000,
}, async () => {
  const fans = await Promise.all(['라면', '감자', '다람쥐'].map((name) => makeViewer(name)))
  const share = Math.ceil(HISTORIES / AT_ONCE)
  await Promise.all(Array.from({ length: AT_ONCE }, () => playHistories(share, fans)))
})

/** Histories of different channels run side by side, as they do in life. */
function playHistories(count: number, fans: Viewer[]) {
  return fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: ACTS, maxLength: ACTS }), async (acts) => {
      const history = new History(await makeCreator('밤비'), fans)
      for (const one of acts) {
        await history.play(one)
        await history.check()
      }
      expect((await verifyChannel(history.channel.id)).disagreements).toEqual([])
    }),
    { numRuns: count, endOnFailure: true },
  )
}

/** A channel's history in the database beside its model in memory. */
class History {
  readonly intents: Intent[] = []
  readonly donations: Donation[] = []
  readonly merges: Donation[] = []
  readonly queue: Intent[] = []
  readonly channel: NonNullable<Viewer['channel']>

  constructor(
    readonly creator: Viewer,
    readonly fans: Viewer[],
  ) {
    if (!creator.channel) throw new Error('a creator has a channel')
    this.channel = creator.channel
  }

  async play(act: Act) {
    if (act.kind === 'intent') return this.createIntent(act)
    if (act.kind === 'lapse') return this.lapse(act.intent)
    if (act.kind === 'register') return this.register(act)
    if (act.kind === 'manual') return this.addManual(act)
    const donation = this.donations[act.donation % Math.max(1, this.donations.length)]
    if (!donation) return
    const person = act.by < 0 ? this.creator : this.fan(act.by)
    if (act.kind === 'merge') {
      const into = this.donations[act.into % this.donations.length]
      if (!into) return
      const expected = act.by < 0 ? this.mergeModel(donation, into) : 'not_found'
      expect(await outcome(() => mergeDonation(person, donation.id, into.id))).toBe(expected)
    } else if (act.kind === 'unmerge') {
      const expected = act.by < 0 ? this.unmergeModel(donation) : 'not_found'
      expect(await outcome(() => unmergeDonation(person, donation.id))).toBe(expected)
    } else if (act.kind === 'confirm') {
      const { amount } = act
      const expected = act.by < 0 ? confirmModel(donation, amount) : 'not_found'
      expect(await outcome(() => confirmDonation(person, donation.id, amount))).toBe(expected)
    } else {
      const to = act.kind === 'reject' ? 'REJECTED' : 'REVERSED'
      const expected = act.by < 0 ? closeModel(donation, to, act.reason) : 'not_found'
      const close = act.kind === 'reject' ? rejectDonation : reverseDonation
      expect(await outcome(() => close(person, donation.id, act.reason))).toBe(expected)
    }
    this.promote()
  }

  private waiting(fan: number | null) {
    return this.donations.filter((one) => one.fan === fan && one.status === 'OCCURRED').length
  }

  /** Claims follow into the places that came free, in their order. */
  private promote() {
    for (const intent of [...this.queue]) {
      if (this.waiting(intent.fan) >= 3 || !intent.queued) continue
      this.queue.splice(this.queue.indexOf(intent), 1)
      this.begin(intent, intent.id, intent.queued)
      intent.queued = undefined
    }
  }

  private begin(intent: Intent, id: string, { message, amount }: Claim) {
    const { fan } = intent
    const begun = { id, fan, claimed: amount, amount: null, message, reason: null, manual: false }
    intent.used = { ...begun, status: 'OCCURRED', says: 4, intent, merged: null, wasMerged: false }
    this.donations.push(intent.used)
  }

  private mergeModel(one: Donation, into: Donation) {
    if (one.merged) return one.merged.into === into ? 'ok' : 'conflict'
    const stands = into.status === 'OCCURRED' || into.status === 'CONFIRMED'
    const others = one.fan !== null && into.fan !== null && one.fan !== into.fan
    const waits = one.status === 'CONFIRMED' && into.status !== 'CONFIRMED'
    if (one === into || !stands || one.status === 'REVERSED' || others || waits) return 'illegal_transition'
    const took = {
      fan: one.fan !== null && into.fan === null,
      claimed: one.claimed !== null && into.claimed === null,
      message: one.says > into.says,
      intent: one.intent !== null && into.intent === null,
    }
    one.merged = { into, from: one.status, reason: one.reason, took }
    this.merges.push(one)
    Object.assign(one, { status: 'REJECTED', reason: 'merged', wasMerged: true })
    if (took.fan) into.fan = one.fan
    if (took.claimed) into.claimed = one.claimed
    swap(one, into, took)
    return 'ok'
  }

  private unmergeModel(one: Donation) {
    if (!one.merged) return one.wasMerged ? 'ok' : 'illegal_transition'
    const { into, from, reason, took } = one.merged
    const last = this.merges.findLast(({ merged }) => merged?.into === into)
    if (into.merged || last !== one) return 'illegal_transition'
    this.merges.splice(this.merges.indexOf(one), 1)
    one.merged = null
    one.status = from
    one.reason = from === 'REJECTED' ? reason : 'unmerged'
    if (took.fan) into.fan = null
    if (took.claimed) into.claimed = null
    swap(one, into, took)
    return 'ok'
  }

  private fan(index: number) {
    const fan = this.fans[index]
    if (!fan) throw new Error('there are three fans')
    return fan
  }

  private async createIntent({ fan, amount }: Act & { kind: 'intent' }) {
    const { chzzkChannelId } = this.channel
    const queued = this.queue.filter((intent) => intent.fan === fan).length
    const expected = this.waiting(fan) + queued >= 3 ? 'too_many_unconfirmed' : 'ok'
    const answered = await outcome(async () => {
      const asked = { chzzkChannelId, message: null, amount, requestId: null }
      const { intentId } = await createIntent(this.fan(fan), asked)
      this.intents.push({ id: intentId, fan, amount, lapsed: false })
    })
    expect(answered).toBe(expected)
  }

  private async lapse(index: number) {
    const intent = this.intents[index % Math.max(1, this.intents.length)]
    if (!intent) return
    intent.lapsed = true
    const createdAt = new Date(Date.now() - 25 * 60 * 60 * 1000)
    await db.donationIntent.update({ where: { id: intent.id }, data: { createdAt } })
  }

  private async register({ fan, intent: index, message, amount }: Act & { kind: 'register' }) {
    const intent = this.intents[index % Math.max(1, this.intents.length)]
    if (!intent) return
    const waits = this.waiting(fan) >= 3
    const before = intent.used
      ? { message: intent.used.message, amount: intent.used.claimed }
      : (intent.queued ?? null)
    const same = before?.message === message && before.amount === amount
    const expected =
      intent.fan !== fan
        ? 'not_found'
        : before
          ? same
            ? 'ok'
            : 'conflict'
          : intent.lapsed
            ? 'intent_lapsed'
            : 'ok'
    const registration = { intentId: intent.id, message, amount, hideAmount: false, hideName: false }
    const answered = await outcome(async () => {
      const { donation, replayed } = await registerDonation(this.fan(fan), registration)
      expect(replayed).toBe(before !== null)
      if (before) return
      expect(donation.status).toBe(waits ? 'PENDING' : 'OCCURRED')
      if (!waits) return this.begin(intent, donation.id, { message, amount })
      intent.queued = { message, amount }
      this.queue.push(intent)
    })
    expect(answered).toBe(expected)
  }

  private async addManual({ amount, intent: index }: Act & { kind: 'manual' }) {
    const intent = index === null ? undefined : this.intents[index % Math.max(1, this.intents.length)]
    const before = intent?.used
    const same = before?.manual && before.amount === amount && before.message === null
    const expected = intent?.queued ? 'not_found' : before && !same ? 'conflict' : 'ok'
    const input = {
      amount,
      donorName: '직접',
      chzzkUserId: null,
      intentId: intent?.id ?? null,
      occurredAt: null,
      message: null,
      note: null,
      requestId: null,
    }
    const answered = await outcome(async () => {
      const { donation } = await addManualDonation(this.creator, input)
      if (before) return
      const claimed = intent?.amount ?? null
      const added: Donation = {
        id: donation.id,
        status: 'CONFIRMED',
        fan: intent?.fan ?? null,
        claimed,
        amount,
        message: null,
        reason: null,
        manual: true,
        says: intent ? 2 : 1,
        intent: intent ?? null,
        merged: null,
        wasMerged: false,
      }
      if (intent) intent.used = added
      this.donations.push(added)
    })
    expect(answered).toBe(expected)
  }

  /** The invariants, read off the database in one question. */
  async check() {
    const [seen] = await db.$queryRaw<Record<string, unknown>[]>`
      SELECT
        (SELECT coalesce(json_agg(json_build_array(d.id, d.status, (SELECT sum(e.amount_delta) FROM donation_entries e WHERE e.donation_id = d.id),
            (SELECT e.to_status FROM donation_entries e WHERE e.donation_id = d.id ORDER BY e.seq DESC LIMIT 1)) ORDER BY d.id), '[]')
          FROM donation_events d WHERE d.channel_id = ${this.channel.id}::uuid) AS donations,
        (SELECT count(*) = coalesce(max(seq), 0) FROM donation_entries WHERE channel_id = ${this.channel.id}::uuid) AS numbered,
        (SELECT count(*)::int FROM (SELECT message_id, at, sort_amount FROM feed_items WHERE channel_id = ${this.channel.id}::uuid
          EXCEPT SELECT message_id, at, sort_amount FROM feed_items_expected WHERE channel_id = ${this.channel.id}::uuid) x) AS wrong,
        (SELECT count(*)::int FROM feed_items WHERE channel_id = ${this.channel.id}::uuid) AS shown,
        (SELECT coalesce(sum(sum_cheese), 0)::int FROM channel_days WHERE channel_id = ${this.channel.id}::uuid) AS total,
        (SELECT coalesce(json_agg(json_build_array(user_id, sum_cheese) ORDER BY user_id), '[]') FROM user_channel_stats
          WHERE channel_id = ${this.channel.id}::uuid) AS fans`
    const counted = this.donations.filter(({ status }) => status === 'CONFIRMED')
    const sumOf = (donations: Donation[]) => donations.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
    const ofFans = this.fans.flatMap(({ id }, fan) => {
      const sum = sumOf(counted.filter((one) => one.fan === fan))
      return sum > 0 ? [[id, sum]] : []
    })
    const expected = this.donations.map(({ id, status, amount }) => [
      id,
      status,
      status === 'CONFIRMED' ? amount : 0,
      status,
    ])
    const shown = this.donations.filter(
      ({ status, message }) => status === 'CONFIRMED' || (message && status === 'OCCURRED'),
    )
    expect(seen).toEqual({
      donations: expected.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      numbered: true,
      wrong: 0,
      shown: shown.length,
      total: sumOf(counted),
      fans: ofFans.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    })
  }
}

/** Their words and their intents change places; each intent knows its donation. */
function swap(one: Donation, into: Donation, took: Took) {
  if (took.message) {
    const { message, says } = one
    Object.assign(one, { message: into.message, says: into.says })
    Object.assign(into, { message, says })
  }
  if (!took.intent) return
  ;[one.intent, into.intent] = [into.intent, one.intent]
  for (const donation of [one, into]) if (donation.intent) donation.intent.used = donation
}

function confirmModel(donation: Donation, amount: number | null) {
  if (donation.status === 'CONFIRMED')
    return amount === null || amount === donation.amount ? 'ok' : 'conflict'
  const known = amount ?? donation.amount ?? donation.claimed
  if (known === null) return 'invalid'
  if (donation.merged) return 'illegal_transition'
  donation.status = 'CONFIRMED'
  donation.amount = known
  return 'ok'
}

function closeModel(donation: Donation, to: 'REJECTED' | 'REVERSED', reason: string) {
  if (donation.status === to) return donation.reason === reason ? 'ok' : 'conflict'
  if (donation.status !== (to === 'REJECTED' ? 'OCCURRED' : 'CONFIRMED')) return 'illegal_transition'
  donation.status = to
  donation.reason = reason
  return 'ok'
}

async function outcome(act: () => Promise<unknown>) {
  try {
    await act()
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.reason
    throw error
  }
}
