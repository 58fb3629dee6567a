/** 0.255 → "25.5%"; a share that is not all is never said to be 100%, and none at all is no share. */
export function rateWords(rate: number | null) {
  if (rate === null) return '아직 없어요'
  const thousandths = Math.floor(rate * 1000 + 1e-9)
  return `${(thousandths / 10).toLocaleString('ko-KR')}%`
}
