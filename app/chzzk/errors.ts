/** docs/chzzk.md §5.1. */
export type ChzzkErrorKind = 'unavailable' | 'grant_gone' | 'refused_client' | 'refused'

export type ChzzkPlace = 'token' | 'revoke' | 'users/me' | 'channels' | 'lives' | 'sessions'

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

/** Made of words from fixed lists and a status: logged whole it never shows a token, a code or a secret. */
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

/** What a refusing reply means for us (docs/chzzk.md §5.1). */
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
