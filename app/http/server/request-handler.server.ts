import type { AppLoadContext, EntryContext, ServerBuild } from '@remix-run/node'
import {
  type AgnosticDataRouteObject,
  createStaticHandler,
  getStaticContextFromError,
  isRouteErrorResponse,
  type StaticHandlerContext,
} from '@remix-run/router'
import { Refusal } from '~/domain/core/refusal'
import { problem, returnForm, wantsPage } from '../responses/problem.server'
import { branchFinder } from './route-branches.server'

export type Draw = (request: Request, context: AppLoadContext) => Promise<Response>

type Route = ServerBuild['routes'][string]
type Report = (error: unknown) => void
type Branch = (request: Request, context: AppLoadContext, report: Report) => Promise<Response>

/** Remix's createRequestHandler without what only its client reads (docs/decisions/0033-answers-without-remixs-client.md). */
export function requestHandler(build: ServerBuild): Draw {
  const branchAt = branchFinder(build.routes, (branch): Branch => {
    const leaf = branch.at(-1)
    const isResource = leaf && !leaf.module.default && !leaf.module.ErrorBoundary
    return isResource ? resource(build, branch, leaf.id) : page(build, branch)
  })
  return async (request, context) => {
    const report = (error: unknown) =>
      build.entry.module.handleError?.(error, { request, context, params: {} })
    const answer = branchAt(new URL(request.url).pathname)
    const response = await answer(request, context, report).catch((error: unknown) => {
      report(error)
      return failed(request, context)
    })
    if (request.method !== 'HEAD') return response
    const { status, headers } = response
    return new Response(null, { status, headers })
  }
}

function resource(build: ServerBuild, branch: Route[], routeId: string): Branch {
  const handler = staticHandler(build, branch)
  return async (request, requestContext) => {
    try {
      return await handler.queryRoute(request, { routeId, requestContext })
    } catch (error) {
      if (error instanceof Response) return error
      if (isRouteErrorResponse(error)) return problem(new Refusal('method_not_allowed'))
      throw error
    }
  }
}

function page(build: ServerBuild, branch: Route[]): Branch {
  const handler = staticHandler(build, branch)
  const entry = entryContext(build, branch)
  return async (request, context, report) => {
    const read = await handler.query(request, { requestContext: context })
    if (!('statusCode' in read)) return read
    for (const error of Object.values(read.errors ?? {})) if (!isRouteErrorResponse(error)) report(error)
    const state = { ...read, errors: read.errors && mapValues(read.errors, withoutDetail) }
    const headers = documentHeaders(build.routes, state)
    const draw = (staticHandlerContext: StaticHandlerContext) =>
      build.entry.module.default(
        request,
        staticHandlerContext.statusCode,
        headers,
        { ...entry, staticHandlerContext },
        context,
      )
    try {
      return await draw(state)
    } catch (error) {
      report(error)
      return draw(getStaticContextFromError(handler.dataRoutes, state, withoutDetail(error)))
    }
  }
}

/** Its ranking is short: it sees no routes but those that lead to the one. */
function staticHandler({ future }: ServerBuild, branch: Route[]) {
  return createStaticHandler(dataRoutes(branch), {
    future: {
      v7_relativeSplatPath: future.v3_relativeSplatPath,
      v7_throwAbortReason: future.v3_throwAbortReason,
    },
  })
}

function dataRoutes([route, ...below]: Route[]): AgnosticDataRouteObject[] {
  if (!route) return []
  const { id, path, index, caseSensitive, module } = route
  const { loader, action, handle, ErrorBoundary } = module
  const own = {
    id,
    path,
    caseSensitive,
    handle,
    hasErrorBoundary: id === 'root' || ErrorBoundary !== undefined,
    loader: loader && (({ request, params, context }) => loader({ request, params, context })),
    action: action && (({ request, params, context }) => action({ request, params, context })),
  } satisfies AgnosticDataRouteObject
  return [index ? { ...own, index } : { ...own, children: dataRoutes(below) }]
}

function entryContext({ assets, future, isSpaMode }: ServerBuild, branch: Route[]) {
  const ids = new Set(branch.map(({ id }) => id))
  const routes = Object.fromEntries(Object.entries(assets.routes).filter(([id]) => ids.has(id)))
  return {
    manifest: { ...assets, routes },
    routeModules: Object.fromEntries(branch.map(({ id, module }) => [id, module])),
    future,
    isSpaMode,
    serializeError: ({ message }) => ({ message }),
  } satisfies Omit<EntryContext, 'staticHandlerContext'>
}

/** As Remix merges them: what a route's `headers` says stands in the place of its parents', and no cookie is lost. */
function documentHeaders(routes: ServerBuild['routes'], state: StaticHandlerContext): Headers {
  const { matches, errors, loaderHeaders, actionHeaders } = state
  const boundary = matches.findIndex(({ route }) => errors?.[route.id] !== undefined)
  const drawn = boundary < 0 ? matches : matches.slice(0, boundary + 1)
  let merged = new Headers()
  for (const { route } of drawn) {
    const parts = {
      parentHeaders: merged,
      loaderHeaders: loaderHeaders[route.id] ?? new Headers(),
      actionHeaders: actionHeaders[route.id] ?? new Headers(),
      errorHeaders:
        boundary >= 0 && route === drawn.at(-1)?.route ? headersOfError(state, boundary) : undefined,
    }
    const own = routes[route.id]?.module.headers ?? merged
    merged = new Headers(typeof own === 'function' ? own(parts) : own)
    for (const from of [parts.errorHeaders, parts.actionHeaders, parts.loaderHeaders, parts.parentHeaders])
      addCookies(merged, from)
  }
  return merged
}

/** Of whichever failed from the boundary down: it has headers and no data. */
function headersOfError(state: StaticHandlerContext, boundary: number): Headers | undefined {
  const { matches, loaderData, actionData, loaderHeaders, actionHeaders } = state
  for (const { id } of matches.slice(boundary).map(({ route }) => route)) {
    if (actionHeaders[id] && actionData?.[id] === undefined) return actionHeaders[id]
    if (loaderHeaders[id] && loaderData[id] === undefined) return loaderHeaders[id]
  }
  return undefined
}

function addCookies(to: Headers, from: Headers | undefined) {
  const known = new Set(to.getSetCookie())
  for (const cookie of from?.getSetCookie() ?? []) if (!known.has(cookie)) to.append('Set-Cookie', cookie)
}

/** What a page may show of a failure of ours. */
const withoutDetail = (error: unknown) =>
  error instanceof Error ? new Error('Unexpected Server Error') : error

function mapValues<T>(values: Record<string, T>, to: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]))
}

/** Where an error got past every catch of ours: people get a page, programs problem+json. */
function failed(request: Request, context: AppLoadContext): Promise<Response> | Response {
  const refusal = new Refusal('internal')
  // A page that failed while drawn for a form is not drawn for it once more.
  if (!wantsPage(request) || context.form) return problem(refusal)
  return returnForm({ request, context, params: {} }, refusal, { fields: {}, isForm: false })
}
