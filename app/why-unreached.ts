/** The code of what failed where nobody answered: never the message, in which undici quotes header values. For domain and chzzk, so in neither of the two. */
export function whyUnreached(error: unknown): string {
  if (!(error instanceof Error)) return 'unreached'
  if (error.name === 'TimeoutError') return 'timeout'
  const code = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'unreached'
}
