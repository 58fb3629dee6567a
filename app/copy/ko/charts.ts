import type { Bucket, Grain } from '~/domain/stats/span'
import { daysCopy, partsOf, WEEKDAYS } from './dates'
import { cheese } from './numbers'

const BEST = {
  day: '가장 많은 날은',
  week: '가장 많은 주는',
  month: '가장 많은 달은',
  year: '가장 많은 해는',
}

const NOTHING = '이 기간에는 확인된 후원이 없어요'

/** "11월 21일", "11월 16일–22일", "2026년 11월", "2026년". */
export function bucketCopy({ from, to }: Pick<Bucket, 'from' | 'to'>, grain: Grain) {
  const [year, month] = partsOf(from)
  if (grain === 'month') return `${year}년 ${month}월`
  return grain === 'year' ? `${year}년` : daysCopy(from, to)
}

/** "11/21", "11/16~", "26.11", "2026". */
export function shortBucketCopy({ from }: Pick<Bucket, 'from'>, grain: Grain) {
  const [year, month, day] = partsOf(from)
  if (grain === 'month') return `${year % 100}.${month}`
  if (grain === 'year') return String(year)
  return `${month}/${day}${grain === 'week' ? '~' : ''}`
}

export function timelineCopy(buckets: Bucket[], grain: Grain) {
  const best = buckets.reduce<Bucket | null>(
    (best, bucket) => (bucket.sum > (best?.sum ?? 0) ? bucket : best),
    null,
  )
  return best ? `${BEST[grain]} ${bucketCopy(best, grain)}, ${cheese(best.sum)}예요` : NOTHING
}

export function heatmapCopy(cells: number[][]) {
  const best = { weekday: 0, hour: 0, sum: 0 }
  for (const [weekday, hours] of cells.entries()) {
    for (const [hour, sum] of hours.entries()) {
      if (sum > best.sum) Object.assign(best, { weekday, hour, sum })
    }
  }
  if (best.sum === 0) return NOTHING
  return `${WEEKDAYS[best.weekday]}요일 ${best.hour}시에 가장 많아요. 모두 ${cheese(best.sum)}예요`
}
