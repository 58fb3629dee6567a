import { hasLeft } from '~/domain/auth/has-left'
import { tooManyPictures } from '~/domain/files/too-many'
import { Refusal } from '~/domain/refusal'
import { codeOf, unavailable } from '~/domain/unavailable.server'
import { log } from './log.server'
import { onceAMinute } from './once-a-minute.server'
import { BodyBrokenOff } from './web.server'

const cannotUse = onceAMinute('the database or the disk could not be used')

/**
 * The refusal that answers an error, whatever it is: what the database stopped because somebody left or something else happened
 * first, what it could not do now (`unavailable`), and what is a mistake of ours (`internal`), which alone fills the log.
 */
export function refusalOf(error: unknown, request: Request): Refusal {
  if (error instanceof Refusal) return error
  if (hasLeft(error)) return new Refusal('signed_out')
  const known = tooManyPictures(error) ?? unavailable(error)
  if (known?.reason === 'unavailable') cannotUse(codeOf(error))
  if (known) return known
  const where = { method: request.method, path: new URL(request.url).pathname }
  if (error instanceof BodyBrokenOff) {
    log.debug(where, 'a body was broken off by its sender')
    return new Refusal('malformed')
  }
  log.error({ err: error, ...where }, 'request failed')
  return new Refusal('internal')
}

/** Whether somebody waits for a page and no program for data. */
export const wantsHtml = (request: Request) => (request.headers.get('Accept') ?? '').includes('text/html')
