/** Why a receipt shows nothing, or a log does not continue the one that was seen before. */
export type Wrong =
  | 'no_receipt'
  | 'entry'
  | 'leaf'
  | 'signature'
  | 'unknown_key'
  | 'other_log'
  | 'shorter'
  | 'other_past'
  | 'tiles'

export type ShownEntry = { seq: number; to: string; amount: number; at: string }
export type ShownReceipt = {
  channelId: string
  day: string
  origin: string
  last: ShownEntry
}

/** What a file of somebody's donation is good for, in one sentence. */
export function receiptSentence({ channelId, day, origin, last }: ShownReceipt) {
  return `채널 ${channelId}에서 ${kstTime(last.at)}에 ${outcomeOf(last)}, 그 기록이 ${kstDay(day)}에 서명한 ${origin}에 그대로 들어 있어요`
}

function outcomeOf({ to, amount }: ShownEntry) {
  const cheese = `${amount.toLocaleString('ko-KR')}치즈`
  if (to === 'CONFIRMED') return `${cheese} 후원이 확인됐고`
  if (to === 'REVERSED') return `${cheese} 후원의 확인이 취소됐고`
  if (to === 'REJECTED') return '후원이 제외되거나 다른 후원과 합쳐졌고'
  return '후원이 등록돼 확인을 기다렸고'
}

const KST_OFFSET_MS = 9 * 60 * 60 * 1000

/** Of its own, as browsers run this file and nothing that it does not need: "2026년 11월 29일 12:04" in Korea. */
function kstTime(at: string) {
  const [day = '', clock = ''] = new Date(Date.parse(at) + KST_OFFSET_MS).toISOString().split('T')
  return `${kstDay(day)} ${clock.slice(0, 5)}`
}

function kstDay(day: string) {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}년 ${month}월 ${date}일`
}

const USE_PROGRAM = '아래 확인 프로그램을 써 주세요'

/** What else there is to know of a receipt that is right. */
export const RECEIPT_NOTES = {
  signed: '서명도 맞아요',
  signedBefore: '지금은 쓰지 않는 열쇠로 서명했어요',
  unsigned: `이 브라우저는 서명을 확인하지 못해요. ${USE_PROGRAM}`,
  continued: '지금 공개된 기록도 이 영수증과 이어져요',
  offline: '연결이 없어서 공개된 기록과는 견주지 못했어요',
} as const

export const RIGHT = '맞아요'
export const PARTLY = '끝까지 확인하지 못했어요'
export const WRONG = '맞지 않아요'
export const TOO_OLD = `여기서는 확인할 수 없어요. https로 열거나 ${USE_PROGRAM}`

const CHANGED_FILE = '누군가 파일을 고쳤을 수 있어요'
const OTHER_ENTRIES = `기록이 서명한 것과 달라요. ${CHANGED_FILE}`
const BROKEN_PROMISE = '이 파일을 잘 보관하고 운영자에게 까닭을 물어봐 주세요'

const OF_RECEIPT: Record<Wrong, string> = {
  no_receipt: '멜트의 영수증이 아니거나 바뀐 파일이에요',
  entry: OTHER_ENTRIES,
  leaf: OTHER_ENTRIES,
  signature: `서명이 맞지 않아요. ${CHANGED_FILE}`,
  unknown_key: '이 멜트의 기록에 없는 영수증이에요',
  other_log: '다른 멜트의 영수증이에요. 그곳에서 확인해 주세요',
  shorter: `영수증은 맞는데, 지금 공개된 기록이 그때보다 짧아요. ${BROKEN_PROMISE}`,
  other_past: `영수증은 맞는데, 지금 공개된 기록과 이어지지 않아요. ${BROKEN_PROMISE}`,
  tiles: `영수증은 맞는데, 공개된 기록과 이어지는지 알 수 없어요. ${BROKEN_PROMISE}`,
}

export const wrongReceiptCopy = (wrong: Wrong) => OF_RECEIPT[wrong]
