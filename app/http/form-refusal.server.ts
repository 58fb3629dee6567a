import type { ActionFunctionArgs } from '@remix-run/node'
import type { Refusal } from '~/domain/refusal'
import { formField } from './answer.server'
import type { Body } from './body.server'
import { localPath } from './paths'
import { explain, problem, refusalHeaders } from './problem.server'
import { REFUSALS } from './refusals'

/**
 * A refused form comes back filled in, with the errors: the page it names in `formPage` is drawn again in the same
 * answer, so that nothing a person wrote is stored or lost (api.md "Answers").
 */
export async function returnForm(
  { request, context }: ActionFunctionArgs,
  refusal: Refusal,
  body: Body,
): Promise<Response> {
  const page = localPath(formField(body, 'formPage'))
  if (!page) return problem(refusal)
  const { status, title } = REFUSALS[refusal.reason]
  const drawn = await context.drawPage(
    new Request(new URL(page, request.url), { headers: pageHeaders(request) }),
    {
      action: new URL(request.url).pathname,
      reason: refusal.reason,
      title,
      detail: explain(refusal),
      values: body.texts ?? {},
      errors: refusal.errors ?? [],
    },
  )
  const headers = new Headers(drawn.headers)
  for (const [name, value] of refusalHeaders(refusal)) headers.set(name, value)
  return new Response(drawn.body, { status: drawn.status === 200 ? status : drawn.status, headers })
}

function pageHeaders(request: Request) {
  const headers = new Headers(request.headers)
  for (const name of ['Content-Type', 'Content-Length', 'Transfer-Encoding']) headers.delete(name)
  return headers
}
