import { inKst, kstDayOf } from '~/domain/core/kst'

/** "11월 20일" in Korea. */
function dayWords(at: string) {
  const [, month, day] = kstDayOf(new Date(at)).split('-')
  return `${Number(month)}월 ${Number(day)}일`
}

/** "02:10" in Korea. */
export function clockWords(at: string) {
  return inKst(new Date(at)).slice(11, 16)
}

/** "11월 20일 02:10" in Korea. */
export function minuteWords(at: string) {
  return `${dayWords(at)} ${clockWords(at)}`
}

/** "14:03" for a minute of the day it is looked at, "11월 20일 14:03" for any other. */
export function lateWords(at: string, asOf: string) {
  return dayWords(at) === dayWords(asOf) ? clockWords(at) : minuteWords(at)
}

/** "11월 20일 02:10–02:25", with both days where they differ, and once where it is over within its minute. */
export function spanWords(from: string, to: string) {
  if (minuteWords(from) === minuteWords(to)) return minuteWords(from)
  const end = dayWords(from) === dayWords(to) ? clockWords(to) : minuteWords(to)
  return `${minuteWords(from)}–${end}`
}
