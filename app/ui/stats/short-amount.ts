const UNITS = [
  [100_000_000, '억'],
  [10_000, '만'],
] as const

/** 1200000 → "120만", for the axis of a picture; below 10,000 all digits. */
export function shortAmount(amount: number) {
  const [size, unit] = UNITS.find(([size]) => amount >= size) ?? [1, '']
  return `${(amount / size).toLocaleString('ko-KR', { maximumFractionDigits: 2 })}${unit}`
}
