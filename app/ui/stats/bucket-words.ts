import { cheese } from '~/domain/core/cheese'
import type { Bucket, Grain } from './buckets'

const BEST = {
  day: '가장 많은 날은',
  week: '가장 많은 주는',
  month: '가장 많은 달은',
  year: '가장 많은 해는',
}

const parts = (date: string) => date.split('-').map(Number) as [number, number, number]

/** "11월 21일", "11월 16일–22일", "2026년 11월", "2026년". */
export function bucketWords({ from, to }: Pick<Bucket, 'from' | 'to'>, grain: Grain) {
  const [year, month, day] = parts(from)
  if (grain === 'month') return `${year}년 ${month}월`
  if (grain === 'year') return `${year}년`
  const first = `${month}월 ${day}일`
  if (from === to) return first
  const [, endMonth, endDay] = parts(to)
  return `${first}–${endMonth === month ? '' : `${endMonth}월 `}${endDay}일`
}

/** The same for below a bar: "11/21", "11/16~", "26.11", "2026". */
export function shortBucketWords({ from }: Pick<Bucket, 'from'>, grain: Grain) {
  const [year, month, day] = parts(from)
  if (grain === 'month') return `${year % 100}.${month}`
  if (grain === 'year') return String(year)
  return `${month}/${day}${grain === 'week' ? '~' : ''}`
}

/** What a picture of time shows, in one sentence. */
export function timelineWords(buckets: Bucket[], grain: Grain) {
  const best = buckets.reduce<Bucket | null>((best, one) => (one.sum > (best?.sum ?? 0) ? one : best), null)
  if (!best) return '이 기간에는 확인된 후원이 없어요'
  return `${BEST[grain]} ${bucketWords(best, grain)}, ${cheese(best.sum)}예요`
}
