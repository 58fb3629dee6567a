export const TOTALS = {
  open: '파일이 없나요? 합계만 적기',
  about: '화면에서 본 기간과 합계를 적으면, 그 기간에 확인된 치즈와 얼마나 다른지 보여 줘요',
  from: '시작한 날',
  to: '끝난 날',
  gross: '받은 치즈 합계',
  grossHint: '수수료와 세금을 떼기 전의 합계예요',
  more: '수수료와 세금도 적기',
  fee: '수수료',
  vat: '부가세',
  withholding: '원천징수',
  net: '실제로 받을 금액',
  paidOn: '지급일',
  submit: '합계로 맞춰 보기',
}

export const TOTALS_APPLY = {
  submit: '월별 보고서에 반영하기',
  applying: '반영하고 있어요',
  done: '합계를 월별 보고서에 반영했어요',
  title: '월별 보고서에 반영했어요',
  undone: '반영을 취소했어요. 이 합계는 월별 보고서와 정산 예정 수익에 쓰지 않아요. 다시 반영할 수 있어요',
  undoNote: '월별 보고서와 정산 예정 수익에서 이 합계만 빼요. 후원 기록은 그대로예요',
  melt: '맞춰 볼 때 멜트에 확인된 합계',
}

const pendingCopy = (paidOn: string | null) =>
  paidOn === null
    ? '지급일이 없어서 이번 달에 시작한 합계일 때만 정산 예정 수익에 쓰고'
    : '지급일 전까지는 정산 예정 수익에도 쓰고'

/** What sums are used for once they are applied; no donation changes by it. */
export const totalsUseCopy = (paidOn: string | null) =>
  `이 기간의 월별 보고서에 적은 그대로 나와요. ${pendingCopy(paidOn)}, 후원 기록은 바뀌지 않아요`
