const KST = 9 * 60 * 60 * 1000

/** `2026-07-22 22:44:39`: Korean time without a zone, as CHZZK's REST writes it (chzzk.md §3.4, §4.1). */
export function inKst(at: Date): string {
  return new Date(at.getTime() + KST).toISOString().slice(0, 19).replace('T', ' ')
}

/** `2026-07-26T03:14:28.690447802`: the same to the nanosecond, as events carry it (chzzk.md §4.4 [LIVE 2]). */
export function inKstToTheNanosecond(at: Date, belowMillisecond: number): string {
  const toTheMillisecond = new Date(at.getTime() + KST).toISOString().slice(0, -1)
  return toTheMillisecond + String(belowMillisecond % 1_000_000).padStart(6, '0')
}
