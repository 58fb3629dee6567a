import type { DonationStatus } from '#prisma'

const LABELS = {
  PENDING: { word: '진행 중', shape: 'tag-wait' },
  OCCURRED: { word: '확인 전', shape: 'tag-wait' },
  CONFIRMED: { word: '확인됨', shape: 'tag-ok' },
  REJECTED: { word: '제외됨', shape: 'tag-out' },
  REVERSED: { word: '취소됨', shape: 'tag-back' },
} as const satisfies Record<DonationStatus, { word: string; shape: string }>

/** A donation's state, by word and shape. */
export function StatusLabel({ status }: { status: DonationStatus }) {
  const { word, shape } = LABELS[status]
  return <span className={`tag ${shape}`}>{word}</span>
}

/** A channel that is on air on CHZZK. */
export function LiveTag() {
  return <span className="tag tag-live">방송 중</span>
}

/** What its donor asked, wherever the creator might read the name aloud. */
export function HiddenName() {
  return <span className="tag tag-plain">이름 숨김</span>
}

export function statusWord(status: DonationStatus) {
  return LABELS[status].word
}
