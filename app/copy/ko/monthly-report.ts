import type { DifferenceReason, MonthlyReport, MonthlyRow } from '~/domain/settlement/monthly-report'
import type { Waterfall } from '~/domain/settlement/waterfall'
import { timestampCopy } from './dates'
import { cheese, countCopy, rateCopy } from './numbers'
import { monthCopy, POSTURE } from './settlement'

export const REPORT = {
  back: '정산으로 돌아가기',
  about: '확인된 후원과 정산 내역이 얼마나 맞는지 한 달씩 정리했어요',
  list: '월별 보고서',
  listNote: '참고 지표를 켜지 않아도 볼 수 있어요',
  running: '아직 끝나지 않은 달이에요. 오늘까지만 담았어요',
  sums: '맞춰 본 결과',
  waterfalls: '총액에서 지급액까지',
  noWaterfall: '이 달을 다루는 정산 내역을 아직 반영하지 않아서 수수료와 세금은 알 수 없어요',
  differences: '차이가 있는 줄',
  noDifferences: '차이가 있는 줄이 없어요',
  moreDifferences: '나머지는 report.csv에 모두 있어요',
  sample: '파일 미리 보기',
  sampleNote: '처음 열 줄이에요. 파일에는 모든 줄이 들어 있어요',
  csv: 'CSV 내려받기',
  reasonColumn: '사유',
  method: '어떻게 셌나요?',
  proof: '기록 증명',
  seq: '마지막 기록',
  head: '마지막 기록의 해시',
  checkpoint: '서명한 장부',
  notSigned: '아직 서명한 장부에 들어가지 않았어요. 매일 0시 5분에 서명해요',
}

export const BUNDLE_FORM = {
  title: '제출용 묶음',
  about:
    '보고서, 이 달의 후원 내역, 기록 원본과 확인 프로그램을 한 파일로 묶어요. 기록 원본에는 이 달만이 아니라 처음부터의 모든 기록이 들어가고, 같은 사람의 기록은 이름 없이도 서로 이어져 있어요. 멜트는 누구에게도 보내지 않아요. 누구에게 줄지는 스트리머가 정해요',
  names: '이름도 넣기',
  namesNote:
    '이름이나 금액을 한 번이라도 숨긴 팬의 이름은 켜도 넣지 않아요. 메시지와 편지는 어떤 경우에도 넣지 않아요',
  submit: '묶음 내려받기(ZIP)',
}

export const METHOD = [
  '한국 시각으로 그달에 온 후원 가운데 확인된 금액을 더했어요',
  '맞춰진 비율은 반영한 정산 내역의 줄이 설명하는 치즈를 확인된 치즈로 나누고 소수 첫째 자리 아래를 버린 값이에요. 금액이 다르면 작은 쪽까지만 설명됐다고 봤어요',
  '총액부터 지급액까지는 정산 내역에 적힌 그대로예요. 적혀 있지 않은 것은 계산하지 않았어요',
  '차이는 정산 내역에서 멜트를 뺀 값이에요',
]

export const DIFFERENCES: Record<DifferenceReason, string> = {
  amount_differs: '정산 내역과 금액이 달라요',
  not_in_statement: '정산 내역에 없어요',
  no_statement: '이날의 정산 내역을 아직 반영하지 않았어요',
  only_statement: '정산 내역에만 있어요',
  amount_open: '금액이 달라서 어느 쪽이 맞는지 아직 고르지 않았어요',
  on_hold: '어느 후원인지 아직 정하지 않았어요',
  next_period: '다음 기간으로 넘겼어요',
  not_counted: '멜트가 세지 않는 수익이에요',
  ignored: '빼기로 한 줄이에요',
  taken_back: '맞춘 후원을 나중에 취소했거나 다른 후원과 합쳤어요',
}

export const reportTitle = (month: string) => `${monthCopy(month)} 보고서`

export const shareCopy = ({ share }: Pick<MonthlyReport, 'share'>) =>
  share === null ? '이 달에는 확인된 후원이 없어요' : `이 달의 ${rateCopy(share)}가 정산 내역과 맞춰졌어요`

export const statementCopy = ({ statement, kind, period, within, unreadRows }: Waterfall) =>
  [
    `${period.from} ~ ${period.to} · ${kind === 'totals' ? '직접 적은 합계' : '정산 내역 파일'} ${statement}`,
    within ? null : '이 달을 넘는 기간이라 나누지 않고 그대로 보여 드려요',
    unreadRows > 0 ? `읽지 못한 ${countCopy(unreadRows, '줄')}은 합계에 없어요` : null,
  ]
    .filter(Boolean)
    .join('. ')

const NOT_SAID = '정산 내역에 적혀 있지 않아요'

/** From gross to net, one after another; `amount` is null where the statement does not say it. */
export function waterfallSteps({ gross, fee, vat, withholding, net, paidOn, residual }: Waterfall) {
  const steps: { name: string; amount: number | null; note: string | null }[] = [
    { name: '총액', amount: gross, note: null },
    { name: '수수료', amount: fee, note: null },
    { name: '부가세', amount: vat, note: null },
    { name: '원천징수', amount: withholding, note: null },
    { name: '지급액', amount: net, note: paidOn && `지급일 ${paidOn}` },
  ]
  const said = steps.map((step) => ({ ...step, note: step.amount === null ? NOT_SAID : step.note }))
  if (!residual) return said
  return [...said, { name: '남는 차이', amount: residual, note: '적힌 금액끼리 맞지 않아요' }]
}

export const checkpointCopy = ({
  size,
  signedAt,
  day,
  seq,
  unsigned,
}: NonNullable<MonthlyReport['checkpoint']>) =>
  `${day}의 ${countCopy(seq, '번')} 기록까지, 잎 ${size}개 장부에 ${timestampCopy(signedAt)} 서명했어요${
    unsigned > 0 ? `. 그 뒤 ${countCopy(unsigned, '건')}은 아직 서명 전이에요` : ''
  }`

/** What the API answers: the report, a page of its rows with their sentences, how it was counted and what it is not. */
export function monthlyReportCopy(
  report: MonthlyReport,
  { items, nextCursor }: { items: MonthlyRow[]; nextCursor: string | null },
) {
  const worded = items.map((row) => ({ ...row, reason: row.reason && DIFFERENCES[row.reason] }))
  return { ...report, rows: { items: worded, nextCursor }, method: METHOD, notice: POSTURE }
}

export const sumsOnPage = ({ confirmed, reconciled, onlyMelt, onlyStatement, waiting }: MonthlyReport) => [
  { name: '확인된 치즈', value: cheese(confirmed.sum), note: countCopy(confirmed.count, '건') },
  { name: '정산 내역과 맞은 치즈', value: cheese(reconciled.sum), note: countCopy(reconciled.count, '건') },
  { name: '정산 내역과 맞지 않은 치즈', value: cheese(onlyMelt.sum), note: null },
  {
    name: '정산 내역에만 있는 금액',
    value: cheese(onlyStatement.sum),
    note: countCopy(onlyStatement.count, '줄'),
  },
  { name: '확인 전 후원', value: countCopy(waiting, '건'), note: '더하지 않았어요' },
]
