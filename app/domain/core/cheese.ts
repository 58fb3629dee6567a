import { z } from 'zod'

/** No single CHZZK donation comes near it; a larger number is a slip of the finger. */
export const MAX_CHEESE = 100_000_000

export const amountCheese = z
  .int('whole_number')
  .min(1, 'cheese_at_least:1')
  .max(MAX_CHEESE, 'cheese_at_most_hundred_million')

/** 1000 → "1,000치즈". */
export function cheese(amount: number) {
  return `${amount.toLocaleString('ko-KR')}치즈`
}
