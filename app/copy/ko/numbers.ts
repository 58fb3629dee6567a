const UNITS = [
  [100_000_000, '억'],
  [10_000, '만'],
] as const

/** "1,200건", "3명". */
export function countCopy(count: number, unit: string) {
  return `${count.toLocaleString('ko-KR')}${unit}`
}

/** 1000 → "1,000치즈". */
export const cheese = (amount: number) => countCopy(amount, '치즈')

/** 1200000 → "120만"; below 10,000 all digits. */
export function shortAmountCopy(amount: number) {
  const [size, unit] = UNITS.find(([size]) => amount >= size) ?? [1, '']
  return `${(amount / size).toLocaleString('ko-KR', { maximumFractionDigits: 2 })}${unit}`
}

/** 0.255 → "25.5%"; a share that is not all is never 100%, and none at all is no share. */
export function rateCopy(rate: number | null) {
  if (rate === null) return '아직 없어요'
  const thousandths = Math.floor(rate * 1000 + 1e-9)
  return `${(thousandths / 10).toLocaleString('ko-KR')}%`
}

/** "63%", and for a little "1% 미만": nothing that is there is 0%, and no part is all while another is there. */
export function percentCopy(sum: number, total: number) {
  if (sum === 0 || total === 0) return '0%'
  const percent = Math.round((sum / total) * 100)
  if (percent < 1) return '1% 미만'
  return percent === 100 && sum < total ? '99% 넘게' : `${percent}%`
}
