/** Korean that the database stores where there is no name; what is only shown stands in app/copy (docs/naming.md). */

/** A deleted account's, also where a creator reads who got a coupon. */
export const DELETED_NAME = '탈퇴한 사람'

/** Their channel's. */
export const CLOSED_NAME = '닫힌 채널'

/** A donor's until their first login, where CHZZK's event has no name. */
export const NAMELESS = '이름 없는 시청자'
