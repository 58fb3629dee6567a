import type { ExplainQuery } from '~/http/paths'

/** One part of a whole: its name, its cheese, and where its number is explained. */
export type Share = { name: string; sum: number; why: ExplainQuery }

/** "63%", and for a little "1% 미만": nothing that is there is said to be 0%, and no part to be all while another is there. */
export function percentWords(sum: number, total: number) {
  if (sum === 0 || total === 0) return '0%'
  const percent = Math.round((sum / total) * 100)
  if (percent < 1) return '1% 미만'
  return percent === 100 && sum < total ? '99% 넘게' : `${percent}%`
}
