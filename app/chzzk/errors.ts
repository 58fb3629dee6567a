/**
 * - `unavailable`: CHZZK cannot answer now (429, 408, 5xx, timeout, broken connection, HTML or an unreadable
 *   reply). Nothing is known about the grant; asking later may work.
 * - `grant_gone`: the presented access or refresh token is dead (or, as measured, lacks the scope: CHZZK
 *   answers both alike). Only a new login helps.
 * - `refused_client`: CHZZK does not know our client id or secret. The operator's matter, never a dead token.
 * - `refused`: any other no, such as 400, 403, 404 or a login code that is spent.
 */
export type ChzzkErrorKind = 'unavailable' | 'grant_gone' | 'refused_client' | 'refused'

/** Which question was asked. */
export type ChzzkPlace = 'token' | 'revoke' | 'users/me' | 'channels' | 'lives' | 'sessions'

/** What a question presents to be let in: a grant's token, a login code, or only our client id and secret. */
export type Presented = 'grant' | 'code' | 'client'

const knownMessages = [
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'INVALID_CLIENT',
  'INVALID_TOKEN',
  'FORBIDDEN',
  'NOT_FOUND',
  'TOO_MANY_REQUESTS',
  'INTERNAL_SERVER_ERROR',
]

/**
 * CHZZK said no, or said nothing usable. Made of words from fixed lists and a status only, so that logging it
 * whole can never show a token, a code or a secret.
 */
export class ChzzkError extends Error {
  override readonly name = 'ChzzkError'

  constructor(
    readonly kind: ChzzkErrorKind,
    readonly at: ChzzkPlace,
    readonly reason: string,
    readonly status: number | null = null,
  ) {
    super(`CHZZK ${at}: ${kind} (${reason}${status === null ? '' : `, ${status}`})`)
  }
}

/**
 * In: the status CHZZK's reply amounts to, its message and what we presented. Out: the error that says what it
 * means for us. Source: docs/chzzk.md §1.4 [DOC, LIVE 1], §5 [DOC].
 */
export function refusal(at: ChzzkPlace, presented: Presented, status: number, message: unknown): ChzzkError {
  const reason = knownMessages.find((known) => known === message) ?? 'other'
  return new ChzzkError(kindOf(presented, status, reason), at, reason, status)
}

function kindOf(presented: Presented, status: number, reason: string): ChzzkErrorKind {
  if (status === 408 || status === 429 || status >= 500 || status < 400) return 'unavailable'
  if (reason === 'INVALID_CLIENT') return 'refused_client'
  if (status === 401 && reason === 'INVALID_TOKEN' && presented === 'grant') return 'grant_gone'
  return 'refused'
}
