import type { Period } from '~/domain/core/kst'
import type { StatsRange } from '~/domain/stats/input'

type Named<Value> = readonly (readonly [Value, string])[]

export const RANGES = [
  ['7d', '7일'],
  ['30d', '30일'],
  ['90d', '90일'],
  ['all', '전체'],
] as const satisfies Named<StatsRange>

const RANGE_COPY = { '7d': '최근 7일', '30d': '최근 30일', '90d': '최근 90일', all: '지금까지' }

/** "최근 30일", "지금까지". */
export const rangeCopy = (range: StatsRange) => RANGE_COPY[range]

/** The same in a rule: "최근 30일(오늘 포함)". */
export const rangeRuleCopy = (range: StatsRange) =>
  range === 'all' ? rangeCopy(range) : `${rangeCopy(range)}(오늘 포함)`

export const PERIODS = [
  ['all', '전체'],
  ['today', '오늘'],
  ['week', '이번 주'],
  ['month', '이번 달'],
] as const satisfies Named<Period>

const PERIOD_COPY = { ...(Object.fromEntries(PERIODS) as Record<Period, string>), all: '지금까지' }

/** "이번 주", "지금까지". */
export const periodCopy = (period: Period) => PERIOD_COPY[period]

const PERIOD_RULES: Record<Period, string> = {
  all: '확인된 내 후원을 모두 더했어요',
  today: '오늘 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
  week: '이번 주 월요일 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
  month: '이번 달 1일 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
}

export const periodRuleCopy = (period: Period) => PERIOD_RULES[period]
