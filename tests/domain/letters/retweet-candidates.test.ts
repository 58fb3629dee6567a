import { describe, expect, test } from 'vitest'
import {
  bestCandidates,
  type Candidate,
  candidateScore,
  waitingDays,
} from '~/domain/letters/retweet-candidates'

const NOW = new Date('2026-11-22T12:00:00Z')
const DAY_MS = 24 * 60 * 60 * 1000

const letter = (
  days: number,
  { id = 'a', authorId = id, vip = false, weight = null }: Partial<Candidate>,
) => ({
  id,
  authorId,
  vip,
  weight,
  createdAt: new Date(NOW.getTime() - days * DAY_MS),
})

describe('A candidate', () => {
  test.each([
    [0, {}, 7],
    [30, {}, 37],
    [0, { weight: 0 }, 7],
    [0, { weight: 3 }, 28],
    [0.99, { weight: 3 }, 28],
    [1, { weight: 3 }, 32],
    [0, { vip: true }, 77],
    [0, { vip: true, weight: 1 }, 77],
    [0, { weight: 10 }, 77],
    [30, { vip: true }, 407],
    [-1, {}, 7],
  ])('of %s days with %o scores %i', (days, fields, score) => {
    expect(candidateScore(letter(days, fields), NOW)).toBe(score)
  })

  test('waits in whole days', () => {
    expect([0, 0.5, 1, 29.9].map((days) => waitingDays(letter(days, {}), NOW))).toEqual([0, 0, 1, 29])
  })
})

describe('The best candidates', () => {
  const ids = (candidates: Candidate[], most = 5) => bestCandidates(candidates, most, NOW).map(({ id }) => id)

  test('are the few with the highest scores', () => {
    const letters = [
      letter(0, { id: 'fresh' }),
      letter(30, { id: 'old' }),
      letter(0, { id: 'vip', vip: true }),
    ]
    expect(ids(letters)).toEqual(['vip', 'old', 'fresh'])
    expect(ids(letters, 1)).toEqual(['vip'])
    expect(ids([])).toEqual([])
  })

  test('are one of each author, their best', () => {
    const same = { authorId: 'one', weight: 2 }
    expect(ids([letter(0, { id: 'new', ...same }), letter(9, { id: 'long', ...same })])).toEqual(['long'])
  })

  test('of equal ones, begin with the one that waits longer', () => {
    const letters = [letter(0.1, { id: 'b' }), letter(0.2, { id: 'a' }), letter(0.1, { id: 'c' })]
    expect(ids(letters)).toEqual(['a', 'b', 'c'])
  })
})
