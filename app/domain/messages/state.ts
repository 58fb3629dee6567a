export const letterStates = [
  'created',
  'read',
  'replied_private',
  'replied_public',
  'retweeted',
  'withdrawn',
  'hidden',
] as const
export type LetterState = (typeof letterStates)[number]

type StateColumns = {
  readAt: Date | null
  repliedPrivatelyAt: Date | null
  repliedPubliclyAt: Date | null
  hiddenAt: Date | null
  withdrawnAt: Date | null
  retweet: object | null
}

/** What became of a message, as its author reads it: the furthest it came (docs/api.md "State of my letter"). */
export function letterState(message: StateColumns): LetterState {
  if (message.withdrawnAt) return 'withdrawn'
  if (message.hiddenAt) return 'hidden'
  if (message.retweet) return 'retweeted'
  if (message.repliedPubliclyAt) return 'replied_public'
  if (message.repliedPrivatelyAt) return 'replied_private'
  return message.readAt ? 'read' : 'created'
}

/** Why a message is held, where that is no word of the blocklist; stored with its event and in exports. */
export const HELD_FOR_LINK = '주소(링크)'
export const HELD_FOR_BLOCKED_PERSON = '차단한 사람'
