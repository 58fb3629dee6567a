import type { LoaderFunctionArgs } from '@remix-run/node'
import { Refusal } from '~/domain/core/refusal'
import { env } from '~/env.server'
import { problem } from '~/http/responses/problem.server'

/** The sandbox is never loaded where real CHZZK credentials are set. */
async function play({ request }: LoaderFunctionArgs) {
  if (!env.chzzk.sandbox) return problem(new Refusal('not_found'))
  const { handleSandbox } = await import('~/chzzk/sandbox/handle.server')
  return handleSandbox(request)
}

export const loader = play
export const action = play
