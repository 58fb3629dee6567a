/** Why a message is held, where that is no word of the blocklist; stored with its event and in exports. */
export const HELD_FOR_LINK = '주소(링크)'
export const HELD_FOR_BLOCKED_PERSON = '차단한 사람'
