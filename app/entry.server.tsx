import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { pageProblem } from '~/http/page-problem.server'
import { log } from '~/http/log.server'
import { PageContext } from '~/ui/page-context'

export { startDatabase as openDatabase } from '~/db/start.server'
export { start, stop } from '~/lifecycle.server'
export { commands } from '~/commands.server'
export { log } from '~/http/log.server'
export { observeRequest } from '~/http/metrics.server'
export { env } from '~/env.server'

/** Pages are drawn whole, on the server only: no page is hydrated, the one script is `entry.client`. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
) {
  const forProgram = pageProblem(request, status, remixContext)
  if (forProgram) return forProgram
  const page = { script: remixContext.manifest.entry.module, form: loadContext.form }
  const html = renderToString(
    <PageContext.Provider value={page}>
      <RemixServer context={remixContext} url={request.url} />
    </PageContext.Provider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
  return new Response(`<!DOCTYPE html>${html}`, { status, headers })
}

export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted) return
  log.error({ err: error, method: request.method, path: new URL(request.url).pathname }, 'request failed')
}
