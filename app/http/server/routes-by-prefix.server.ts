import {
  type AppLoadContext,
  createRequestHandler,
  type RequestHandler,
  type ServerBuild,
} from '@remix-run/node'
import { Refusal } from '~/domain/core/refusal'
import { problem, returnForm, wantsPage } from '../responses/problem.server'

type Routes = ServerBuild['routes']

const PLAIN = /^[a-z0-9-]*$/

/** Remix ranks all its routes anew for every request (docs/decisions/0010-the-way-of-a-request.md). */
export function routesByPrefix(build: ServerBuild, mode?: string): RequestHandler {
  const words = new Map(Object.keys(build.routes).map((id) => [id, firstWord(build.routes, id)]))
  const known = new Set(words.values())
  const whole = createRequestHandler(build, mode)
  const handlers = new Map<string, RequestHandler>()

  function handlerOf(word: string) {
    const handler =
      handlers.get(word) ??
      createRequestHandler(
        keep(build, (id) => ['', word].includes(words.get(id) ?? '')),
        mode,
      )
    handlers.set(word, handler)
    return handler
  }

  function handlerFor(request: Request) {
    const [, first = ''] = new URL(request.url).pathname.toLowerCase().split('/')
    if (!PLAIN.test(first)) return whole
    return handlerOf(known.has(first) ? first : '')
  }

  return async (request, context) => {
    const response = await handlerFor(request)(request, context)
    return context ? fallbackResponse(request, context, response) : response
  }
}

function keep({ routes, assets, ...build }: ServerBuild, wanted: (id: string) => boolean): ServerBuild {
  return {
    ...build,
    routes: only(routes, wanted),
    assets: { ...assets, routes: only(assets.routes, wanted) },
  }
}

function only<Route>(routes: Record<string, Route>, wanted: (id: string) => boolean): Record<string, Route> {
  return Object.fromEntries(Object.entries(routes).filter(([id]) => wanted(id)))
}

function firstWord(routes: Routes, id: string): string {
  const route = routes[id]
  if (!route) return ''
  const above = route.parentId ? firstWord(routes, route.parentId) : ''
  const [own = ''] = (route.path ?? '').toLowerCase().split('/')
  return above || (PLAIN.test(own) ? own : '')
}

/** Where an error got past every catch of ours, Remix answers plain text: people get a page, programs problem+json. */
export async function fallbackResponse(
  request: Request,
  context: AppLoadContext,
  response: Response,
): Promise<Response> {
  const type = response.headers.get('Content-Type') ?? ''
  if (response.status !== 500 || /html|json/.test(type)) return response
  await response.body?.cancel()
  const refusal = new Refusal('internal')
  // A page that failed while drawn for a form is not drawn for it once more.
  if (!wantsPage(request) || context.form) return problem(refusal)
  return returnForm({ request, context, params: {} }, refusal, { fields: {}, isForm: false })
}
