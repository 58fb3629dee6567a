/** A page as it is read: without the marks that React leaves between texts. */
export const drawnBy = async (response: Response) => (await response.text()).replaceAll('<!-- -->', '')

/** The one-time notice that an act left, as the cookie of the next request. */
export function noticeOf(response: Response) {
  const cookies = response.headers.getSetCookie()
  return cookies.find((cookie) => cookie.includes('notice='))?.split(';')[0] ?? ''
}
