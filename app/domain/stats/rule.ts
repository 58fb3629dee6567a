import type { Figure } from './input'
import { WEEKDAYS } from './weekdays'

const RANGES = {
  '7d': '최근 7일(오늘 포함)',
  '30d': '최근 30일(오늘 포함)',
  '90d': '최근 90일(오늘 포함)',
  all: '지금까지',
}
const SOURCES = { manual: '스트리머가 직접', session: '치지직 신호로', statement: '정산 내역으로' }
const BROADCASTS = {
  live: '방송 중에 온',
  afterLive: '방송이 꺼져 있을 때 온',
  unknown: '방송 중이었는지 알 수 없는',
}

/** How a figure comes about, in one sentence (product.md §1 rule 8). */
export function ruleOf({ figure, range, source, broadcast, date, until, weekday, hour }: Figure): string {
  const span = RANGES[range]
  switch (figure) {
    case 'total':
      return `${span} 확인된 후원의 금액을 모두 더했어요`
    case 'count':
      return `${span} 확인된 후원이 몇 건인지 세었어요`
    case 'today':
      return '오늘 0시(한국 시각)부터 지금까지 확인된 후원의 금액을 더했어요'
    case 'week':
      return '이번 주 월요일 0시(한국 시각)부터 지금까지 확인된 후원의 금액을 더했어요'
    case 'month':
      return '이번 달 1일 0시(한국 시각)부터 지금까지 확인된 후원의 금액을 더했어요'
    case 'supporters':
      return '후원이 한 번이라도 확인된 사람이 몇 명인지 세었어요'
    case 'activeSupporters':
      return `${span} 후원이 확인된 사람이 몇 명인지 세었어요`
    case 'repeatRate':
      return `${span} 후원이 확인된 사람 가운데 서로 다른 날에 두 번 이상 후원한 사람의 비율이에요`
    case 'source':
      return `${span} ${SOURCES[source ?? 'manual']} 확인한 후원의 금액을 더했어요`
    case 'broadcast':
      return `${span} ${BROADCASTS[broadcast ?? 'unknown']} 확인된 후원의 금액을 더했어요`
    case 'unconfirmed':
      return '팬이 보냈다고 알렸거나 치지직 신호가 왔지만 아직 확인하지 않은 후원이 몇 건인지 세었어요'
    case 'day':
      return `${daysWords(date, until)} 온 후원 가운데 확인된 금액을 더했어요`
    case 'hour':
      return `${span} ${WEEKDAYS[(weekday ?? 1) - 1]}요일 ${hour}시(한국 시각)에 온 후원 가운데 확인된 금액을 더했어요`
    case 'supporter':
      return `${span} 이분의 후원 가운데 확인된 금액을 더했어요`
  }
}

function daysWords(date = '', until = date) {
  return date === until ? `${date}(한국 시각)에` : `${date}부터 ${until}까지(한국 시각)`
}

const REASONS = {
  waiting: '아직 확인하지 않았어요',
  rejected: '제외한 후원이에요',
  merged: '같은 후원과 합쳐서 그쪽에 더했어요',
  reversed: '확인을 취소한 후원이에요',
  nameless: '누가 보냈는지 알 수 없어서 사람 수에 넣지 않았어요',
  manual: '직접 확인한 후원이에요',
  session: '치지직 신호로 확인한 후원이에요',
  statement: '정산 내역으로 확인한 후원이에요',
  live: '방송 중에 온 후원이에요',
  after_live: '방송이 꺼져 있을 때 온 후원이에요',
  unknown: '방송 중이었는지 알 수 없는 후원이에요',
  one_day: '하루만 후원한 분이에요. 비율을 나눌 때 전체 사람 수에는 들어가요',
  intent: '치지직으로 갔지만 후원했다고 알리지 않았어요',
  test: '치지직 알림 테스트라 돈이 오가지 않았어요',
} as const
export type ReasonCode = keyof typeof REASONS

/** Why a row is left out, in words. */
export const reasonWords = (code: ReasonCode) => REASONS[code]
