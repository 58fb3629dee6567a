import type { ActionFunctionArgs } from '@remix-run/node'
import { fieldCopy } from '~/copy/ko/fields'
import { refusalCopy } from '~/copy/ko/refusals'
import type { Refusal } from '~/domain/core/refusal'
import { localPath, paths } from '../paths'
import { type Body, formField } from '../pipeline/parse-body.server'
import { refusalHeaders } from './problem.server'
import { STATUSES } from './statuses'

/**
 * A refused form comes back filled in, with the errors: the page it names in `formPage` is drawn again in the same
 * answer, or where that cannot be drawn the page that only holds it and asks the database nothing, so that nothing a person
 * wrote is stored or lost (docs/api.md "Answers").
 */
export async function returnForm(
  { request, context }: ActionFunctionArgs,
  refusal: Refusal,
  body: Body,
): Promise<Response> {
  const { title, detail } = refusalCopy(refusal)
  const form = {
    action: new URL(request.url).pathname,
    reason: refusal.reason,
    title,
    detail,
    values: body.texts ?? {},
    errors: fieldCopy(refusal.errors ?? []),
  }
  const draw = (page: string) =>
    context.drawPage(new Request(new URL(page, request.url), { headers: pageHeaders(request) }), form)
  const page = refusal.reason === 'unavailable' ? null : localPath(formField(body, 'formPage'))
  const own = await draw(page ?? paths.again)
  if (!isPage(own)) await own.body?.cancel()
  const drawn = isPage(own) ? own : await draw(paths.again)
  const headers = new Headers(drawn.headers)
  for (const [name, value] of refusalHeaders(refusal)) headers.set(name, value)
  return new Response(drawn.body, { status: STATUSES[refusal.reason], headers })
}

/** `formPage` is whatever a form says: a file, or a stream that never ends, is no page. */
function isPage({ status, headers }: Response) {
  return status === 200 && (headers.get('Content-Type') ?? '').startsWith('text/html')
}

function pageHeaders(request: Request) {
  const headers = new Headers(request.headers)
  for (const name of ['Content-Type', 'Content-Length', 'Transfer-Encoding']) headers.delete(name)
  return headers
}
