import { createRequestHandler, type RequestHandler, type ServerBuild } from '@remix-run/node'
import { fallbackResponse } from './fallback-response.server'

type Routes = ServerBuild['routes']

const PLAIN = /^[a-z0-9-]*$/

/**
 * Remix's request handler, one for every first word of a path, each with only the routes that word can lead to: Remix
 * ranks all the routes it has anew for every request, most of a short answer's time. Paths that begin with anything
 * but a plain word are shown all routes.
 */
export function routesByPrefix(build: ServerBuild, mode: string): RequestHandler {
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

/** The word that every path of a route begins with; empty where it can be any. */
function firstWord(routes: Routes, id: string): string {
  const route = routes[id]
  if (!route) return ''
  const above = route.parentId ? firstWord(routes, route.parentId) : ''
  const [own = ''] = (route.path ?? '').toLowerCase().split('/')
  return above || (PLAIN.test(own) ? own : '')
}
