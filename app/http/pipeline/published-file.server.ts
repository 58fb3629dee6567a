import type { LoaderFunctionArgs } from '@remix-run/node'
import { refusalOf } from '../responses/failure.server'
import { problem } from '../responses/problem.server'
import { TextResponse } from '../server/whole-answer.server'
import { enforcePageRateLimit } from './rate-limit.server'

const TYPES = { text: 'text/plain; charset=utf-8', hashes: 'application/octet-stream' }
const CACHES = {
  'asked every time': 'no-store',
  'for an hour': 'public, max-age=3600',
  'for ever': 'public, max-age=31536000, immutable',
}

type Kept = keyof typeof CACHES

/** What the log publishes under addresses that others' standards name, for everybody alike. */
export async function publishedFile(
  { request, context }: LoaderFunctionArgs,
  kept: Kept,
  get: () => Promise<string | Buffer> | string,
): Promise<Response> {
  try {
    await enforcePageRateLimit(null, context)
    const body = await get()
    const isText = typeof body === 'string'
    const headers = {
      'Content-Type': isText ? TYPES.text : TYPES.hashes,
      'Cache-Control': CACHES[kept],
    }
    return isText ? new TextResponse(body, { headers }) : new Response(new Uint8Array(body), { headers })
  } catch (error) {
    return problem(refusalOf(error, request))
  }
}
