import type { Cell } from './table'

export type AmountReason =
  | 'amount_missing'
  | 'amount_unreadable'
  | 'amount_fraction'
  | 'amount_too_large'
  | 'amount_is_date'
  | 'formula'

const MAX_AMOUNT = 2_147_483_647
const CURRENCY = /^(?:[₩\\]|KRW)\s*/i
const UNIT = /\s?(?:치즈|원|KRW)$/i
const MINUS = /^[-−–△▲]\s*/
const PLAIN = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/

/** An amount in whole cheese, negative where the file says so, or why it is none. */
export function parseAmountCell(cell: Cell): { amount: number } | { reason: AmountReason } {
  if (cell === null || cell === '') return { reason: 'amount_missing' }
  if (cell instanceof Date) return { reason: 'amount_is_date' }
  if (typeof cell === 'number') return toAmount(cell)
  return typeof cell === 'string' ? parseAmountText(cell) : { reason: 'amount_unreadable' }
}

function parseAmountText(raw: string): { amount: number } | { reason: AmountReason } {
  const text = raw.normalize('NFKC').replace(/\s+/g, ' ').trim()
  if (text === '') return { reason: 'amount_missing' }
  if (text.startsWith('=')) return { reason: 'formula' }
  const { digits, negative } = takeSign(text)
  const match = PLAIN.exec(digits)
  if (!match) return { reason: 'amount_unreadable' }
  if (/[1-9]/.test(match[1] ?? '')) return { reason: 'amount_fraction' }
  const value = Number(digits.replace(/\..*$/, '').replaceAll(',', ''))
  return toAmount(negative ? -value : value)
}

/** The sign may stand before or behind the currency, or be a pair of parentheses; twice is no number. */
function takeSign(text: string): { digits: string; negative: boolean } {
  const inside = /^\((.*)\)$/.exec(text)?.[1]
  const bare = (inside ?? text).trim().replace(UNIT, '')
  const outer = bare.replace(MINUS, '')
  const priced = outer.replace(CURRENCY, '')
  const digits = priced.replace(MINUS, '')
  const signs = [inside !== undefined, outer !== bare, digits !== priced].filter(Boolean).length
  if (signs > 1) return { digits: '', negative: false }
  return { digits: signs === 0 ? digits.replace(/^\+/, '') : digits, negative: signs === 1 }
}

function toAmount(value: number): { amount: number } | { reason: AmountReason } {
  if (!Number.isFinite(value) || Math.abs(value) > MAX_AMOUNT) return { reason: 'amount_too_large' }
  if (!Number.isInteger(value)) return { reason: 'amount_fraction' }
  return { amount: value === 0 ? 0 : value }
}
