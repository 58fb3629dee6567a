import { OAuth2Tokens } from 'arctic'
import { Authenticator } from 'remix-auth'
import type { Strategy } from 'remix-auth/strategy'
import { OAuth2RequestError, OAuth2Strategy } from 'remix-auth-oauth2'
import { z } from 'zod'
import { env } from '~/env.server'
import { fetchMe, requestChzzk } from './client.server'
import { ChzzkError, type Presented } from './errors'
import {
  endAttempt,
  endOldestAttempts,
  isFreshState,
  issueState,
  redirectUri,
  spendState,
  stateCookie,
} from './login-state.server'
import { type ChzzkMe, tokenReply } from './replies'

class ConsentRefused extends Error {
  override readonly name = 'ConsentRefused'
}

class BadState extends Error {
  override readonly name = 'BadState'
}

/** No scope, no PKCE, camelCase, and the state again at the token endpoint (docs/chzzk.md §1). */
class ChzzkStrategy<User> extends OAuth2Strategy<User> {
  override name = 'chzzk'

  constructor(verify: Strategy.VerifyFunction<User, OAuth2Strategy.VerifyOptions>) {
    const { clientId, clientSecret, webUrl, apiUrl } = env.chzzk
    const authorizationEndpoint = `${webUrl}/account-interlock`
    const tokenEndpoint = `${apiUrl}/auth/v1/token`
    super(
      {
        clientId,
        clientSecret,
        redirectURI: redirectUri,
        cookie: stateCookie,
        authorizationEndpoint,
        tokenEndpoint,
      },
      verify,
    )
  }

  override async authenticate(request: Request): Promise<User> {
    const url = new URL(request.url)
    const state = url.searchParams.get('state')
    if (state && !isFreshState(state)) throw new BadState('The state is not ours or too old')
    if (state && !url.searchParams.get('code') && !url.searchParams.has('error')) {
      url.searchParams.set('error', 'access_denied')
    }
    try {
      return await super.authenticate(new Request(url, { headers: request.headers }))
    } catch (error) {
      if (error instanceof OAuth2RequestError) throw consentFailure(error.code, state ?? '')
      if (error instanceof ReferenceError || error instanceof RangeError) throw new BadState(error.message)
      throw error
    }
  }

  override refreshToken(refreshToken: string): Promise<OAuth2Tokens> {
    return this.#tokens('grant', { grantType: 'refresh_token', refreshToken })
  }

  override async revokeToken(
    token: string,
    tokenTypeHint: 'access_token' | 'refresh_token' = 'access_token',
  ) {
    const body = { token, tokenTypeHint, ...this.#client() }
    const path = '/auth/v1/token/revoke'
    await requestChzzk({ at: 'revoke', presented: 'grant', method: 'POST', path, body }, z.unknown())
  }

  /** The state takes the place of the PKCE verifier. */
  protected override createAuthorizationURL() {
    const state = issueState()
    const url = new URL(this.options.authorizationEndpoint.toString())
    url.search = new URLSearchParams({ clientId: env.chzzk.clientId, redirectUri, state }).toString()
    return { state, codeVerifier: state, url }
  }

  protected override async validateAuthorizationCode(code: string, state: string) {
    if (!spendState(state)) throw new BadState('The state was used before')
    try {
      return await this.#tokens('code', { grantType: 'authorization_code', code, state })
    } catch (error) {
      if (error instanceof ChzzkError && error.kind === 'refused') throw new BadState(error.message)
      throw error
    }
  }

  async #tokens(presented: Presented, grant: Record<string, string>) {
    const body = { ...grant, ...this.#client() }
    const reply = await requestChzzk(
      { at: 'token', presented, method: 'POST', path: '/auth/v1/token', body },
      tokenReply,
    )
    return new OAuth2Tokens({
      access_token: reply.accessToken,
      refresh_token: reply.refreshToken,
      token_type: reply.tokenType,
      expires_in: reply.expiresIn,
      ...(reply.scope !== null && { scope: reply.scope }),
    })
  }

  #client() {
    return { clientId: env.chzzk.clientId, clientSecret: env.chzzk.clientSecret }
  }
}

function consentFailure(code: string, state: string) {
  spendState(state)
  if (code === 'server_error' || code === 'temporarily_unavailable') {
    return new ChzzkError('unavailable', 'token', 'consent_failed')
  }
  return new ConsentRefused('The person did not consent')
}

export interface ChzzkTokens {
  accessToken: string
  refreshToken: string
  expiresAt: Date
  scope: string | null
}

/** `headers` carries the Set-Cookie that ends this attempt, whatever came of it. */
type LoginOutcome =
  | { outcome: 'ok'; me: ChzzkMe; tokens: ChzzkTokens; headers: Headers }
  | { outcome: 'refused'; headers: Headers }
  | { outcome: 'bad_state'; headers: Headers; reason: string }
  | { outcome: 'unavailable'; headers: Headers; error: ChzzkError }

const strategy = new ChzzkStrategy(async ({ tokens }) => {
  return { me: await fetchMe(tokens.accessToken()), tokens: plainTokens(tokens) }
})
const authenticator = new Authenticator<{ me: ChzzkMe; tokens: ChzzkTokens }>().use(strategy)

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

/** A state is accepted once and for ten minutes: by its cookie, our signature, this process and CHZZK's own code. */
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

/** Spends the token whether or not an answer arrives: hold a lock and store the pair at once (docs/chzzk.md §1.2, §8.7). */
export async function renewGrant(refreshToken: string): Promise<ChzzkTokens> {
  return plainTokens(await strategy.refreshToken(refreshToken))
}

/** Ends all tokens of this person for Melt. Throws `grant_gone` when it was dead already (docs/chzzk.md §1.3). */
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
