import { inKst, kstDayOf } from '~/domain/core/kst'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Monday first, as weeks and the heat map are counted. */
export const WEEKDAYS = ['월', '화', '수', '목', '금', '토', '일'] as const

/** "2026. 11. 21. 22:15" in Korea. */
export function timestampCopy(at: string) {
  return `${dateCopy(at)} ${clockCopy(at)}`
}

/** "3분 전", and after a week the date. */
export function agoCopy(at: string, nowMs: number) {
  const passedMs = nowMs - Date.parse(at)
  if (passedMs < MINUTE_MS) return '방금'
  if (passedMs < HOUR_MS) return `${Math.floor(passedMs / MINUTE_MS)}분 전`
  if (passedMs < DAY_MS) return `${Math.floor(passedMs / HOUR_MS)}시간 전`
  if (passedMs < 7 * DAY_MS) return `${Math.floor(passedMs / DAY_MS)}일 전`
  return dateCopy(at)
}

/** "11월 20일 02:10" in Korea. */
export function minuteCopy(at: string) {
  return `${dayCopy(at)} ${clockCopy(at)}`
}

/** "14:03" for a minute of the day of `asOf`, "11월 20일 14:03" for any other. */
export function timeCopy(at: string, asOf: string) {
  return dayCopy(at) === dayCopy(asOf) ? clockCopy(at) : minuteCopy(at)
}

/** "11월 20일 02:10–02:25", with both days where they differ, and one minute where it ends within it. */
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

/** Year, month and day of a date such as "2026-11-21". */
export const partsOf = (date: string) => date.split('-').map(Number) as [number, number, number]

function dateCopy(at: string) {
  const [year, month, day] = partsOf(kstDayOf(new Date(at)))
  return `${year}. ${month}. ${day}.`
}

function dayCopy(at: string) {
  const day = kstDayOf(new Date(at))
  return daysCopy(day, day)
}

const clockCopy = (at: string) => inKst(new Date(at)).slice(11, 16)
