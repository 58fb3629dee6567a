import type { OAuth2Tokens } from 'arctic'
import { Authenticator } from 'remix-auth'
import { fetchMe } from './client.server'
import { ChzzkError } from './errors'
import { endAttempt, endOldestAttempts } from './login-state.server'
import type { ChzzkMe } from './replies'
import { BadState, ChzzkStrategy, ConsentRefused } from './strategy.server'

export interface ChzzkTokens {
  accessToken: string
  refreshToken: string
  expiresAt: Date
  /** CHZZK's own words, such as `유저 조회 후원 조회`; null when it does not say. */
  scope: string | null
}

/** `headers` carries the Set-Cookie that ends this attempt, whatever came of it. */
export type LoginOutcome =
  | { outcome: 'ok'; me: ChzzkMe; tokens: ChzzkTokens; headers: Headers }
  | { outcome: 'refused'; headers: Headers }
  | { outcome: 'bad_state'; headers: Headers; reason: string }
  | { outcome: 'unavailable'; headers: Headers; error: ChzzkError }

const strategy = new ChzzkStrategy(async ({ tokens }) => {
  return { me: await fetchMe(tokens.accessToken()), tokens: plainTokens(tokens) }
})
const authenticator = new Authenticator<{ me: ChzzkMe; tokens: ChzzkTokens }>().use(strategy)

/**
 * In: any request of the person who logs in; its query is not read. Out: 302 to CHZZK's consent page with the
 * state in a cookie of its own. Source: docs/chzzk.md §1.1 [DOC].
 */
export async function beginLogin(request: Request): Promise<Response> {
  const bare = new URL(request.url)
  bare.search = ''
  const redirect = await authenticator
    .authenticate(strategy.name, new Request(bare, { headers: request.headers }))
    .then(
      () => null,
      (thrown: unknown) => thrown,
    )
  if (!(redirect instanceof Response)) throw redirect ?? new Error('A login began without a redirect')
  for (const cookie of endOldestAttempts(request).getSetCookie())
    redirect.headers.append('Set-Cookie', cookie)
  redirect.headers.set('Cache-Control', 'no-store')
  return redirect
}

/**
 * In: the callback CHZZK sent the person to. Out: who they are and their tokens; or `refused` (no consent),
 * `bad_state` (missing, foreign, used or over ten minutes old, or a dead code), `unavailable` (CHZZK is down, or
 * would not say who this is). A state is accepted once: its cookie ends here, this process remembers it, our
 * signature bounds its age, and CHZZK takes a code once. Source: docs/chzzk.md §1.1–1.4, §3.1.
 */
export async function finishLogin(request: Request): Promise<LoginOutcome> {
  const headers = endAttempt(request)
  if (!new URL(request.url).searchParams.get('state'))
    return { outcome: 'bad_state', headers, reason: 'No state' }
  try {
    return { outcome: 'ok', ...(await authenticator.authenticate(strategy.name, request)), headers }
  } catch (error) {
    if (error instanceof ConsentRefused) return { outcome: 'refused', headers }
    if (error instanceof BadState) return { outcome: 'bad_state', headers, reason: error.message }
    if (error instanceof ChzzkError) return { outcome: 'unavailable', headers, error }
    throw error
  }
}

/**
 * In: a refresh token, spent by this call whether or not its answer arrives: hold a lock and store the result
 * at once. Out: the new pair. Throws ChzzkError, `grant_gone` when the token was spent, revoked or too old.
 * Source: docs/chzzk.md §1.2 [DOC, CODE all].
 */
export async function renewGrant(refreshToken: string): Promise<ChzzkTokens> {
  return plainTokens(await strategy.refreshToken(refreshToken))
}

/**
 * In: an access token. Ends all tokens of this person for Melt, at once. Throws ChzzkError, `grant_gone` when it
 * was dead already. Source: docs/chzzk.md §1.3 [DOC].
 */
export async function revokeGrant(accessToken: string): Promise<void> {
  await strategy.revokeToken(accessToken)
}

function plainTokens(tokens: OAuth2Tokens): ChzzkTokens {
  return {
    accessToken: tokens.accessToken(),
    refreshToken: tokens.refreshToken(),
    expiresAt: tokens.accessTokenExpiresAt(),
    scope: tokens.hasScopes() ? tokens.scopes().join(' ') : null,
  }
}
