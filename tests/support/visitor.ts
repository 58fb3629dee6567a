import { sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { Browser, consentAs } from './browser'

const here = (path: string) => new URL(path, process.env.PUBLIC_URL).href

/** Somebody with a browser: cookies are kept, redirects are looked at before they are followed. */
export class Visitor {
  readonly browser = new Browser()

  async request(method: string, path: string, init: RequestInit = {}) {
    const headers = new Headers(init.headers)
    headers.set('Cookie', [...this.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(here(path), { ...init, method, headers, redirect: 'manual' })
    this.browser.keep(response.headers)
    return response
  }

  get(path: string, accept = 'text/html') {
    return this.request('GET', path, { headers: { Accept: accept } })
  }

  post(path: string, body: unknown = {}) {
    return this.request('POST', path, {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  form(path: string, fields: Record<string, string> = {}) {
    return this.request('POST', path, { headers: { Accept: 'text/html' }, body: new URLSearchParams(fields) })
  }

  async me() {
    const response = await this.get('/auth/me', 'application/json')
    return response.ok ? ((await response.json()) as { user: { role: string } }).user : null
  }

  /** As far as CHZZK's answer: the address of the callback. */
  async consent(fields: Record<string, string>, redirectTo = '') {
    const response = await this.get(
      `/auth/chzzk/login${redirectTo && `?redirectTo=${encodeURIComponent(redirectTo)}`}`,
    )
    const { pathname, search } = await consentAs(response.headers.get('Location') ?? '', fields)
    return pathname + search
  }

  /** The whole way: what the callback answers. */
  async logIn(channelId: string, redirectTo = '') {
    return this.get(await this.consent({ channelId }, redirectTo))
  }

  /** Login and, for a newcomer, the agreement. */
  async signIn(channelId: string) {
    await this.logIn(channelId)
    if (!this.browser.cookies.has('melt_session'))
      await this.post('/auth/agree', { age14: true, terms: true })
    return this
  }
}

/** CHZZK's living tokens of a person. */
export function grantsOf(channelId: string): string[] {
  const { accessTokens, refreshTokens } = sandboxMemory()
  return [...accessTokens, ...refreshTokens].flatMap(([token, owner]) =>
    owner.channelId === channelId ? [token] : [],
  )
}

/** Turns the sandbox's switches, as its page does. */
export async function setSwitches(switches: Record<string, string | number>) {
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify(switches)
  const response = await fetch(here('/sandbox/chzzk/switches'), { method: 'POST', headers, body })
  if (!response.ok) throw new Error(`The switches refused: ${await response.text()}`)
}
