import type { DonationStatus } from '#prisma'
import { statusCopy } from '~/copy/ko/donations'

const SHAPES = {
  PENDING: 'tag-wait',
  OCCURRED: 'tag-wait',
  CONFIRMED: 'tag-ok',
  REJECTED: 'tag-out',
  REVERSED: 'tag-back',
} as const satisfies Record<DonationStatus, string>

/** A donation's state, by word and shape. */
export function StatusLabel({ status }: { status: DonationStatus }) {
  return <span className={`tag ${SHAPES[status]}`}>{statusCopy(status)}</span>
}

/** A channel that is on air on CHZZK. */
export function LiveTag() {
  return <span className="tag tag-live">방송 중</span>
}

/** What its donor asked, wherever the creator might read the name aloud. */
export function HiddenName() {
  return <span className="tag tag-plain">이름 숨김</span>
}
