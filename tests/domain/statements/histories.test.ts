import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal } from '~/domain/core/refusal'
import { confirmDonation, rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { mergeDonation, unmergeDonation } from '~/domain/donations/merge.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { applyStatement, undoStatement } from '~/domain/statements/apply.server'
import { chooseLine } from '~/domain/statements/list-lines.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { createStatement } from '~/domain/statements/upload.server'
import { useDatabase } from '../../support/database'
import { emptyDatabase } from '../../support/empty'
import { everythingOf } from '../../support/everything'
import { makeCreator, makeViewer } from '../../support/people'
import { COLUMNS, type FileRow, fileOf, give } from '../../support/statements'

/** The embedded database plays one statement at a time, so that everybody's tests get fewer of them. */
const RUNS = Number(process.env.MELT_STATEMENT_HISTORIES ?? (process.env.TEST_POSTGRES_URL ? 30 : 6))
const ACTS = 14

useDatabase()

const act = fc.record({
  does: fc.constantFrom(
    ...(['bring', 'bring', 'bring', 'choose', 'choose', 'apply', 'apply', 'apply', 'undo', 'undo'] as const),
    ...(['thereAndBack', 'confirm', 'reject', 'reverse', 'give', 'merge', 'unmerge'] as const),
  ),
  on: fc.nat(999),
  how: fc.nat(999),
})
type Act = { does: string; on: number; how: number }

const DAYS = ['2026-11-02', '2026-11-03', '2026-11-04']
const AMOUNTS = [1_000, 9_500, 60_000]
const at = <T>(list: readonly T[], n: number) => list[n % Math.max(1, list.length)]

/** A channel with few days, amounts and people, so that rows and donations meet, and what its creator chose beside it. */
class Story {
  readonly statements: string[] = []
  readonly chosenToDiffer = new Set<string>()

  private constructor(
    readonly creator: Viewer,
    readonly fans: Viewer[],
    readonly rows: FileRow[],
  ) {}

  static async begin() {
    const creator = await makeCreator('밤비노래방')
    const fans = [await makeViewer('가람'), await makeViewer('나래')]
    const rows = Array.from({ length: 18 }, (_, n): FileRow => {
      const fan = fans[n % 3]
      const person = fan ? { name: fan.displayName, ...(n % 2 && { donorId: fan.chzzkUserId }) } : {}
      const kind = n % 7 === 6 ? '미션' : '채팅'
      return { at: `${at(DAYS, n % 4)} 20:00:00`, amount: at(AMOUNTS, n % 5) ?? 0, kind, ...person }
    })
    // N equal rows are N donations.
    return new Story(creator, fans, [...rows, ...rows.slice(0, 4), ...rows.slice(0, 2)])
  }

  get channelId() {
    return this.creator.channel?.id ?? ''
  }

  async play({ does, on, how }: Act) {
    if (does === 'bring') return this.bring(on, how)
    if (does === 'give') return this.give(on, how)
    const id = at(this.statements, on)
    if (does === 'choose') return id && this.choose(id, how)
    if (does === 'apply') return id && this.apply(id)
    if (does === 'undo') return id && this.undo(id)
    if (does === 'thereAndBack') return id && this.thereAndBack(id)
    return this.decide(does, on, how)
  }

  /** Some of the rows, in some order: a week, an overlapping month, the same file sorted anew. */
  private async bring(on: number, how: number) {
    const some = this.rows.filter((_, n) => (on >> (n % 9)) % 2 === 0 || n % 5 === how % 5)
    const ordered = how % 2 ? some.toReversed() : some
    const { id } = await createStatement(this.creator, {}, fileOf(ordered.length > 0 ? ordered : this.rows))
    if (this.statements.includes(id)) return
    await mapStatement(this.creator, id, COLUMNS)
    this.statements.push(id)
  }

  private async give(on: number, how: number) {
    const status = how % 2 ? 'CONFIRMED' : 'OCCURRED'
    const given = { amount: at(AMOUNTS, how) ?? 0, at: `${at(DAYS, on)}T20:00:00+09:00`, status } as const
    await give(this.creator, this.fans[on % 3] ?? null, given)
  }

  private async choose(statementId: string, how: number) {
    const lines = await db.statementLine.findMany({ where: { statementId }, orderBy: { row: 'asc' } })
    const line = at(lines, how)
    const donation = at(await this.donations(), how)
    if (!line) return
    const amount = at(AMOUNTS, how) ?? 1
    const of = donation && { donationId: donation.id }
    const choices = [
      { outcome: 'ignored' },
      { outcome: 'onlyStatement' },
      { outcome: 'onHold' },
      ...(of ? [{ outcome: 'matched', ...of } as const, { outcome: 'differs', ...of, amount } as const] : []),
    ] as const
    const choice = at(choices, how >> 3) ?? choices[0]
    await chooseLine(this.creator, { id: statementId, row: line.row }, choice)
    const key = `statement ${statementId} row ${line.row}`
    if (choice.outcome === 'differs') this.chosenToDiffer.add(key)
  }

  private async apply(id: string) {
    const plan = await planStatement(this.creator, id, undefined)
    const [sum, entryCount] = [await this.sum(), await this.entryCount()]
    await applyStatement(this.creator, id, plan.planHash)
    expect((await this.sum()) - sum, 'what a plan says and does').toBe(plan.sums.meltAfter - plan.sums.melt)
    const after = await this.entryCount()
    await applyStatement(this.creator, id, plan.planHash)
    expect(await this.entryCount(), 'applying twice').toBe(after)
    const reversed = await db.donationEntry.findMany({
      where: { channelId: this.channelId, to: 'REVERSED', seq: { gt: entryCount } },
    })
    for (const { reason } of reversed) expect(this.chosenToDiffer, 'what applying reversed').toContain(reason)
  }

  private async undo(id: string) {
    await undoStatement(this.creator, id)
    expect(await db.statementLine.count({ where: { statementId: id, appliedAt: { not: null } } })).toBe(0)
  }

  /** Applied and at once undone, everything that was there is as it was. Of an applied one, undoing takes back more than the rest. */
  private async thereAndBack(id: string) {
    if ((await db.statement.findUniqueOrThrow({ where: { id } })).state === 'applied') return
    const before = await this.standing()
    await this.apply(id)
    await this.undo(id)
    expect(await this.standing(before.ids)).toEqual(before)
  }

  private async decide(does: string, on: number, how: number) {
    const all = await this.donations()
    const id = at(all, on)?.id
    const other = at(all, on + how)?.id
    if (!id || !other) return
    if (does === 'confirm') await confirmDonation(this.creator, id, at(AMOUNTS, how))
    if (does === 'reject') await rejectDonation(this.creator, id, '아니에요')
    if (does === 'reverse') await reverseDonation(this.creator, id, '다시 볼게요')
    if (does === 'merge') await mergeDonation(this.creator, id, other)
    if (does === 'unmerge') await unmergeDonation(this.creator, id)
  }

  /** What must hold whatever happened. */
  async check() {
    const { channelId } = this
    expect((await verifyLedger()).disagreements).toEqual([])
    const applied = await db.statementLine.findMany({ where: { channelId, appliedAt: { not: null } } })
    expect(new Set(applied.map(({ identity }) => identity)).size, 'a row is applied once').toBe(
      applied.length,
    )
    expect(new Set(applied.map(({ donationId }) => donationId)).size).toBe(applied.length)
    for (const id of this.statements) {
      const { state } = await db.statement.findUniqueOrThrow({ where: { id } })
      const count = applied.filter(({ statementId }) => statementId === id).length
      if (state !== 'applied') expect(count, 'never half').toBe(0)
      else
        expect(
          await db.statementLine.count({ where: { statementId: id, ticked: true, appliedAt: null } }),
        ).toBe(0)
    }
  }

  private donations() {
    return db.donation.findMany({ where: { channelId: this.channelId }, orderBy: { id: 'asc' } })
  }

  private async sum() {
    const where = { channelId: this.channelId, status: 'CONFIRMED' } as const
    return (await db.donation.aggregate({ where, _sum: { amountCheese: true } }))._sum.amountCheese ?? 0
  }

  private entryCount() {
    return db.donationEntry.count({ where: { channelId: this.channelId } })
  }

  /** What is derived, and the donations that were there: one that was added stays and counts nothing. */
  private async standing(ids?: readonly string[]) {
    const everything = (await everythingOf(this.channelId)) as Record<string, { id?: string }[]>
    const { donations = [], messages: _, ...derived } = everything
    const known = ids ?? donations.flatMap(({ id }) => id ?? [])
    return { ids: known, ...derived, donations: donations.filter(({ id }) => id && known.includes(id)) }
  }
}

let played = 0

test('Whatever files come, are applied and undone, and whatever is decided between, the ledger adds up', {
  timeout: 60 * 60 * 1000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: ACTS, maxLength: ACTS }), async (acts) => {
      // All channels are verified after each: of many histories they would be ever more.
      if (played++ % 20 === 19) await emptyDatabase()
      const story = await Story.begin()
      await story.play({ does: 'bring', on: 0, how: 0 })
      for (const one of acts)
        await story.play(one).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error
        })
      await story.check()
    }),
    { numRuns: RUNS },
  )
})
