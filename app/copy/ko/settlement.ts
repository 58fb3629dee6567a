import type { Steadiness, WindowFigures } from '~/domain/settlement/figures'
import type { NoFigures, Settlement } from '~/domain/settlement/presenter'
import { partsOf } from './dates'
import { cheese, countCopy } from './numbers'

/** On every page and file about settlement (decision 39). */
export const POSTURE = '참고 지표예요. 지급을 약속하지 않고, 멜트는 돈을 다루지 않아요'

export const STEADINESS: Record<Steadiness, string> = { even: '고름', usual: '보통', uneven: '들쭉날쭉' }
export const THRESHOLDS = '0.35보다 작으면 고름, 0.80보다 작으면 보통, 그 이상이면 들쭉날쭉이에요'
export const NAMELESS = '누가 보냈는지 알 수 없는 후원은 모두 한 사람으로 쳤어요'
export const NOT_COMPUTABLE = '아직 계산할 수 없어요'
export const GROSS =
  '수수료와 세금을 떼기 전의 치즈만 다뤄요. 확인된 후원만 세고, 하루는 한국 시각 0시에 시작해요'

export const SETTLEMENT = {
  title: '정산',
  document: '정산 · 멜트',
  back: '통계로 돌아가기',
  about: '지난 수익을 스스로 살펴보고, 필요할 때 보여 줄 수 있게 정리해요',
  placeNote: '선정산 참고 지표로 지난 수익이 얼마나 고른지 볼 수 있어요',
  explainDocument: '왜 이 수치인가요? · 멜트',
  backFromExplanation: '정산으로 돌아가기',
}

export const OPT_IN = {
  title: '참고 지표를 켤까요?',
  points: [
    '이미 확인한 후원으로 달마다 얼마였는지, 얼마나 고른지, 참고 금액은 얼마인지 계산해요',
    '내 화면에만 보여요. 멜트는 누구에게도 보내지 않고, 다른 데 쓰지 않아요',
    '선지급을 해 주거나 이어 주는 기능이 아니에요. 신청은 스트리머가 고른 외부 지급 주체와 직접 해요',
    '언제든 끌 수 있어요. 끄면 지표는 바로 사라지고, 켜고 끈 때만 감사 기록에 남아요',
  ],
  agree: '참고만 하는 숫자라는 것을 읽었어요',
  submit: '참고 지표 켜기',
  done: '참고 지표를 켰어요',
  revoke: '참고 지표 끄기',
  revoked: '참고 지표를 껐어요',
  revokeNote: '끄면 지표가 바로 사라져요. 후원 기록과 통계는 그대로예요',
}

export const SWITCHED_OFF = {
  title: '이 멜트에서는 참고 지표를 쓰지 않아요',
  note: '운영자가 꺼 두었어요. 통계와 후원 기록은 그대로 볼 수 있어요',
}

export const NO_DONATIONS = {
  title: '아직 확인된 후원이 없어요',
  note: '후원을 확인하면 그날부터 달마다, 주마다 모여요. 꽉 찬 석 달이 지나면 참고 금액도 계산해요',
  act: '후원 확인하러 가기',
}

export const NO_FIGURES: Record<NoFigures, string> = {
  switched_off: SWITCHED_OFF.title,
  not_opted_in: '정산에서 참고 지표를 켜면 볼 수 있어요',
}

export const PARTS = {
  reference: '참고 금액',
  windows: '최근 수익',
  months: '달마다 받은 치즈',
  monthsNote: '이번 달은 아직 끝나지 않아서 평균에 넣지 않아요',
  monthsCaption: '지난 열두 달과 이번 달에 확인된 치즈와 후원 수',
  when: '언제',
  cheese: '치즈',
  donations: '후원',
  running: '이번 달',
  habits: '얼마나 고른가요?',
  repeating: '두 날 이상 후원한 분이에요. 누구인지 아는 분만 세요',
  weeksCaption: '지난 열세 주에 확인된 치즈',
  quietWeeks: '지난 열세 주에 확인된 후원이 없어서 참고 금액을 계산할 수 없어요',
}

export const FEE_RATE = {
  title: '수수료를 뺀 금액',
  label: '직접 적은 수수료율',
  note: '%, 소수 둘째 자리까지',
  about: '치지직의 수수료율은 멜트가 알 수 없어요. 적어 주신 비율로만 계산하고, 내 화면에만 보여요',
  submit: '수수료율 저장하기',
  done: '수수료율을 저장했어요',
  remove: '수수료율 지우기',
  removed: '수수료율을 지웠어요',
}

/** 1250 → "12.5%". */
export const feeRateCopy = (hundredths: number) => `${hundredths / 100}%`

export const ofFeeRateCopy = (hundredths: number) =>
  `${FEE_RATE.label} ${feeRateCopy(hundredths)}를 뺀 값이에요`

/** "2026년 11월". */
export function monthCopy(month: string) {
  const [year, number] = partsOf(month)
  return `${year}년 ${number}월`
}

export function computableFromCopy(date: string) {
  const [year, month, day] = partsOf(date)
  return `꽉 찬 석 달이 쌓이는 ${year}년 ${month}월 ${day}일부터 볼 수 있어요`
}

export const windowNoteCopy = ({ count, dailyMean, monthly }: WindowFigures) =>
  `${countCopy(count, '건')} · 하루 평균 ${cheese(dailyMean)} · 30일로 치면 ${cheese(monthly)}`

export const EXPLAINED = {
  title: '왜 이 수치인가요?',
  included: '들어간 것',
  noneIncluded: '들어간 것이 없어요',
  excluded: '뺀 것과 그 이유',
  noneExcluded: '뺀 것이 없어요',
  file: 'CSV 내려받기',
}

export const asOfCopy = (at: string) => `${at} 기준이에요. ${GROSS}`

export function optedInCopy(optedInAt: string) {
  return `${optedInAt}부터 켜져 있어요`
}

/** What the API answers: the volatility with its word, and why there are no figures. */
export function settlementCopy({ optedInAt, available, reason, figures }: Settlement) {
  if (!figures) return { optedInAt, available, reason: reason && NO_FIGURES[reason], figures: null }
  const { hasDonations: _, volatility, feeRateHundredths: rate, ...others } = figures
  const { hundredths, steadiness, weeks } = volatility
  const value = hundredths === null ? null : hundredths / 100
  const word = steadiness && STEADINESS[steadiness]
  const feeRatePercent = rate === null ? null : rate / 100
  const said = { ...others, volatility: { value, word, weeks }, feeRatePercent }
  return { optedInAt, available, reason: null, figures: said }
}
