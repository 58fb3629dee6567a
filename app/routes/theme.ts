import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { z } from 'zod'
import { Refusal, refuse } from '~/domain/core/refusal'
import { saveTheme, themes } from '~/http/pages/theme.server'
import { localPath, paths } from '~/http/paths'
import { parseBody } from '~/http/pipeline/parse-body.server'
import { requireSameOrigin } from '~/http/pipeline/same-origin.server'
import { validate } from '~/http/pipeline/validate.server'
import { problem } from '~/http/responses/problem.server'

const choice = z.object({ theme: z.enum(themes), redirectTo: z.string().default(paths.me) })

/** Dark or light on this browser: a preference, so it needs no account. */
export async function action({ request }: ActionFunctionArgs) {
  try {
    if (request.method !== 'POST') refuse('method_not_allowed', { allow: ['POST'] })
    requireSameOrigin(request)
    const { fields } = await parseBody(request)
    const { theme, redirectTo } = validate(choice, fields, true)
    return redirect(localPath(redirectTo) ?? paths.me, {
      status: 303,
      headers: { 'Set-Cookie': saveTheme(theme) },
    })
  } catch (error) {
    if (error instanceof Refusal) return problem(error)
    throw error
  }
}

export function loader() {
  return problem(new Refusal('method_not_allowed', { allow: ['POST'] }))
}
