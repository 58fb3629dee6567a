import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectedSpans, gapsBetween, type Span, wantedSpans } from '~/domain/chzzk-events/state'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20) + minute * 60_000)
const span = (from: number, to: number): Span => ({ from: at(from), to: at(to) })
const within = (minute: number, spans: Span[]) =>
  spans.some(({ from, to }) => from <= at(minute) && at(minute) < to)

test('A gap is exactly what was wanted and not heard, minute by minute, and gaps neither touch nor overlap', () => {
  const spans = fc
    .array(fc.tuple(fc.nat(60), fc.nat(20)), { maxLength: 8 })
    .map((pairs) => pairs.map(([from, length]) => span(from, from + length)))
  const apart = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), { maxLength: 6 })
    .map((steps) => {
      let now = 0
      return steps.map(([pause, length]) => {
        const from = now + pause
        now = from + length
        return span(from, now)
      })
    })
  fc.assert(
    fc.property(apart, spans, (wanted, heard) => {
      const gaps = gapsBetween(wanted, heard)
      for (let minute = 0; minute < 120; minute++) {
        expect(within(minute, gaps), `minute ${minute}`).toBe(
          within(minute, wanted) && !within(minute, heard),
        )
      }
      for (const { from, to } of gaps) expect(to > from).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('Events are wanted from switching on to switching off, and changing between assist and auto is neither', () => {
  const changes = [
    { mode: 'assist' as const, at: at(1) },
    { mode: 'auto' as const, at: at(2) },
    { mode: 'off' as const, at: at(5) },
    { mode: 'off' as const, at: at(6) },
    { mode: 'auto' as const, at: at(8) },
  ]
  expect(wantedSpans(changes, at(10))).toEqual([span(1, 5), span(8, 10)])
})

test('A connection is heard from subscribed on; one that nobody ended and nobody holds, until it was heard last', () => {
  const connections = [
    { subscribedAt: null, heardAt: at(1), endedAt: at(1) },
    { subscribedAt: at(2), heardAt: at(3), endedAt: at(4) },
    { subscribedAt: at(5), heardAt: at(6), endedAt: null },
  ]
  expect(connectedSpans(connections, false, at(9))).toEqual([span(2, 4), span(5, 6)])
  expect(connectedSpans(connections, true, at(9))).toEqual([span(2, 4), span(5, 9)])
})
