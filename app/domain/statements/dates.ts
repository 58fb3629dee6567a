import { DAY_MS, inKst } from '~/domain/core/kst'
import type { Cell } from './table'

export type DateReason = 'date_missing' | 'date_unreadable' | 'date_out_of_range'
/** A day in Korea, with its time where the file has one; midnight is how a file says that it has none. */
export type KstMoment = { day: string; time: string | null }
export type KstPeriod = { from: string; to: string }
type Failed = { reason: DateReason }

const FIRST_YEAR = 2000
const LAST_YEAR = 2199
/** Day 0 of Excel's calendar as it counts after its 29 February 1900, which never was. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30)
const DAYS_FROM_1900_TO_1904 = 1_462

const YEAR_FIRST =
  /^(\d{4})\s*(?:[.\-/]|년)\s*(\d{1,2})\s*(?:[.\-/]|월)\s*(\d{1,2})\s*[.일]?(?![\d:])\s*(?:\(?[월화수목금토일](?:요일)?\)?)?/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?!\d)/
const TIME =
  /^[T,]?\s*(오전|오후|AM|PM)?\s*(\d{1,2})\s*(?::|시)\s*(?:(\d{1,2})\s*분?)?\s*(?::?\s*(\d{1,2})(?:\.\d{1,9})?\s*초?)?\s*(AM|PM)?$/i
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i
const MONTH = /^(\d{4})\s*(?:[.\-/]|년)\s*(\d{1,2})\s*[.월]?$/

/** A date as a spreadsheet, a person or a machine wrote it, in Korea's time. */
export function parseDateCell(cell: Cell, { epoch1904 = false } = {}): KstMoment | Failed {
  if (cell === null || cell === '') return { reason: 'date_missing' }
  if (cell instanceof Date) return fromSerialTime(cell.getTime())
  if (typeof cell === 'number') {
    const serial = cell + (epoch1904 ? DAYS_FROM_1900_TO_1904 : 0)
    return fromSerialTime(EXCEL_EPOCH_MS + serial * DAY_MS)
  }
  return typeof cell === 'string' ? parseDateText(cell) : { reason: 'date_unreadable' }
}

/** A spreadsheet keeps a clock's face without a zone, here as if it were UTC, exact to a second. */
function fromSerialTime(ms: number): KstMoment | Failed {
  const rounded = Math.round(ms / 1000) * 1000
  if (!(Math.abs(rounded) <= 8.64e15)) return { reason: 'date_out_of_range' }
  const face = new Date(rounded).toISOString()
  if (!/^\d{4}-/.test(face)) return { reason: 'date_out_of_range' }
  return toMoment(face.slice(0, 10), face.slice(11, 19))
}

/** Patterns look at a text as often as it has blanks; no date is as long as this. */
const MAX_TEXT = 80
function toShortText(raw: string) {
  const text = raw.normalize('NFKC').replace(/\s+/g, ' ').trim()
  return text.length > MAX_TEXT ? '' : text
}

function parseDateText(raw: string): KstMoment | Failed {
  const text = toShortText(raw)
  if (WITH_OFFSET.test(text)) {
    const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
    if (Number.isNaN(ms)) return { reason: 'date_unreadable' }
    const face = inKst(new Date(ms))
    return toMoment(face.slice(0, 10), face.slice(11, 19))
  }
  if (/^\d{5}(\.\d+)?$/.test(text)) return parseDateCell(Number(text))
  const match = YEAR_FIRST.exec(text) ?? COMPACT.exec(text)
  if (!match) return { reason: 'date_unreadable' }
  const [whole, year = '', month = '', date = ''] = match
  const rest = text.slice(whole.length).trim()
  const time = rest === '' ? '00:00:00' : parseTime(rest)
  return time === null ? { reason: 'date_unreadable' } : toMoment(toDay(year, month, date), time)
}

function parseTime(text: string): string | null {
  const match = TIME.exec(text)
  if (!match) return null
  const [, before = '', hours = '', minutes = '0', seconds = '0', after = ''] = match
  const half = (before || after).toUpperCase()
  const isAfternoon = half === '오후' || half === 'PM'
  if (half !== '' && (Number(hours) < 1 || Number(hours) > 12)) return null
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (isAfternoon ? 12 : 0)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  return [hour, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':')
}

const toDay = (year: string, month: string, date: string) =>
  `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`

function toMoment(day: string, time: string): KstMoment | Failed {
  const ms = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day)
    return { reason: 'date_unreadable' }
  const year = Number(day.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR) return { reason: 'date_out_of_range' }
  return { day, time: time === '00:00:00' ? null : time }
}

/** "2026.11.01 ~ 2026.11.07", a whole month, or a single day. */
export function parsePeriodCell(cell: Cell, options: { epoch1904?: boolean } = {}): KstPeriod | Failed {
  const text = typeof cell === 'string' ? toShortText(cell) : ''
  const [, year = '', month = ''] = MONTH.exec(text) ?? []
  if (year) return toPeriod(parseDateText(`${year}-${month}-01`), parseDateText(lastDayOf(year, month)))
  const [first = '', last, ...more] = text.split(/\s*[~∼〜–]\s*|\s+-\s+/)
  if (last !== undefined && more.length === 0) return toPeriod(parseDateText(first), parseDateText(last))
  const moment = parseDateCell(cell, options)
  return toPeriod(moment, moment)
}

const lastDayOf = (year: string, month: string) =>
  new Date(Date.UTC(Number(year), Math.min(Number(month), 12), 0)).toISOString().slice(0, 10)

function toPeriod(first: KstMoment | Failed, last: KstMoment | Failed): KstPeriod | Failed {
  if ('reason' in first) return first
  if ('reason' in last) return last
  return first.day <= last.day ? { from: first.day, to: last.day } : { reason: 'date_unreadable' }
}
