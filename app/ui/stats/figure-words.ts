import { WEEKDAYS } from '~/copy/ko/dates'
import { rangeCopy } from '~/copy/ko/ranges'
import { cheese } from '~/domain/core/cheese'
import type { Figure, FigureName } from '~/domain/stats/input'
import { bucketWords } from './bucket-words'
import { rateWords } from './rate-words'

const SOURCES = {
  manual: '직접 확인한 치즈',
  session: '치지직 신호로 확인한 치즈',
  statement: '정산 내역으로 확인한 치즈',
}
const BROADCASTS = {
  live: '방송 중에 받은 치즈',
  afterLive: '방송 뒤에 받은 치즈',
  unknown: '방송 중인지 알 수 없는 치즈',
}

/** What a figure is called on the page that explains it. */
export function figureTitle({ figure, range, source, broadcast, date = '', until, weekday, hour }: Figure) {
  const span = rangeCopy(range)
  const titles: Record<FigureName, string> = {
    total: `${span} 받은 치즈`,
    count: `${span} 확인한 후원`,
    today: '오늘 받은 치즈',
    week: '이번 주 받은 치즈',
    month: '이번 달 받은 치즈',
    supporters: '지금까지 후원한 분',
    activeSupporters: `${span} 후원한 분`,
    repeatRate: `${span} 다시 찾아온 비율`,
    source: `${span} ${SOURCES[source ?? 'manual']}`,
    broadcast: `${span} ${BROADCASTS[broadcast ?? 'unknown']}`,
    unconfirmed: '확인을 기다리는 후원',
    day: `${bucketWords({ from: date, to: until ?? date }, 'day')} 받은 치즈`,
    hour: `${span} ${WEEKDAYS[(weekday ?? 1) - 1]}요일 ${hour ?? 0}시에 받은 치즈`,
    supporter: `${span} 이분이 보낸 치즈`,
  }
  return titles[figure]
}

const PEOPLE: FigureName[] = ['supporters', 'activeSupporters']
const PIECES: FigureName[] = ['count', 'unconfirmed']

/** A figure's value in its own measure. */
export function figureWords(figure: FigureName, value: number | null) {
  if (figure === 'repeatRate') return rateWords(value)
  const amount = value ?? 0
  if (PEOPLE.includes(figure)) return `${amount.toLocaleString('ko-KR')}명`
  return PIECES.includes(figure) ? `${amount.toLocaleString('ko-KR')}건` : cheese(amount)
}
