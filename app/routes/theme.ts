import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { z } from 'zod'
import { Refusal, refuse } from '~/domain/core/refusal'
import { parseBody } from '~/http/body.server'
import { requireSameOrigin } from '~/http/origin.server'
import { localPath, paths } from '~/http/paths'
import { problem } from '~/http/problem.server'
import { saveTheme, themes } from '~/http/theme.server'
import { validate } from '~/http/validate.server'

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
