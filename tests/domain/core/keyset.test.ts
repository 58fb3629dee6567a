import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldCopy } from '~/copy/ko/fields'
import { cursor, encodeCursor, limit, toPage } from '~/domain/core/keyset'

const place = fc.record({
  amount: fc.nat(2_147_483_647),
  at: fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
  id: fc.uuid(),
})

describe('A cursor', () => {
  test('leads back to its place, and an address can carry it', () => {
    fc.assert(
      fc.property(place, (one) => {
        const written = encodeCursor(one)
        expect(written).toMatch(/^[\w-]{1,200}$/)
        expect(cursor.parse(written)).toEqual(one)
      }),
    )
  })

  test('that nobody wrote is refused or a place, and never breaks', () => {
    const bent = place.chain((one) =>
      fc.tuple(fc.constant(encodeCursor(one)), fc.nat(60), fc.string({ maxLength: 3 })),
    )
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      bent.map(([written, at, text]) => written.slice(0, at) + text + written.slice(at)),
    )
    fc.assert(
      fc.property(anything, (text) => {
        const { data } = cursor.safeParse(text)
        if (!data) return
        expect(data.at.toISOString()).toMatch(/^\d{4}-/)
        expect(data.amount).toBeLessThanOrEqual(2_147_483_647)
      }),
    )
  })

  test('is refused with words of ours', () => {
    const { error } = cursor.safeParse('x')
    const errors = error?.issues.map(({ message }) => ({ path: 'cursor', message })) ?? []
    expect(fieldCopy(errors)).toEqual([{ path: 'cursor', message: '처음부터 다시 불러와 주세요' }])
  })
})

describe('A page', () => {
  type Row = { at: Date; id: string }

  test('after another shows every row once, in order', () => {
    const row = fc.record({ at: fc.constantFrom(1, 2, 3).map((ms) => new Date(ms)), id: fc.uuid() })
    const rowsOf = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 40 })
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 50 }), (given, size) => {
        const all = given.sort((a, b) => compare(b, a))
        const seen: Row[] = []
        let after: string | null = null
        do {
          const from: Row | null = after ? cursor.parse(after) : null
          const rest: Row[] = from ? all.filter((one) => compare(one, from) < 0) : all
          const page: ReturnType<typeof toPage<Row>> = toPage(rest.slice(0, size + 1), size, (one) => one)
          expect(page.items.length).toBeLessThanOrEqual(size)
          seen.push(...page.items)
          after = page.nextCursor
        } while (after)
        expect(seen).toEqual(all)
      }),
    )
  })

  const compare = (a: Row, b: Row) =>
    a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id))

  test('has one to fifty items, twenty by default', () => {
    expect([limit.parse(undefined), limit.parse(1), limit.parse(50)]).toEqual([20, 1, 50])
    for (const wrong of [0, 51, -1, 1.5, Number.NaN, '10', null, true])
      expect(limit.safeParse(wrong).success).toBe(false)
  })
})
