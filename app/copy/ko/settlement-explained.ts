import type { Reference, SettlementFigures } from '~/domain/settlement/figures'
import type { SaidFigureName, SettlementFigure, SettlementFigureName } from '~/domain/settlement/input'
import type { SaidFigures } from '~/domain/settlement/net'
import type { SettlementExplanation } from '~/domain/settlement/presenter'
import { daysCopy } from './dates'
import { reasonCopy } from './figures'
import { cheese, rateCopy } from './numbers'
import { monthCopy, NAMELESS, NOT_COMPUTABLE, ofFeeRateCopy, STEADINESS, THRESHOLDS } from './settlement'

type FigureName = SettlementFigureName | SaidFigureName

const TITLES: Record<FigureName, string> = {
  d30: '최근 30일 받은 치즈',
  d60: '최근 60일 받은 치즈',
  d90: '최근 90일 받은 치즈',
  month: '받은 치즈',
  average: '최근 석 달 평균',
  volatility: '변동',
  activity: '활동',
  top1: '가장 많이 후원한 한 분의 몫',
  top5: '가장 많이 후원한 다섯 분의 몫',
  repeatRate: '다시 찾아온 비율',
  reference: '참고 금액',
  pending: '정산 예정 수익',
  pendingNet: '수수료를 뺀 정산 예정 수익',
  net: '수수료를 뺀 최근 30일 치즈',
}

const PENDING_RULE =
  '반영한 정산 내역 가운데 지급일이 아직 오지 않은 합계, 그리고 이번 달에 시작한 합계와 이번 달 줄 가운데 지급됐다고 적혀 있지 않은 금액을 더했어요. 같은 날을 여러 정산 내역이 말하면 한 번만 더해요'
const NET_RULE = '직접 적은 수수료율만큼 빼고 1치즈 아래를 버렸어요'

const WINDOW_RULE = '어제까지 이어지는 날에 온 후원 가운데 확인된 금액을 더했어요. 오늘은 넣지 않아요'
const TOP_RULE = `어제까지 90일 동안 확인된 치즈에서 차지하는 몫이에요. ${NAMELESS}`

const RULES: Record<FigureName, string> = {
  d30: WINDOW_RULE,
  d60: WINDOW_RULE,
  d90: WINDOW_RULE,
  month: '그달에 온 후원 가운데 확인된 금액을 더했어요',
  average: '끝난 최근 석 달에 확인된 치즈를 더해서 3으로 나누고, 1치즈 아래는 버렸어요',
  volatility: `끝난 최근 열세 주(월요일부터 일요일)의 치즈가 평균에서 얼마나 벗어나는지예요. 모표준편차를 평균으로 나누고 소수 둘째 자리 아래는 버렸어요. ${THRESHOLDS}`,
  activity: '끝난 최근 열세 주 가운데 확인된 후원이 한 건이라도 있는 주가 몇 주인지 세었어요',
  top1: TOP_RULE,
  top5: TOP_RULE,
  repeatRate:
    '어제까지 90일 동안 후원이 확인된 사람 가운데 서로 다른 날에 두 번 이상 후원한 사람의 비율이에요. 누구인지 아는 분만 세요',
  reference:
    '최근 석 달 평균에 고른 정도(1에서 변동을 뺀 값), 활동한 주의 비율, 반영 비율을 곱하고, 마지막에 한 번 1치즈 아래를 버렸어요',
  pending: PENDING_RULE,
  pendingNet: `${PENDING_RULE}. ${NET_RULE}`,
  net: `${WINDOW_RULE}. ${NET_RULE}`,
}

export function settlementFigureCopy({ figure, month }: SettlementFigure) {
  return figure === 'month' ? `${month ? monthCopy(month) : '이번 달'} ${TITLES.month}` : TITLES[figure]
}

/** The factors of a reference amount, as they are multiplied. */
export function formulaCopy({ average, advanceRate }: Reference, figures: SettlementFigures) {
  const { volatility, activity } = figures
  const steady = volatilityCopy(100 - Math.min(100, volatility.hundredths ?? 100))
  return `${cheese(average)} × 고른 정도 ${steady} × 활동 ${activity.weeks}/${activity.of} × 반영 비율 ${advanceRate.toFixed(2)}`
}

/** 42 → "0.42". */
export const volatilityCopy = (hundredths: number) => (hundredths / 100).toFixed(2)

export const steadinessCopy = ({ hundredths, steadiness }: SettlementFigures['volatility']) =>
  hundredths === null || steadiness === null
    ? NOT_COMPUTABLE
    : `${volatilityCopy(hundredths)} ${STEADINESS[steadiness]}`

export const activityCopy = ({ weeks, of }: SettlementFigures['activity']) => `${of}주 가운데 ${weeks}주`

/** A figure as people read it. */
export function settlementValueCopy(figure: FigureName, figures: SettlementFigures, value: number | null) {
  if (figure === 'volatility') return steadinessCopy(figures.volatility)
  if (figure === 'activity') return activityCopy(figures.activity)
  if (figure === 'top1' || figure === 'top5' || figure === 'repeatRate') return rateCopy(value)
  return value === null ? NOT_COMPUTABLE : cheese(value)
}

export const settlementDaysCopy = ({ figure, days }: Pick<SettlementExplanation, 'figure' | 'days'>) =>
  figure === 'pending' || figure === 'pendingNet'
    ? '반영한 정산 내역이에요. 날짜는 그 기간의 첫날이에요'
    : `${days.first.slice(0, 4)}년 ${daysCopy(days.first, days.last)}의 후원이에요`

/** The rate behind a net figure; null of a gross one. */
export const netCopy = (figure: FigureName, { feeRateHundredths }: SaidFigures) =>
  (figure === 'net' || figure === 'pendingNet') && feeRateHundredths !== null
    ? ofFeeRateCopy(feeRateHundredths)
    : null

/** What the API answers: the rule in a sentence, and the rows left out each with its reason. */
export function settlementExplanationCopy(explanation: SettlementExplanation, query: SettlementFigure) {
  const { figure, value, included, excluded, asOf } = explanation
  return {
    figure,
    value,
    rule: RULES[query.figure],
    included: withReasons(included),
    excluded: withReasons(excluded),
    asOf,
  }
}

function withReasons({ items, nextCursor }: SettlementExplanation['included']) {
  const worded = items.map((row) => ({ ...row, reason: row.reason && reasonCopy(row.reason) }))
  return { items: worded, nextCursor }
}
