import type { Deeds } from '~/domain/statements/plan'
import { daysCopy, partsOf } from './dates'
import { countCopy } from './numbers'

export const STATEMENTS = {
  title: '정산 내역 맞추기',
  document: '정산 내역 맞추기 · 멜트',
  back: '정산으로 돌아가기',
  about: '치지직에서 받은 정산 내역을 멜트의 후원과 한 줄씩 맞춰 봐요. 참고 지표를 켜지 않아도 쓸 수 있어요',
  placeNote: '정산 파일이나 합계를 후원 기록과 맞춰 보고, 빠진 후원을 한꺼번에 채워요',
  list: '가져온 정산 내역',
  listBack: '정산 내역 맞추기로 돌아가기',
  again: '이미 가져온 정산 내역이에요. 그대로 이어서 볼 수 있어요',
  seeStatement: '정산 내역 보기',
  brought: '정산 내역을 가져왔어요. 아직 아무것도 바뀌지 않았어요',
}

/** Beside a donation that a statement explains. */
export const explainedCopy = (row: number) => `정산 내역의 ${row}번째 줄과 맞춘 후원이에요`

export const broughtCopy = (replayed: boolean) => (replayed ? STATEMENTS.again : STATEMENTS.brought)

export const UPLOAD = {
  title: '파일로 맞추기',
  file: '정산 내역 파일',
  hint: 'CSV나 XLSX, 5MB에 5만 줄까지 읽어요. 가져와도 반영하기 전에는 아무것도 바뀌지 않아요',
  sheet: '시트',
  sheetHint: '파일은 한 번 더 골라 주세요. 브라우저가 다시 보내지 못해요',
  chooseSheet: '시트를 골라 주세요',
  submit: '파일 가져오기',
  reading: '파일을 읽고 있어요. 줄이 많으면 몇 초 걸려요',
  sandbox: '연습용 정산 내역 받으러 가기',
}

export const hiddenSheetCopy = (name: string) => `${name} (숨긴 시트)`

export const EMPTY = {
  title: '아직 가져온 정산 내역이 없어요',
  points: [
    '정산 내역은 치지직이 어느 기간에 얼마를 정산하는지 줄마다 적어 준 파일이에요. 치지직 스튜디오에서 받아요',
    '가져오면 먼저 미리보기를 보여 줘요. 무엇을 확인하고 추가할지 보고 누르기 전에는 아무것도 바뀌지 않아요',
    '반영한 뒤에도 한 번에 취소할 수 있어요. 바뀐 것만 정확히 되돌리고, 되돌린 일도 기록에 남아요',
  ],
}

export const STATES = {
  mapping: '열 고르기',
  ready: '미리보기',
  applied: '반영함',
  undone: '반영 취소함',
} as const

export const JOB_TAGS = { apply: '반영하는 중', undo: '반영 취소하는 중' } as const

export const FACTS = {
  period: '기간',
  noPeriod: '아직 몰라요',
  lines: '줄',
  sheet: '시트',
  brought: '가져온 때',
  applied: '반영한 때',
  totals: '합계',
}

/** "2026년 11월 1일–30일", or what it is where no line said a day. */
export function periodCopy(period: { from: string; to: string } | null) {
  if (!period) return FACTS.noPeriod
  const [year] = partsOf(period.from)
  return `${year}년 ${daysCopy(period.from, period.to)}`
}

export const statementTitleCopy = (period: { from: string; to: string } | null) =>
  period ? `${daysCopy(period.from, period.to)} 정산 내역` : '정산 내역'

export const PLAN = {
  title: '미리보기',
  make: '미리보기 만들기',
  making: '미리보기를 만들고 있어요. 줄이 많으면 몇 초 걸려요',
  makeNote: '무엇이 어떻게 바뀌는지 먼저 봐요. 만들어도 아무것도 바뀌지 않아요',
  again: '미리보기 다시 만들기',
  stale: '미리보기를 만든 뒤에 후원 기록이 바뀌었어요. 새로 만들면 바뀐 기록까지 맞춰 봐요',
  changed: '고른 것에 맞춰 미리보기를 다시 만들 차례예요',
  statement: '정산 내역 합계',
  notCounted: '세지 않는 수익',
  nextPeriod: '다음 기간',
  melt: '지금 멜트에 확인된 합계',
  meltAfter: '반영하면 멜트의 합계',
  meltDone: '반영한 뒤 멜트의 합계',
  done: '맞춰 본 합계',
  missing: '정산 내역에만 있는 치즈',
  extra: '멜트에만 있는 치즈',
  residual: '남는 차이',
  within: '허용한 차이 안이에요',
  beyond: '차이가 남아 있어요. 부분만 맞아도 괜찮아요',
  even: '합계가 똑같아요',
  lines: '줄마다 어떻게 되나요?',
  nothing: '지금 반영할 줄이 없어요',
  unchanged: '후원 기록은 바뀌지 않아요',
  mayUndo: '반영한 뒤에 한 번에 취소할 수 있어요',
  columns: '열 다시 고르기',
}

export const TOLERANCE = {
  open: '차이를 얼마까지 괜찮다고 볼까요?',
  about: '합계에만 써요. 줄은 1치즈까지 맞아야 해요. 남는 차이는 어디에도 적지 않아요',
  absolute: '치즈로',
  permille: '합계의 천분율로',
  submit: '이만큼까지 괜찮아요',
}

export const APPLY = {
  begun: '정산 내역을 차례로 반영하고 있어요',
  done: '정산 내역을 반영했어요',
  applying: '반영하고 있어요. 줄이 많으면 몇 초 걸려요',
}

export const applyCopy = (count: number) => `확실한 것 ${countCopy(count, '줄')} 한꺼번에 반영하기`
export const applyRestCopy = (count: number) => `더 정한 것 ${countCopy(count, '줄')} 반영하기`
export const decideCopy = (count: number) => `하나씩 정하기 (${countCopy(count, '줄')})`
export const openLeftCopy = (count: number) =>
  `${countCopy(count, '줄')}은 멜트가 혼자 정할 수 없어요. 지금 정해도, 먼저 반영하고 나중에 정해도 돼요`
export const chosenCopy = (count: number) =>
  count > 0 ? `${countCopy(count, '줄')}을 한꺼번에 정했어요` : '정할 줄이 남아 있지 않아요'

/** "확인 전 후원 12건을 확인하고, 3건을 새로 추가해요": what applying does, or did. */
export function deedsCopy({ confirmed, added, corrected, explained }: Deeds, ending: '해요' | '했어요') {
  const acts = [
    confirmed > 0 ? `확인 전 후원 ${countCopy(confirmed, '건')}을 확인` : '',
    added > 0 ? `${countCopy(added, '건')}을 새로 추가` : '',
    corrected > 0 ? `${countCopy(corrected, '건')}의 금액을 수정` : '',
  ].filter(Boolean)
  if (acts.length === 0) {
    const matched = ending === '해요' ? '맞춘 것으로 적어요' : '맞춘 것으로 적었어요'
    return `이미 확인한 후원 ${countCopy(explained, '건')}과 ${matched}. ${PLAN.unchanged}`
  }
  const changed = `${acts.join('하고, ')}${ending}`
  return explained > 0 ? `${changed}. 이미 확인한 ${countCopy(explained, '건')}은 그대로예요` : changed
}

export const APPLIED = {
  title: '반영했어요',
  partly: '남은 줄은 그대로 있어요. 부분만 맞는 건 흔한 일이고, 언제든 이어서 정할 수 있어요',
  whole: '모든 줄을 정했어요',
}

/** "보류한 2줄, 읽지 못한 1줄이 남아 있어요": what an applied statement did not come to. */
export function leftCopy({ onHold, refused }: { onHold: number; refused: number }) {
  const left = [
    onHold > 0 ? `보류한 ${countCopy(onHold, '줄')}` : '',
    refused > 0 ? `읽지 못한 ${countCopy(refused, '줄')}` : '',
  ].filter(Boolean)
  return left.length > 0 ? `${left.join(', ')}이 남아 있어요` : APPLIED.whole
}

export const UNDO = {
  open: '반영 취소하기',
  note: '이 정산 내역이 바꾼 것만 정확히 되돌려요. 추가한 후원은 취소되고, 확인한 후원은 다시 확인 전이 되고, 고친 금액은 전으로 돌아가요. 그 뒤에 직접 바꾼 후원은 그대로 둬요',
  submit: '네, 반영을 취소할게요',
  begun: '반영을 차례로 취소하고 있어요',
  done: '반영을 취소했어요',
  undone:
    '반영을 취소했어요. 이 정산 내역이 바꾼 것은 되돌렸고, 그 뒤에 직접 바꾼 후원은 그대로예요. 고른 것은 남아 있어서 다시 반영할 수 있어요',
  half: '지금 그만두고 취소하기',
  halfTitle: '지금 그만두고 반영을 취소할까요?',
  goOn: '아니요, 계속 반영할게요',
}

export const JOB = {
  apply: '정산 내역을 반영하고 있어요',
  undo: '반영을 취소하고 있어요',
  note: '이 화면을 떠나도 계속돼요. 몇 초마다 저절로 새로 보여 줘요',
  again: '다시 보기',
}

export const progressCopy = (done: number, of: number) =>
  `${done.toLocaleString('ko-KR')} / ${of.toLocaleString('ko-KR')}`

export const refusedCopy = (count: number) => `읽지 못한 줄 ${countCopy(count, '개')}`
export const REFUSED = {
  note: '이 줄들은 빼고 맞춰 봤어요. 파일에서 고쳐 다시 가져오면 돼요',
  first: '처음 100줄만 보여 줘요',
  row: '줄',
  column: '열',
  reason: '이유',
}
