import type { DonationSource, DonationStatus } from '#prisma'
import { DAY_MS } from '~/domain/core/kst'
import type { Figure, FigureName } from '~/domain/stats/input'
import type { ExclusionReason } from '~/domain/stats/presenter'
import { MAX_COUNTED } from '~/domain/stats/record'
import { daysCopy, rangeCopy, rangeRuleCopy, WEEKDAYS } from './dates'
import { sourceCopy } from './donations'
import { cheese, countCopy, rateCopy } from './numbers'

const HOUR_MS = 60 * 60 * 1000

const SOURCES = {
  manual: { name: '직접 확인한 치즈', rule: '스트리머가 직접' },
  session: { name: '치지직 신호로 확인한 치즈', rule: '치지직 신호로' },
  statement: { name: '정산 내역으로 확인한 치즈', rule: '정산 내역으로' },
}
const BROADCASTS = {
  live: { name: '방송 중에 받은 치즈', rule: '방송 중에 온' },
  afterLive: { name: '방송 뒤에 받은 치즈', rule: '방송이 꺼져 있을 때 온' },
  unknown: { name: '방송 중인지 알 수 없는 치즈', rule: '방송 중이었는지 알 수 없는' },
}
const CONFIRMED_BY = {
  manual: '직접 확인',
  session: '치지직 신호로 확인',
  statement: '정산 내역으로 확인',
  user_flow: '팬이 등록',
} as const satisfies Record<DonationSource, string>
const BROADCAST_NAMES: Record<string, string> = {
  afterLive: '방송 뒤',
  live: '방송 중',
  after_live: '방송 뒤',
  unknown: '방송 모름',
}
const REASONS: Record<ExclusionReason, string> = {
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
  paid_out: '이미 지급됐다고 적혀 있어요',
  no_pay_day: '지급일이 없고 이번 달에 시작한 합계도 아니어서 더하지 않았어요',
  other_statement: '같은 날을 다른 정산 내역이 말하고 있어서 두 번 더하지 않았어요',
}
const OWN_REASONS: Record<DonationStatus, string> = {
  PENDING: ' · 아직 등록하지 않았어요',
  OCCURRED: ' · 아직 확인 전이라 더하지 않았어요',
  CONFIRMED: '',
  REJECTED: ' · 스트리머가 제외했어요',
  REVERSED: ' · 확인이 취소됐어요',
}

export function figureCopy({ figure, range, source, broadcast, date = '', until, weekday, hour }: Figure) {
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
    source: `${span} ${SOURCES[source ?? 'manual'].name}`,
    broadcast: `${span} ${BROADCASTS[broadcast ?? 'unknown'].name}`,
    unconfirmed: '확인을 기다리는 후원',
    day: `${daysCopy(date, until ?? date)} 받은 치즈`,
    hour: `${span} ${WEEKDAYS[(weekday ?? 1) - 1]}요일 ${hour ?? 0}시에 받은 치즈`,
    supporter: `${span} 이분이 보낸 치즈`,
  }
  return titles[figure]
}

/** docs/product.md §1 rule 8. */
function ruleCopy({ figure, range, source, broadcast, date, until, weekday, hour }: Figure): string {
  const span = rangeRuleCopy(range)
  const rules: Record<FigureName, string> = {
    total: `${span} 확인된 후원의 금액을 모두 더했어요`,
    count: `${span} 확인된 후원이 몇 건인지 세었어요`,
    today: '오늘 0시(한국 시각)부터 지금까지 확인된 후원의 금액을 더했어요',
    week: '이번 주 월요일 0시(한국 시각)부터 지금까지 확인된 후원의 금액을 더했어요',
    month: '이번 달 1일 0시(한국 시각)부터 지금까지 확인된 후원의 금액을 더했어요',
    supporters: '후원이 한 번이라도 확인된 사람이 몇 명인지 세었어요',
    activeSupporters: `${span} 후원이 확인된 사람이 몇 명인지 세었어요`,
    repeatRate: `${span} 후원이 확인된 사람 가운데 서로 다른 날에 두 번 이상 후원한 사람의 비율이에요`,
    source: `${span} ${SOURCES[source ?? 'manual'].rule} 확인한 후원의 금액을 더했어요`,
    broadcast: `${span} ${BROADCASTS[broadcast ?? 'unknown'].rule} 확인된 후원의 금액을 더했어요`,
    unconfirmed: '팬이 보냈다고 알렸거나 치지직 신호가 왔지만 아직 확인하지 않은 후원이 몇 건인지 세었어요',
    day: `${daysRuleCopy(date, until)} 온 후원 가운데 확인된 금액을 더했어요`,
    hour: `${span} ${WEEKDAYS[(weekday ?? 1) - 1]}요일 ${hour}시(한국 시각)에 온 후원 가운데 확인된 금액을 더했어요`,
    supporter: `${span} 이분의 후원 가운데 확인된 금액을 더했어요`,
  }
  return rules[figure]
}

function daysRuleCopy(date = '', until = date) {
  return date === until ? `${date}(한국 시각)에` : `${date}부터 ${until}까지(한국 시각)`
}

export const reasonCopy = (reason: ExclusionReason) => REASONS[reason]

export const leftCountCopy = (count: number) =>
  count < MAX_COUNTED ? countCopy(count, '건') : `${countCopy(MAX_COUNTED, '건')} 이상`

export const ownReasonCopy = (status: DonationStatus) => OWN_REASONS[status]

export function provenanceCopy(status: DonationStatus, source: DonationSource) {
  return status === 'CONFIRMED' ? CONFIRMED_BY[source] : sourceCopy(source)
}

export function broadcastCopy(broadcast: string | null) {
  return broadcast === null ? null : (BROADCAST_NAMES[broadcast] ?? null)
}

const ROW_KINDS = { intent: '치지직으로 이동', test: '테스트 신호', statement: '정산 내역' }

export const rowKindCopy = (kind: keyof typeof ROW_KINDS) => ROW_KINDS[kind]

type Page<Row> = { items: Row[]; nextCursor: string | null }
type Explanation<Row> = {
  figure: FigureName
  value: number | null
  included: Page<Row>
  excluded: Page<Row>
  asOf: string
}

export function explanationCopy<Row extends { reason: ExclusionReason | null }>(
  { figure, value, included, excluded, asOf }: Explanation<Row>,
  query: Figure,
) {
  const withReasons = ({ items, nextCursor }: Page<Row>) => ({
    items: items.map((row) => ({ ...row, reason: row.reason && reasonCopy(row.reason) })),
    nextCursor,
  })
  return {
    figure,
    value,
    rule: ruleCopy(query),
    included: withReasons(included),
    excluded: withReasons(excluded),
    asOf,
  }
}

const PEOPLE: FigureName[] = ['supporters', 'activeSupporters']
const DONATIONS: FigureName[] = ['count', 'unconfirmed']

export function valueCopy(figure: FigureName, value: number | null) {
  if (figure === 'repeatRate') return rateCopy(value)
  const amount = value ?? 0
  if (PEOPLE.includes(figure)) return countCopy(amount, '명')
  return DONATIONS.includes(figure) ? countCopy(amount, '건') : cheese(amount)
}

export function waitedCopy(oldestAt: string | null, asOf: string) {
  if (!oldestAt) return '모두 확인했어요'
  const waitedMs = Date.parse(asOf) - Date.parse(oldestAt)
  if (waitedMs < HOUR_MS) return '모두 한 시간 안에 온 후원이에요'
  if (waitedMs < DAY_MS) return `가장 오래된 것은 ${Math.floor(waitedMs / HOUR_MS)}시간 기다렸어요`
  return `가장 오래된 것은 ${Math.floor(waitedMs / DAY_MS)}일 기다렸어요`
}

export function overDaysCopy(days: number, count: number) {
  const counted = countCopy(count, '건')
  if (days === 0) return counted
  return days === 1 ? `하루에 ${counted}` : `${countCopy(days, '일')}에 걸쳐 ${counted}`
}
