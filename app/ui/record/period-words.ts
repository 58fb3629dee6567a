import type { Period } from '~/domain/core/kst'

const WORDS: Record<Period, string> = { all: '지금까지', today: '오늘', week: '이번 주', month: '이번 달' }

const RULES: Record<Period, string> = {
  all: '확인된 내 후원을 모두 더했어요',
  today: '오늘 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
  week: '이번 주 월요일 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
  month: '이번 달 1일 한국 시간 0시부터 한 후원 가운데 확인된 것만 더했어요',
}

export function periodWord(period: Period) {
  return WORDS[period]
}

/** By which rule a period's sum is made. */
export function ruleWords(period: Period) {
  return RULES[period]
}
