import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifyRows } from '~/domain/statements/identity'
import type { StatementLine } from '~/domain/statements/lines'
import type { LedgerRow, LineChoice, PlanOptions } from '~/domain/statements/plan'
import { hashPlan, planOf } from '~/domain/statements/plan-of'

type Said = Partial<StatementLine> & { amount: number }

const DAYS = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-05']
const toLines = (said: readonly Said[]): StatementLine[] =>
  identifyRows(
    said.map((one, index) => ({
      row: index + 2,
      day: '2026-11-01',
      time: null,
      period: null,
      donorId: null,
      nickname: null,
      kind: null,
      message: null,
      fee: null,
      net: null,
      state: null,
      counted: one.amount > 0 && one.kind !== 'mission',
      ...one,
    })),
  )
const donation = (id: string, one: Partial<LedgerRow>): LedgerRow => ({
  id,
  status: 'OCCURRED',
  amount: 1000,
  day: '2026-11-01',
  time: null,
  donorId: null,
  donorName: null,
  explainedBy: null,
  ...one,
})

const said = fc.record({
  amount: fc.constantFrom(1000, 1000, 2000, 5000, -1000),
  day: fc.constantFrom(...DAYS, null),
  donorId: fc.constantFrom(null, 'a', 'b', 'c'),
  nickname: fc.constantFrom(null, '감자', '고구마', '옥수수'),
  kind: fc.constantFrom(null, null, 'chat' as const, 'mission' as const),
})
const recorded = fc.record({
  status: fc.constantFrom('OCCURRED' as const, 'CONFIRMED' as const),
  amount: fc.constantFrom(1000, 1000, 2000, 5000, null),
  day: fc.constantFrom(...DAYS),
  donorId: fc.constantFrom(null, 'a', 'b', 'c'),
  donorName: fc.constantFrom(null, '감자', '고구마', '옥수수'),
  explainedBy: fc.constantFrom(null, null, null, 'earlier'),
})
const ledger = fc
  .array(recorded, { maxLength: 25 })
  .map((rows) =>
    rows.map((row, index) =>
      donation(
        `d${index}`,
        row.status === 'CONFIRMED' && row.amount === null ? { ...row, amount: 1000 } : row,
      ),
    ),
  )
const statement = fc.array(said, { maxLength: 25 }).map(toLines)

/** What applying does: waiting ones are confirmed, what is only in the statement is created, each bound to its line. */
function apply(rows: readonly LedgerRow[], lines: readonly StatementLine[], options: PlanOptions = {}) {
  const plan = planOf(rows, lines, options)
  const after = new Map(rows.map((row) => [row.id, row]))
  const explained = new Map(options.explained)
  for (const line of plan.lines.filter(({ ticked }) => ticked)) {
    const source = lines.find(({ identity }) => identity === line.identity)
    const id = line.donationId ?? `new ${line.identity}`
    const amount = line.chosenAmount ?? line.amount
    const before =
      after.get(id) ??
      donation(id, {
        day: source?.day ?? '',
        donorId: source?.donorId ?? null,
        donorName: source?.nickname ?? null,
      })
    after.set(id, { ...before, status: 'CONFIRMED', amount, explainedBy: line.identity })
    explained.set(line.identity, id)
  }
  return { plan, rows: [...after.values()], explained }
}

describe('A plan', () => {
  test('is the same for any order of its inputs', () => {
    const shuffled = fc
      .tuple(ledger, statement)
      .chain(([rows, lines]) =>
        fc.tuple(
          fc.constant([rows, lines] as const),
          fc.shuffledSubarray(rows, { minLength: rows.length }),
          fc.shuffledSubarray(lines, { minLength: lines.length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, ([[rows, lines], otherRows, otherLines]) => {
        expect(hashPlan(planOf(otherRows, otherLines))).toBe(hashPlan(planOf(rows, lines)))
      }),
      { numRuns: 500 },
    )
  })

  test('decides every line once, and its outcomes sum to the file; what is missing less what is extra is the residual', () => {
    fc.assert(
      fc.property(ledger, statement, (rows, lines) => {
        const plan = planOf(rows, lines)
        expect(plan.lines.map(({ identity }) => identity).sort()).toEqual(
          lines.map(({ identity }) => identity).sort(),
        )
        const sum = lines.reduce((total, { amount }) => total + amount, 0)
        expect(Object.values(plan.lineTallies).reduce((total, one) => total + one.sum, 0)).toBe(sum)
        const { sums } = plan
        expect(sums.statement).toBe(sum)
        expect(sums.residual).toBe(sums.statement - sums.notCounted - sums.nextPeriod - sums.meltAfter)
        expect(sums.residual).toBe(sums.missing - sums.extra)
      }),
      { numRuns: 500 },
    )
  })

  test('gives a donation to one line at most, of equal amount, and never what an earlier statement explained', () => {
    fc.assert(
      fc.property(ledger, statement, (rows, lines) => {
        const plan = planOf(rows, lines)
        const byId = new Map(rows.map((row) => [row.id, row]))
        const given = plan.lines.flatMap(({ donationId }) => donationId ?? [])
        expect(new Set(given).size).toBe(given.length)
        for (const line of plan.lines) {
          const named = [...line.candidates, ...(line.donationId ? [line.donationId] : [])]
          for (const id of named) expect(byId.get(id)?.explainedBy).toBeNull()
          if (line.outcome === 'matched') expect(byId.get(line.donationId ?? '')?.amount).toBe(line.amount)
          if (line.ticked) expect(line.certainty).toBe('sure')
        }
      }),
      { numRuns: 500 },
    )
  })

  test('of the same file again, in any order, adds nothing', () => {
    fc.assert(
      fc.property(ledger, statement, fc.infiniteStream(fc.nat()), (rows, lines, keys) => {
        const first = apply(rows, lines)
        const order = lines
          .map((line) => ({ line, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
        const resorted = toLines(order.map(({ line }) => line))
        expect(resorted.map(({ identity }) => identity).sort()).toEqual(
          lines.map(({ identity }) => identity).sort(),
        )
        const second = planOf(first.rows, resorted, { explained: first.explained })
        for (const line of second.lines)
          if (first.explained.has(line.identity)) expect(line.outcome).toBe('explained')
        expect(second.lines.filter(({ ticked, outcome }) => ticked && outcome === 'onlyStatement')).toEqual(
          [],
        )
      }),
      { numRuns: 300 },
    )
  })

  test('of a monthly file after its weekly ones adds each line once', () => {
    const month = fc.array(
      fc.record({
        amount: fc.constantFrom(1000, 2000),
        day: fc.constantFrom(...DAYS),
        donorId: fc.constantFrom('a', 'b'),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(month, (rows) => {
        const weeks = [
          rows.filter(({ day }) => day <= '2026-11-02'),
          rows.filter(({ day }) => day > '2026-11-02'),
        ]
        let state: { rows: readonly LedgerRow[]; explained: Map<string, string | null> } = {
          rows: [],
          explained: new Map(),
        }
        for (const file of [...weeks, rows, rows.slice(3), rows.toReversed()])
          state = apply(state.rows, toLines(file), { explained: state.explained })
        expect(state.rows.length).toBe(rows.length)
      }),
    )
  })

  test('asks before adding a row that an earlier file may have had in other columns', () => {
    const first = apply([], toLines([{ amount: 1000, nickname: '감자' }]))
    const other = planOf(first.rows, toLines([{ amount: 1000, nickname: '감자', message: '고마워요' }]), {
      explained: first.explained,
    })
    expect(other.lines).toMatchObject([{ outcome: 'onlyStatement', certainty: 'maybe', ticked: false }])
    expect(other.lines[0]?.explainedTwins).toHaveLength(1)
  })

  test('N equal rows are N donations', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), (n, m) => {
        const lines = toLines(Array.from({ length: n }, () => ({ amount: 1000, donorId: 'a' })))
        const rows = Array.from({ length: m }, (_, index) => donation(`d${index}`, { donorId: 'a' }))
        const { matched, onlyStatement, onHold } = planOf(rows, lines).lineTallies
        expect([matched.count, onlyStatement.count, onHold.count]).toEqual(n >= m ? [m, n - m, 0] : [0, 0, n])
      }),
    )
  })
})

describe('The passes', () => {
  const outcomeOf = (rows: LedgerRow[], lines: Said[], options?: PlanOptions) =>
    planOf(rows, toLines(lines), options).lines.map(({ outcome, certainty, pass, donationId }) => [
      outcome,
      certainty,
      pass,
      donationId,
    ])

  test('go from the donor’s id over the nickname to the amount alone', () => {
    expect(outcomeOf([donation('d', { donorId: 'a' })], [{ amount: 1000, donorId: 'A' }])).toEqual([
      ['matched', 'sure', 'a', 'd'],
    ])
    expect(
      outcomeOf([donation('d', { donorId: 'a', donorName: '감자' })], [{ amount: 1000, nickname: '감자' }]),
    ).toEqual([['matched', 'sure', 'b', 'd']])
    expect(outcomeOf([donation('d', { day: '2026-10-31' })], [{ amount: 1000, nickname: '감자' }])).toEqual([
      ['matched', 'sure', 'c', 'd'],
    ])
    expect(outcomeOf([donation('d', { day: '2026-10-30' })], [{ amount: 1000 }])).toEqual([
      ['onlyStatement', 'sure', null, null],
    ])
  })

  test('never join two donors that are known to differ', () => {
    expect(
      outcomeOf(
        [donation('d', { donorId: 'a', donorName: '감자' })],
        [{ amount: 1000, donorId: 'b', nickname: '감자' }],
      ),
    ).toEqual([['onlyStatement', 'sure', null, null]])
  })

  test('leave the choice to the creator where one line has two donations', () => {
    const plan = planOf([donation('d1', {}), donation('d2', {})], toLines([{ amount: 1000 }]))
    expect(plan.lines).toMatchObject([
      { outcome: 'onHold', certainty: 'maybe', ticked: false, candidates: ['d1', 'd2'] },
    ])
    expect(plan.donations.map(({ outcome }) => outcome)).toEqual(['onHold', 'onHold'])
  })

  test('take the confirmed one where a fan also waits with an equal one', () => {
    expect(
      outcomeOf(
        [donation('d1', { donorId: 'a' }), donation('d2', { donorId: 'a', status: 'CONFIRMED' })],
        [{ amount: 1000, donorId: 'a' }],
      ),
    ).toEqual([['matched', 'sure', 'a', 'd2']])
  })

  test('find the same fan and day with another amount, and tick neither', () => {
    const plan = planOf(
      [donation('d', { donorId: 'a', amount: 500 })],
      toLines([{ amount: 1000, donorId: 'a' }]),
    )
    expect(plan.lines).toMatchObject([
      { outcome: 'differs', ticked: false, donationId: 'd', meltAmount: 500 },
    ])
  })

  test('ask before adding what a confirmed donation under another name may be', () => {
    expect(
      outcomeOf(
        [donation('d', { status: 'CONFIRMED', donorName: '왕감자' })],
        [{ amount: 1000, nickname: '감자' }],
      ),
    ).toEqual([['onlyStatement', 'maybe', null, null]])
  })

  test('leave out other kinds, later periods and rows without a day', () => {
    const lines: Said[] = [
      { amount: 1000, kind: 'mission' },
      { amount: 1000, day: '2026-12-01' },
      { amount: 1000, day: null },
    ]
    const options = { period: { from: '2026-11-01', to: '2026-11-30' } }
    expect(outcomeOf([], lines, options).map(([outcome]) => outcome)).toEqual([
      'ignored',
      'nextPeriod',
      'onHold',
    ])
  })

  test('do what the creator chose, and ask again where that is no longer possible', () => {
    const [line] = toLines([{ amount: 1000 }])
    const choose = (choice: LineChoice) => new Map([[line?.identity ?? '', choice]])
    const rows = [donation('d1', {}), donation('d2', { amount: 900 })]
    const chosen = (choice: LineChoice) => planOf(rows, line ? [line] : [], { choices: choose(choice) }).lines
    expect(chosen({ outcome: 'matched', donationId: 'd1' })).toMatchObject([
      { outcome: 'matched', pass: 'choice', ticked: true },
    ])
    expect(chosen({ outcome: 'differs', donationId: 'd2', amount: 1000 })).toMatchObject([
      { chosenAmount: 1000, meltAmount: 900 },
    ])
    expect(chosen({ outcome: 'matched', donationId: 'd2' })).toMatchObject([
      { outcome: 'onHold', ticked: false },
    ])
    expect(chosen({ outcome: 'matched', donationId: 'gone' })).toMatchObject([
      { outcome: 'onHold', ticked: false },
    ])
    expect(chosen({ outcome: 'ignored' })).toMatchObject([{ outcome: 'ignored', ticked: false }])
  })
})

describe('Sums', () => {
  test('let no missing line hide behind an extra donation', () => {
    const rows = [donation('d', { status: 'CONFIRMED', donorId: 'a', day: '2026-11-01' })]
    const lines = toLines([{ amount: 1000, donorId: 'b', day: '2026-11-01' }])
    const [line] = lines
    const choices = new Map([[line?.identity ?? '', { outcome: 'ignored' as const }]])
    expect(planOf(rows, lines, { choices }).sums).toMatchObject({
      residual: 0,
      missing: 1000,
      extra: 1000,
      within: false,
    })
    expect(planOf(rows, lines, { choices, tolerance: { absolute: 2000 } }).sums.within).toBe(true)
    expect(planOf(rows, lines, { choices, tolerance: { permille: 1999 } }).sums.within).toBe(false)
  })
})
