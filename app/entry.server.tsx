import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToStaticMarkup } from 'react-dom/server'
import { env } from '~/env.server'
import { isPersonal } from '~/http/login/cookies.server'
import { findInAppWindow } from '~/http/pages/in-app.server'
import { parseTheme } from '~/http/pages/theme.server'
import { pageProblem, refusalOf } from '~/http/responses/failure.server'
import { TextResponse } from '~/http/server/whole-answer.server'
import { PageContext } from '~/ui/page-context'

export { commands } from '~/commands.server'
export * as readIndex from '~/db/outbox.server'
export { startForCommand as openDatabase } from '~/db/start.server'
export { env } from '~/env.server'
export { cachePublicPages } from '~/http/page-cache/public-pages.server'
export { BOUNDS, boundedServer } from '~/http/server/bounds.server'
export { closeServer } from '~/http/server/closing.server'
export { meltApp } from '~/http/server/express.server'
export { log } from '~/http/server/log.server'
export { requestHandler } from '~/http/server/request-handler.server'
export { endWork as endStreams, openSockets, start, stop } from '~/lifecycle.server'

/** No page is hydrated (docs/decisions/0001-no-page-is-hydrated.md). */
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
    sandbox: env.chzzk.sandbox,
    theme: parseTheme(request),
    inApp: findInAppWindow(request, loadContext.form !== undefined),
  }
  const html = renderToStaticMarkup(
    <PageContext.Provider value={page}>
      <RemixServer context={remixContext} url={request.url} />
    </PageContext.Provider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  if (status === 405) headers.set('Allow', 'GET, HEAD')
  if (!headers.has('Cache-Control'))
    headers.set('Cache-Control', isPersonal(request) ? 'no-store' : 'private, no-cache')
  return new TextResponse(`<!DOCTYPE html>${html}`, { status, headers })
}

/** What a client asked for in vain is no failure of ours, and fills no log. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (!isRouteErrorResponse(error) || error.status >= 500) refusalOf(error, request)
}
