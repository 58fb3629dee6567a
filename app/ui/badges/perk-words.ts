import { cheese } from '~/domain/core/cheese'

type Perks = { lettersFirst: boolean; retweetWeight: number }

/** What a tier brings, in plain words. */
export function perkWords({ lettersFirst, retweetWeight }: Perks) {
  const words = [
    ...(lettersFirst ? ['편지가 인박스 위쪽에 와요'] : []),
    ...(retweetWeight > 0 ? [`소개 후보에서 ${weightWord(retweetWeight)} 앞서요`] : []),
  ]
  return words.length > 0 ? words : ['이름 옆에 배지만 달아요']
}

/** How much a weight brings forward among the candidates for an RT. */
export function weightWord(weight: number) {
  if (weight <= 2) return '조금'
  return weight <= 5 ? '꽤' : '많이'
}

/** From how much on a tier is reached, and how many wear it now. */
export function tierWords({ thresholdAmount, holders }: { thresholdAmount: number; holders: number }) {
  return `${cheese(thresholdAmount)}부터 · ${holders.toLocaleString('ko-KR')}명이 달고 있어요`
}
