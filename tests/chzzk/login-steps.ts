import type { finishLogin } from '~/chzzk/login.server'
import { type Browser, consentAs } from '../support/browser'

type Login = typeof import('~/chzzk/login.server')
type Outcome = Awaited<ReturnType<typeof finishLogin>>

/** The steps of a login at `origin`, taken in somebody's browser, which keeps the cookies it is given. */
export function loginSteps({ beginLogin, finishLogin }: Login, origin: string) {
  const setOut = async (browser: Browser, query = '') => {
    const redirect = await beginLogin(browser.request(`${origin}/auth/chzzk/login${query}`))
    browser.keep(redirect.headers)
    return { redirect, consentUrl: redirect.headers.get('location') ?? '' }
  }
  const comeBack = async (browser: Browser, callback: URL): Promise<Outcome> => {
    const result = await finishLogin(browser.request(callback.href))
    browser.keep(result.headers)
    return result
  }
  const logIn = async (browser: Browser, fields: Record<string, string>) => {
    const { consentUrl } = await setOut(browser)
    return comeBack(browser, await consentAs(consentUrl, fields))
  }
  return { setOut, comeBack, logIn }
}
