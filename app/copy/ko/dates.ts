import { inKst, kstDayOf, type Period } from '~/domain/core/kst'
import type { StatsRange } from '~/domain/stats/input'

/** Monday first. */
export const WEEKDAYS = ['월', '화', '수', '목', '금', '토', '일'] as const

/** "2026. 11. 21. 22:15" in Korea. */
export function timestampCopy(at: string) {
  const [day = '', clock = ''] = inKst(new Date(at)).split('T')
  const [year, month, date] = partsOf(day)
  return `${year}. ${month}. ${date}. ${clock.slice(0, 5)}`
}

/** "11월 20일 02:10" in Korea. */
export function minuteCopy(at: string) {
  return `${dayCopy(at)} ${clockCopy(at)}`
}

/** "14:03" for a minute of the day of `asOf`, "11월 20일 14:03" for any other. */
export function timeCopy(at: string, asOf: string) {
  return dayCopy(at) === dayCopy(asOf) ? clockCopy(at) : minuteCopy(at)
}

/** "11월 20일 02:10–02:25", with both days where they differ. */
export function spanCopy(from: string, to: string) {
  if (minuteCopy(from) === minuteCopy(to)) return minuteCopy(from)
  return `${minuteCopy(from)}–${timeCopy(to, from)}`
}

/** "11월 21일", "11월 16일–22일": KST days, both included. */
export function daysCopy(from: string, to: string) {
  const [, month, day] = partsOf(from)
  const [, endMonth, endDay] = partsOf(to)
  const first = `${month}월 ${day}일`
  if (from === to) return first
  return `${first}–${endMonth === month ? '' : `${endMonth}월 `}${endDay}일`
}

/** "2026-11-21 22:15" in Korea, as spreadsheets parse a time. */
export function spreadsheetTime(at: Date | string | null) {
  return at === null ? null : inKst(new Date(at)).slice(0, 16).replace('T', ' ')
}

export const partsOf = (date: string) => date.split('-').map(Number) as [number, number, number]

function dayCopy(at: string) {
  const day = kstDayOf(new Date(at))
  return daysCopy(day, day)
}

const clockCopy = (at: string) => inKst(new Date(at)).slice(11, 16)

type Named<Value> = readonly (readonly [Value, string])[]

export const RANGES = [
  ['7d', '7일'],
  ['30d', '30일'],
  ['90d', '90일'],
  ['all', '전체'],
] as const satisfies Named<StatsRange>

const RANGE_COPY = { '7d': '최근 7일', '30d': '최근 30일', '90d': '최근 90일', all: '지금까지' }

export const rangeCopy = (range: StatsRange) => RANGE_COPY[range]

export const rangeRuleCopy = (range: StatsRange) =>
  range === 'all' ? rangeCopy(range) : `${rangeCopy(range)}(오늘 포함)`

export const PERIODS = [
  ['all', '전체'],
  ['today', '오늘'],
  ['week', '이번 주'],
  ['month', '이번 달'],
] as const satisfies Named<Period>

const PERIOD_COPY = { ...(Object.fromEntries(PERIODS) as Record<Period, string>), all: '지금까지' }

export const periodCopy = (period: Period) => PERIOD_COPY[period]

const PERIOD_RULES: Record<Period, string> = {
  all: '확인된 내 후원을 모두 더했어요',
  today: '오늘 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
  week: '이번 주 월요일 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
  month: '이번 달 1일 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
}

export const periodRuleCopy = (period: Period) => PERIOD_RULES[period]
