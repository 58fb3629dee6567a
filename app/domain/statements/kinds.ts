export const statementKinds = [
  'chat',
  'video',
  'mission',
  'party',
  'subscription',
  'gift',
  'ad',
  'shop',
  'refund',
  'unknown',
] as const
export type StatementKind = (typeof statementKinds)[number]

/** In this order: a gifted subscription is a gift, a refunded chat donation a refund. */
const KINDS: readonly (readonly [pattern: RegExp, kind: StatementKind])[] = [
  [/환불|취소|refund|cancel|chargeback/, 'refund'],
  [/선물|gift/, 'gift'],
  [/구독|subscri/, 'subscription'],
  [/미션|mission/, 'mission'],
  [/파티|party/, 'party'],
  [/광고|^ad$|^ads$|advert/, 'ad'],
  [/상점|스토어|굿즈|shop|store|goods/, 'shop'],
  [/영상|video|^tts영상/, 'video'],
  [/채팅|일반|메시지|chat|^후원$|^치즈$|^치즈후원$|donation/, 'chat'],
]

/** What a statement calls a line's kind. */
export function toStatementKind(text: string): StatementKind {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
  return KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'unknown'
}

/** Chat and video donations may be in the ledger; the rest is income that Melt does not count. */
export const isCountedKind = (kind: StatementKind | null) =>
  kind === null || kind === 'chat' || kind === 'video'

export const isCancelledState = (state: string) => /환불|취소|refund|cancel/i.test(state)

/** What a line's state says of money that was paid out, in SQL's spelling; that a fan's payment is complete says nothing of it. */
export const PAID_OUT = '(지급|정산|입금|송금|이체) *(완료|됨|됐)|\\m(paid|settled)\\M'

export const isStatementKind = (text: string): text is StatementKind =>
  statementKinds.some((kind) => kind === text)
