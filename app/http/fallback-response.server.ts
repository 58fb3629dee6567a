import type { AppLoadContext } from '@remix-run/node'
import { Refusal } from '~/domain/core/refusal'
import { wantsPage } from './failure.server'
import { returnForm } from './form-refusal.server'
import { problem } from './problem.server'

/**
 * What Remix answers where an error got past every catch of ours is English text without a frame: people get a page instead and
 * programs problem+json. The error itself has been reported where Remix caught it.
 */
export async function fallbackResponse(
  request: Request,
  context: AppLoadContext,
  response: Response,
): Promise<Response> {
  const type = response.headers.get('Content-Type') ?? ''
  if (response.status !== 500 || /html|json/.test(type)) return response
  await response.body?.cancel()
  const refusal = new Refusal('internal')
  // A page that failed while it was drawn for a form is not drawn for it once more.
  if (!wantsPage(request) || context.form) return problem(refusal)
  return returnForm({ request, context, params: {} }, refusal, { fields: {}, isForm: false })
}
