import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifyRows } from '~/domain/statements/identity'
import type { StatementLine } from '~/domain/statements/lines'
import type { LedgerRow, LineChoice, PlanOptions } from '~/domain/statements/plan'
import { hashPlan, planOf } from '~/domain/statements/plan-of'

const RUNS = Number(process.env.MELT_STATEMENT_HISTORIES ?? 300)
const DAYS = ['2026-11-01', '2026-11-02', '2026-11-03']
const TODAY = '2026-11-02'

const line = fc.record({
  amount: fc.constantFrom(1000, 2000, 5000, -1000, 0, 100_000_001),
  day: fc.constantFrom(...DAYS, null),
  donorId: fc.constantFrom(null, 'a', 'b'),
  nickname: fc.constantFrom(null, '감자', '고구마'),
  counted: fc.boolean(),
})
const donation = fc.record({
  status: fc.constantFrom('OCCURRED' as const, 'CONFIRMED' as const),
  amount: fc.constantFrom(1000, 2000, 5000),
  day: fc.constantFrom(...DAYS),
  donorId: fc.constantFrom(null, 'a', 'b'),
  donorName: fc.constantFrom(null, '감자', '고구마'),
  explainedBy: fc.constantFrom(null, null, 'earlier'),
})
const outcomes = ['onlyStatement', 'ignored', 'onHold', 'nextPeriod'] as const

/** Rows, donations, and what a creator said of some of them, sensible or not. */
const world = fc
  .record({
    said: fc.array(line, { maxLength: 12 }),
    given: fc.array(donation, { maxLength: 12 }),
    chosen: fc.array(
      fc.record({
        of: fc.nat(11),
        outcome: fc.constantFrom('matched', 'differs', ...outcomes),
        donation: fc.nat(14),
        amount: fc.constantFrom(1000, 2000, 777),
      }),
      { maxLength: 6 },
    ),
    explained: fc.uniqueArray(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 3, selector: ([, n]) => n }),
    tolerance: fc.record({ absolute: fc.nat(3000), permille: fc.nat(1000) }),
  })
  .map(({ said, given, chosen, explained, tolerance }) => {
    const lines: StatementLine[] = identifyRows(
      said.map((one, index) => ({
        ...one,
        row: index + 2,
        time: null,
        period: one.day === null ? { from: '2026-11-01', to: '2026-11-03' } : null,
        kind: null,
        message: null,
        fee: null,
        net: null,
        state: null,
        counted: one.counted && one.amount > 0,
      })),
    )
    const rows: LedgerRow[] = given.map((one, index) => ({ ...one, id: `d${index}`, time: null }))
    const choices = new Map<string, LineChoice>()
    for (const { of, outcome, donation: n, amount } of chosen) {
      const identity = lines[of]?.identity
      if (identity === undefined) continue
      if (outcome === 'matched') choices.set(identity, { outcome, donationId: `d${n}` })
      else if (outcome === 'differs') choices.set(identity, { outcome, donationId: `d${n}`, amount })
      else choices.set(identity, { outcome })
    }
    const earlier = explained.flatMap(([of, n]): [string, string][] => {
      const identity = lines[of]?.identity
      return identity !== undefined && rows[n]?.explainedBy ? [[identity, `d${n}`]] : []
    })
    const options: PlanOptions = { choices, explained: new Map(earlier), tolerance, today: TODAY }
    return { lines, rows, options }
  })

describe('A plan with choices', () => {
  test('counts a line that an earlier statement explained, also of a kind that is not counted', () => {
    const [said] = fc.sample(
      world.filter(({ lines }) => lines.length > 0),
      { numRuns: 1, seed: 1 },
    )
    const one = said?.lines[0]
    if (!one) throw new Error('a world has a line')
    const mission = { ...one, day: '2026-11-01', period: null, amount: 1000, counted: false }
    const rows: LedgerRow[] = [
      {
        id: 'd',
        status: 'CONFIRMED',
        amount: 1000,
        day: '2026-11-01',
        time: null,
        donorId: null,
        donorName: null,
        explainedBy: mission.identity,
      },
    ]
    const { sums } = planOf(rows, [mission], { explained: new Map([[mission.identity, 'd']]) })
    expect(sums).toMatchObject({ notCounted: 0, missing: 0, extra: 0, residual: 0 })
  })

  test('is the same for any order of its lines, donations, choices and earlier rows', () => {
    const shuffled = world.chain((one) =>
      fc.record({
        one: fc.constant(one),
        lines: fc.shuffledSubarray(one.lines, { minLength: one.lines.length }),
        rows: fc.shuffledSubarray(one.rows, { minLength: one.rows.length }),
        choices: fc.shuffledSubarray([...(one.options.choices ?? [])], {
          minLength: one.options.choices?.size ?? 0,
        }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ one, lines, rows, choices }) => {
        const explained = new Map([...(one.options.explained ?? [])].reverse())
        const other = planOf(rows, lines, { ...one.options, choices: new Map(choices), explained })
        expect(hashPlan(other)).toBe(hashPlan(planOf(one.rows, one.lines, one.options)))
      }),
      { numRuns: RUNS },
    )
  })

  test('sums to its file by outcome, and its residual is exactly what its lines and donations say', () => {
    fc.assert(
      fc.property(world, ({ lines, rows, options }) => {
        const plan = planOf(rows, lines, options)
        const sum = lines.reduce((total, { amount }) => total + amount, 0)
        expect(Object.values(plan.lineTallies).reduce((total, one) => total + one.sum, 0)).toBe(sum)
        expect(Object.values(plan.lineTallies).reduce((total, one) => total + one.count, 0)).toBe(
          lines.length,
        )
        const { sums } = plan
        expect(sums.statement).toBe(sum)
        expect(sums.residual).toBe(sums.missing - sums.extra)
        expect(sums.residual).toBe(sums.statement - sums.notCounted - sums.nextPeriod - sums.meltAfter)
        expect(sums.within).toBe(
          sums.missing + sums.extra <=
            Math.max(
              options.tolerance?.absolute ?? 0,
              (Math.abs(sum) * (options.tolerance?.permille ?? 0)) / 1000,
            ),
        )
      }),
      { numRuns: RUNS },
    )
  })

  test('changes a confirmed amount only where its creator chose it, and adds nothing that no hand may add', () => {
    fc.assert(
      fc.property(world, ({ lines, rows, options }) => {
        const plan = planOf(rows, lines, options)
        const donations = new Map(rows.map((row) => [row.id, row]))
        const said = new Map(lines.map((one) => [one.identity, one]))
        for (const one of plan.lines.filter(({ ticked }) => ticked)) {
          const of = one.donationId === null ? null : donations.get(one.donationId)
          const choice = options.choices?.get(one.identity)
          const after = one.chosenAmount ?? one.amount
          if (of?.status === 'CONFIRMED' && of.amount !== after)
            expect(choice).toEqual({ outcome: 'differs', donationId: of.id, amount: after })
          expect(of?.explainedBy ?? null).toBeNull()
          if (of) continue
          const { day, period } = said.get(one.identity) ?? {}
          const at = day ?? period?.to ?? ''
          expect(one.outcome).toBe('onlyStatement')
          expect(one.amount > 0 && one.amount <= 100_000_000).toBe(true)
          expect(at >= '2023-12-19' && at <= TODAY).toBe(true)
          if (!said.get(one.identity)?.counted) expect(choice).toEqual({ outcome: 'onlyStatement' })
        }
        const taken = plan.lines.flatMap(({ ticked, donationId }) =>
          ticked && donationId ? [donationId] : [],
        )
        expect(new Set(taken).size).toBe(taken.length)
      }),
      { numRuns: RUNS },
    )
  })
})
