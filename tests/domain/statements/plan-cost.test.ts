import { describe, expect, test } from 'vitest'
import type { StatementLine } from '~/domain/statements/lines'
import type { LedgerRow } from '~/domain/statements/plan'
import { planOf } from '~/domain/statements/plan-of'

const LINES = 50_000
const DONATIONS = 200_000
const MAX_MS = 5_000
const MAX_BYTES = 300 * 1024 * 1024

type Shape = { days: number; people: number; amounts: number; ids: boolean; names: boolean; name?: string }
const dayOf = (index: number, days: number) =>
  new Date(Date.UTC(2026, 0, 1 + (index % days))).toISOString().slice(0, 10)

function statementOf({ days, people, amounts, ids, names, name }: Shape): StatementLine[] {
  return Array.from({ length: LINES }, (_, index) => ({
    identity: `line ${index}`,
    row: index + 2,
    day: dayOf(index * 7, days),
    time: null,
    period: null,
    amount: 1000 * (1 + (index % amounts)),
    donorId: ids ? `donor ${index % people}` : null,
    nickname: name ?? (names ? `name ${index % people}` : null),
    kind: null,
    message: null,
    fee: null,
    net: null,
    state: null,
    counted: true,
  }))
}

function ledgerOf(
  { days, people, amounts, name }: Shape,
  { ids, names, shift, called = 'name' }: { ids: boolean; names: boolean; shift: number; called?: string },
) {
  return Array.from(
    { length: DONATIONS },
    (_, index): LedgerRow => ({
      id: `donation ${index}`,
      status: index % 3 === 0 ? 'CONFIRMED' : 'OCCURRED',
      amount: 1000 * (1 + (index % amounts)),
      day: dayOf(index * 3, days),
      time: null,
      donorId: ids ? `${called === 'other' ? 'other' : 'donor'} ${(index + shift) % people}` : null,
      donorName: name ?? (names ? `${called} ${(index + shift) % people}` : null),
      explainedBy: index % 10 === 0 ? `earlier ${index}` : null,
    }),
  )
}

describe('50,000 lines against 200,000 donations', () => {
  const everyday: Shape = { days: 365, people: 3_000, amounts: 20, ids: true, names: true }
  const oneDay: Shape = { days: 1, people: 40_000, amounts: 1, ids: false, names: true }
  test.each([
    ['as they come', everyday, { ids: true, names: true, shift: 0 }],
    [
      'without ids or names',
      { ...everyday, ids: false, names: false },
      { ids: false, names: false, shift: 0 },
    ],
    [
      'all of one amount and day, nameless',
      { ...oneDay, names: false },
      { ids: false, names: false, shift: 0 },
    ],
    [
      'all of one amount and day, other names',
      oneDay,
      { ids: false, names: true, shift: 0, called: 'other' },
    ],
    [
      'all of one amount and day, other ids',
      { ...oneDay, ids: true },
      { ids: true, names: true, shift: 20_000, called: 'other' },
    ],
    ['ids on one side alone', { ...oneDay, ids: true, names: true }, { ids: false, names: true, shift: 7 }],
    [
      'all of one name and day, other ids and amounts',
      { ...oneDay, amounts: 20, ids: true, name: '감자' },
      { ids: true, names: true, shift: 0, called: 'other' },
    ],
    ['one fan, every day', { ...everyday, people: 1 }, { ids: true, names: true, shift: 0 }],
  ] as const)('%s: planned in five seconds and 300 MB', (_name, shape, other) => {
    const rows = ledgerOf(shape, other)
    const lines = statementOf(shape)
    const before = process.memoryUsage().heapUsed
    // Of the processor, which others' work beside it makes no slower.
    const startedAt = process.cpuUsage()
    const plan = planOf(rows, lines)
    const { user, system } = process.cpuUsage(startedAt)
    const ms = (user + system) / 1000
    const bytes = process.memoryUsage().heapUsed - before
    expect(plan.lines.length).toBe(LINES)
    expect(ms).toBeLessThan(MAX_MS)
    expect(bytes).toBeLessThan(MAX_BYTES)
  })
})
