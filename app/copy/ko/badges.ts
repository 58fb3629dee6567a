import type { Opens } from '~/domain/rewards/presenter'
import { cheese, countCopy } from './numbers'

const FIRST_SYLLABLE = 0xac00
const LAST_SYLLABLE = 0xd7a3
const FINALS = 28
const FINAL_RIEUL = 8

type Perks = { lettersFirst: boolean; retweetWeight: number }

export function perksCopy({ lettersFirst, retweetWeight }: Perks) {
  const words = [
    ...(lettersFirst ? ['편지가 인박스 위쪽에 와요'] : []),
    ...(retweetWeight > 0 ? [`소개 후보에서 ${weightCopy(retweetWeight)} 앞서요`] : []),
  ]
  return words.length > 0 ? words : ['이름 옆에 배지만 달아요']
}

export function weightCopy(weight: number) {
  if (weight <= 2) return '조금'
  return weight <= 5 ? '꽤' : '많이'
}

export function tierCopy({ thresholdAmount, holders }: { thresholdAmount: number; holders: number }) {
  return `${cheese(thresholdAmount)}부터 · ${countCopy(holders, '명')}이 달고 있어요`
}

export function correctedBadgeCopy(from: string, to: string | null) {
  return to ? `배지가 ${from}에서 ${toward(to)} 바뀌었어요` : `${from} 배지가 잠시 내려갔어요`
}

/** 로 or 으로, as its last syllable asks for; any other ending leaves both to its reader. */
function toward(name: string) {
  const code = name.charCodeAt(name.length - 1)
  if (!(code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE)) return `${name}(으)로`
  const final = (code - FIRST_SYLLABLE) % FINALS
  return final === 0 || final === FINAL_RIEUL ? `${name}로` : `${name}으로`
}

export function gateCopy(opens: Opens) {
  if ('vip' in opens) return 'VIP만 열 수 있어요'
  return `${opens.name} 배지부터 열려요 · ${cheese(opens.thresholdAmount)}`
}

export function gateNameCopy(opens: Opens) {
  return 'vip' in opens ? 'VIP' : `${opens.name}부터`
}

export function gateChoiceCopy(opens: Opens): readonly [value: string, word: string, detail: string] {
  if ('vip' in opens)
    return ['vip', 'VIP만', '내가 고른 VIP에게만 열려요. 열리는지를 보면 자기가 VIP인지 알 수 있어요']
  return [String(opens.tier), `${opens.name} 배지부터`, `확인된 후원 ${cheese(opens.thresholdAmount)}부터`]
}

export const gateValue = (opens: Opens) => gateChoiceCopy(opens)[0]
