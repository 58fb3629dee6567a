import { z } from 'zod'

/** No single CHZZK donation comes near it; a larger number is a slip of the finger. */
export const MAX_CHEESE = 100_000_000

export const amountCheese = z
  .int('정수로 적어 주세요')
  .min(1, '1치즈부터 적을 수 있어요')
  .max(MAX_CHEESE, '1억 치즈까지 적을 수 있어요')

/** 1000 → "1,000치즈". */
export function cheese(amount: number) {
  return `${amount.toLocaleString('ko-KR')}치즈`
}
