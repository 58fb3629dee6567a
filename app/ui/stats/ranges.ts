import type { StatsRange } from '~/domain/stats/input'

export type Range = StatsRange

export const RANGE_NAMES = [
  ['7d', '7일'],
  ['30d', '30일'],
  ['90d', '90일'],
  ['all', '전체'],
] as const satisfies [Range, string][]

const SPANS = { '7d': '최근 7일', '30d': '최근 30일', '90d': '최근 90일', all: '지금까지' }

/** "최근 30일", "지금까지". */
export const spanWords = (range: Range) => SPANS[range]
