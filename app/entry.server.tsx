import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { env } from '~/env.server'
import { isPersonal } from '~/http/cookies.server'
import { log } from '~/http/log.server'
import { pageProblem } from '~/http/page-problem.server'
import { themeOf } from '~/http/theme.server'
import { BodyBrokenOff } from '~/http/web.server'
import { PageContext } from '~/ui/page-context'

export { commands } from '~/commands.server'
export { startDatabase as openDatabase } from '~/db/start.server'
export { env } from '~/env.server'
export { endStreams } from '~/http/event-stream.server'
export { log } from '~/http/log.server'
export { narrowHandler } from '~/http/narrow.server'
export { meltApp } from '~/http/server/app.server'
export { BOUNDS, boundedServer } from '~/http/server/bounds.server'
export { closeServer } from '~/http/server/closing.server'
export { openSockets } from '~/http/sockets.server'
export { start, stop } from '~/lifecycle.server'

/** Pages are drawn whole, on the server only: no page is hydrated, the one script is `entry.client`. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
) {
  const forProgram = pageProblem(request, status, headers, remixContext)
  if (forProgram) return forProgram
  const page = {
    script: remixContext.manifest.entry.module,
    form: loadContext.form,
    practice: env.chzzk.sandbox,
    theme: themeOf(request),
  }
  const html = renderToString(
    <PageContext.Provider value={page}>
      <RemixServer context={remixContext} url={request.url} />
    </PageContext.Provider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  if (status === 405) headers.set('Allow', 'GET, HEAD')
  if (!headers.has('Cache-Control'))
    headers.set('Cache-Control', isPersonal(request) ? 'no-store' : 'private, no-cache')
  return new Response(`<!DOCTYPE html>${html}`, { status, headers })
}

/** What a client asked for in vain is no failure of ours, and fills no log. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (isRouteErrorResponse(error) && error.status < 500) return
  const where = { method: request.method, path: new URL(request.url).pathname }
  if (error instanceof BodyBrokenOff) return log.debug(where, 'a body was broken off by its sender')
  log.error({ err: error, ...where }, 'request failed')
}
