import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cheese } from '~/copy/ko/numbers'
import { amountDelta, isLegalStep } from '~/domain/donations/entry'
import { amountCheese, MAX_CHEESE } from '~/domain/donations/input'
import { coerceFormValues } from '~/http/pipeline/validate.server'

describe('An amount of cheese', () => {
  test('is written with commas', () => {
    expect([cheese(0), cheese(1_000), cheese(1_234_567)]).toEqual(['0치즈', '1,000치즈', '1,234,567치즈'])
  })

  test('is a whole number from one to a hundred million', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_CHEESE }), (amount) => amountCheese.parse(amount) === amount),
    )
    const wrong = fc.oneof(
      fc.integer({ max: 0 }),
      fc.integer({ min: MAX_CHEESE + 1 }),
      fc.double().filter((n) => !Number.isInteger(n)),
      fc.string(),
      fc.constant(null),
    )
    fc.assert(fc.property(wrong, (amount) => !amountCheese.safeParse(amount).success))
  })

  test('that a person types is read as they mean it, or not at all', () => {
    const schema = z.object({ amount: amountCheese })
    const read = (text: string) => schema.safeParse(coerceFormValues(schema, { amount: text })).data?.amount
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_CHEESE }), (amount) => {
        for (const text of [String(amount), cheese(amount), ` ${amount} `, amount.toLocaleString('ko-KR')]) {
          expect(read(text)).toBe(amount)
        }
      }),
    )
    for (const text of ['1.5', '1e3', '0x10', '１０', '-1', '천 치즈', '1원', '치즈', '', '9'.repeat(16)]) {
      expect(read(text), text).toBeUndefined()
    }
  })
})

describe('A donation’s life', () => {
  const states = ['PENDING', 'OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED'] as const

  test('has these lines and no others', () => {
    const lines = states.flatMap((from) =>
      states.filter((to) => isLegalStep(from, to)).map((to) => `${from} → ${to}`),
    )
    expect(lines).toEqual([
      'PENDING → OCCURRED',
      'PENDING → CONFIRMED',
      'OCCURRED → CONFIRMED',
      'OCCURRED → REJECTED',
      'CONFIRMED → REVERSED',
      'REJECTED → CONFIRMED',
      'REVERSED → CONFIRMED',
    ])
  })

  test('sums to its amount while it is confirmed and to nothing otherwise, whatever way it took', () => {
    const step = fc.tuple(fc.nat(10), fc.integer({ min: 1, max: MAX_CHEESE }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let [state, amount, sum]: [(typeof states)[number], number, number] = ['OCCURRED', 0, 0]
        for (const [pick, other] of steps) {
          const next = states.filter((to) => isLegalStep(state, to))
          state = next[pick % next.length] ?? state
          if (state === 'CONFIRMED') amount = other
          sum += amountDelta(state, amount)
          expect(sum).toBe(state === 'CONFIRMED' ? amount : 0)
        }
      }),
    )
  })
})
