import { WEEKDAYS } from '~/copy/ko/dates'
import { cheese } from '~/domain/core/cheese'

/** When most comes, in one sentence. */
export function heatWords(cells: number[][]) {
  const best = { weekday: 0, hour: 0, sum: 0 }
  for (const [weekday, hours] of cells.entries()) {
    for (const [hour, sum] of hours.entries()) {
      if (sum > best.sum) Object.assign(best, { weekday, hour, sum })
    }
  }
  if (best.sum === 0) return '이 기간에는 확인된 후원이 없어요'
  return `${WEEKDAYS[best.weekday]}요일 ${best.hour}시에 가장 많아요. 모두 ${cheese(best.sum)}예요`
}
