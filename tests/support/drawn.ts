/** A page as it is read. */
export const drawnBy = (response: Response) => response.text()

/** The one-time notice that an act left, as the cookie of the next request. */
export function noticeOf(response: Response) {
  const cookies = response.headers.getSetCookie()
  return cookies.find((cookie) => cookie.includes('notice='))?.split(';')[0] ?? ''
}
