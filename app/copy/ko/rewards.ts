import { cheese } from '~/domain/core/cheese'
import type { Opens } from '~/domain/rewards/presenter'

/** What opens a content, as its locked card says it. */
export function gateCopy(opens: Opens) {
  if ('vip' in opens) return 'VIP만 열 수 있어요'
  return `${opens.name} 배지부터 열려요 · ${cheese(opens.thresholdAmount)}`
}

/** The same in short, where somebody sees only what is theirs. */
export function gateNameCopy(opens: Opens) {
  return 'vip' in opens ? 'VIP' : `${opens.name}부터`
}

/** "실버 배지부터" for a list to choose from. */
export function gateChoiceCopy(opens: Opens): readonly [value: string, word: string, detail: string] {
  if ('vip' in opens)
    return ['vip', 'VIP만', '내가 고른 VIP에게만 열려요. 열리는지를 보면 자기가 VIP인지 알 수 있어요']
  return [String(opens.tier), `${opens.name} 배지부터`, `확인된 후원 ${cheese(opens.thresholdAmount)}부터`]
}

export const gateValue = (opens: Opens) => gateChoiceCopy(opens)[0]
