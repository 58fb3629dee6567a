import type { Alike } from '~/domain/statements/alike'
import type { StatementField } from '~/domain/statements/columns'
import type { StatementKind } from '~/domain/statements/kinds'
import type { RowReason } from '~/domain/statements/lines'
import type { LineOutcome } from '~/domain/statements/plan'
import { countCopy } from './numbers'

export const COLUMNS = {
  title: '어느 열이 무엇인가요?',
  about: '열 이름을 보고 먼저 골라 두었어요. 맞는지 보고, 다르면 고쳐 주세요',
  remembered: '고른 것은 기억해 두었다가 열 이름이 같은 파일에 그대로 써요. 줄이 많으면 읽는 데 몇 초 걸려요',
  firstRows: '파일의 처음 다섯 줄',
  row: '줄',
  none: '없음',
  more: '더 고르기',
  submit: '이대로 읽어 보기',
  reading: '줄마다 읽고 있어요. 줄이 많으면 몇 초 걸려요',
  unnamed: '이름 없는 열',
}

/** What a column holds; the first two are needed. */
export const FIELD_NAMES: Record<StatementField, string> = {
  amount: '금액',
  date: '날짜',
  nickname: '닉네임',
  donorId: '후원자 아이디',
  kind: '유형',
  period: '기간',
  message: '메시지',
  fee: '수수료',
  net: '받을 금액',
  state: '상태',
}

export const FIELD_HINTS: Partial<Record<StatementField, string>> = {
  amount: '수수료를 떼기 전의 금액이에요',
  date: '날짜가 없고 기간만 있다면 아래에서 기간을 골라 주세요',
  kind: '고르지 않으면 모든 줄을 후원으로 봐요',
}

const ROW_REASONS: Record<RowReason, string> = {
  date_missing: '날짜가 없어요',
  date_unreadable: '날짜를 읽지 못했어요',
  date_out_of_range: '있을 수 없는 날짜예요',
  amount_missing: '금액이 없어요',
  amount_unreadable: '금액을 읽지 못했어요',
  amount_fraction: '소수점이 있는 금액이에요',
  amount_too_large: '너무 큰 금액이에요',
  amount_is_date: '금액 자리에 날짜가 있어요',
  formula: '계산식이라 읽지 않아요. 값으로 저장해 주세요',
  perhaps_a_total: '합계 줄인지 사람 이름인지 알 수 없어요',
  header_again: '열 이름이 다시 나온 줄이에요',
}

export const rowReasonCopy = (reason: string) =>
  Object.hasOwn(ROW_REASONS, reason) ? ROW_REASONS[reason as RowReason] : '읽지 못했어요'

const KINDS: Record<StatementKind, string> = {
  chat: '채팅 후원',
  video: '영상 후원',
  mission: '미션',
  party: '파티',
  subscription: '구독',
  gift: '선물',
  ad: '광고',
  shop: '상점',
  refund: '환불·취소',
  unknown: '모르는 유형',
}

export const kindCopy = (kind: string) => (Object.hasOwn(KINDS, kind) ? KINDS[kind as StatementKind] : kind)

export const OUTCOMES: Record<LineOutcome, { name: string; note: string }> = {
  matched: { name: '맞았어요', note: '멜트의 후원과 짝이 맞는 줄이에요' },
  differs: {
    name: '금액이 달라요',
    note: '같은 분이 같은 날 보낸 후원인데 금액이 달라요. 어느 쪽이 맞는지 정해 주세요',
  },
  onlyStatement: {
    name: '정산 내역에만 있어요',
    note: '멜트에 없는 후원이에요. 반영하면 확인된 후원으로 추가해요',
  },
  onHold: { name: '보류', note: '아직 정하지 않은 줄이에요. 반영해도 그대로 남아요' },
  nextPeriod: { name: '다음 기간', note: '다음 정산에서 다시 볼 줄이에요' },
  ignored: {
    name: '세지 않아요',
    note: '구독, 미션, 선물, 광고처럼 멜트가 후원으로 세지 않는 수익이에요. 정산 내역 합계에만 들어가요',
  },
  explained: {
    name: '이미 맞췄어요',
    note: '이미 반영했거나 앞선 정산 내역에 있던 줄이라 두 번 더하지 않아요',
  },
}

export const ONLY_MELT = {
  onlyMeltWaiting: {
    name: '멜트에만 있어요 · 확인 전',
    note: '이 기간에 팬이 등록했지만 정산 내역에는 없는 후원이에요. 그대로 두고 기다려요',
    ask: '일어난 후원이 맞나요?',
  },
  onlyMeltConfirmed: {
    name: '멜트에만 있어요 · 확인됨',
    note: '확인했지만 정산 내역에는 없는 후원이에요. 멜트가 스스로 취소하는 일은 없어요',
    ask: '그대로 둘까요? 잘못 확인했다면 살펴보고 취소할 수 있어요',
  },
}

export const LISTS = {
  back: '미리보기로 돌아가기',
  document: '정산 내역의 줄 · 멜트',
  onlyMeltDocument: '멜트에만 있는 후원 · 멜트',
  none: '이런 줄이 없어요',
  noneOnlyMelt: '이런 후원이 없어요',
  donation: '멜트의 후원',
  seeDonation: '살펴보기',
  decide: '정하기',
  decideAgain: '다시 정하기',
  applied: '반영함',
  chosen: '내가 정한 줄',
  asked: '정할 줄',
  unknownKinds: '멜트가 모르는 유형이라면 ‘열 다시 고르기’에서 유형을 빼 주세요. 그러면 모두 후원으로 봐요',
}

export const LINE = {
  anonymous: '익명',
  row: '번째 줄',
  fee: '수수료',
  net: '받을 금액',
  state: '상태',
  fanId: '아이디',
}

export const DECIDE = {
  document: '하나씩 정하기 · 멜트',
  title: '하나씩 정하기',
  back: '미리보기로 돌아가기',
  statement: '정산 내역에는 이렇게 있어요',
  melt: '멜트에서는 어느 후원인가요?',
  meltOne: '멜트에는 이렇게 있어요',
  twins: '앞선 정산 내역이 이미 맞춘 후원이에요. 같은 줄이라면 무시해 주세요',
  counts: '금액은 어느 쪽이 맞나요?',
  ofStatement: '정산 내역',
  ofMelt: '멜트',
  ofMeltEach: '멜트에 있는 금액',
  matched: '고른 후원이 맞아요',
  onlyStatement: '새로 추가',
  ignored: '무시',
  onHold: '보류',
  nextPeriod: '다음 기간',
  about: {
    onlyStatement: '새로 추가는 멜트에 없던 후원으로 더하는 거예요',
    others: '보류한 줄은 나중에 다시 정할 수 있고, 무시한 줄은 합계에만 남아요',
  },
  previous: '앞 줄 다시 정하기',
  skip: '건너뛰기',
  nothingYet: '여기서 정해도 반영하기 전에는 아무것도 바뀌지 않아요',
  noAmount: '금액 없음',
  counted: '정할 줄',
}

type Bulk = { act: BulkAct; label: string }
type BulkAct = 'onlyStatement' | 'ignored' | 'onHold' | 'statement' | 'melt'

const BULK_ACTS: Record<BulkAct, string> = {
  onlyStatement: '모두 새로 추가',
  ignored: '모두 무시',
  onHold: '모두 보류',
  statement: '모두 정산 내역 금액으로',
  melt: '모두 멜트 금액으로',
}

const ALIKES: Record<Alike, { what: string; acts: BulkAct[] }> = {
  differs: { what: '금액만 다른 줄', acts: ['statement', 'melt', 'onHold'] },
  twins: { what: '앞선 정산 내역에 비슷한 줄이 있던 줄', acts: ['ignored', 'onlyStatement', 'onHold'] },
  renamed: {
    what: '금액과 날은 같고 이름이 다른 후원이 있는 줄',
    acts: ['onlyStatement', 'onHold', 'ignored'],
  },
  several: { what: '후보가 여럿인 줄', acts: ['onHold', 'ignored'] },
  alone: { what: '날짜를 모르거나 짝이 없는 줄', acts: ['onlyStatement', 'onHold', 'ignored'] },
  added: { what: '정산 내역에만 있는 줄', acts: ['onHold', 'ignored'] },
}

export const BULK = {
  open: '이런 줄 한꺼번에 정하기',
  takeBack: '고른 것 모두 지우고 처음부터 정하기',
}

export const alikeCopy = (alike: Alike, count: number) => `${ALIKES[alike].what} ${countCopy(count, '줄')}`

/** What may be done to all lines alike, each act with their number. */
export const bulkActsOf = (alike: Alike, count: number): Bulk[] =>
  ALIKES[alike].acts.map((act) => ({ act, label: `${countCopy(count, '줄')} ${BULK_ACTS[act]}` }))
