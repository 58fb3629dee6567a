import { OAuth2Tokens } from 'arctic'
import type { Strategy } from 'remix-auth/strategy'
import { OAuth2RequestError, OAuth2Strategy } from 'remix-auth-oauth2'
import { z } from 'zod'
import { env } from '~/env.server'
import { ChzzkError, type Presented } from './errors'
import { isFreshState, issueState, redirectUri, spendState, stateCookie } from './login-state.server'
import { tokenReply } from './replies'
import { requestChzzk } from './request.server'

/** The person, or CHZZK in their name, did not consent. */
export class ConsentRefused extends Error {
  override readonly name = 'ConsentRefused'
}

/** The state is missing, foreign, stale or used, or the code that came with it is. */
export class BadState extends Error {
  override readonly name = 'BadState'
}

/** CHZZK's login: no scope, no PKCE, camelCase, and the state again at the token endpoint (docs/chzzk.md §1). */
export class ChzzkStrategy<User> extends OAuth2Strategy<User> {
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

  /**
   * In: a request without `state` (throws the redirect to the consent page) or CHZZK's answer. Out: the user.
   * Throws ConsentRefused, BadState or ChzzkError. Source: docs/chzzk.md §1.1 [DOC; refusal shapes GUESS].
   */
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

  /** In: a refresh token, spent by this call. Out: a new pair. Throws ChzzkError. Source: docs/chzzk.md §1.2 [DOC, CODE]. */
  override refreshToken(refreshToken: string): Promise<OAuth2Tokens> {
    return this.#tokens('grant', { grantType: 'refresh_token', refreshToken })
  }

  /**
   * In: a living token. Ends every token this person gave us, other devices included. Throws ChzzkError,
   * `grant_gone` when it was dead already. Source: docs/chzzk.md §1.3 [DOC].
   */
  override async revokeToken(
    token: string,
    tokenTypeHint: 'access_token' | 'refresh_token' = 'access_token',
  ) {
    const body = { token, tokenTypeHint, ...this.#client() }
    const path = '/auth/v1/token/revoke'
    await requestChzzk({ at: 'revoke', presented: 'grant', method: 'POST', path, body }, z.unknown())
  }

  /** CHZZK wants the state again with the code, so it takes the place of the PKCE verifier. */
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
