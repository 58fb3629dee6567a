import type { Body } from './body.server'
import { type Notice, writeNotice } from './notice.server'
import { localPath } from './paths'

/** What an act answers: data for programs, and where a form goes next with which words. */
export type Answer = { status: number; data?: unknown; to: string; notice?: Notice; headers?: Headers }

type Next = { status?: number; to?: string; notice?: Notice | string; headers?: Headers }

export function answer(data: unknown, { status = 200, to = '/', notice, headers }: Next = {}): Answer {
  return { status, data, to, headers, notice: typeof notice === 'string' ? { text: notice } : notice }
}

/** 204 for programs. */
export function done(next: Next = {}): Answer {
  return answer(undefined, { status: 204, ...next })
}

/**
 * JSON when the client sent or accepts JSON; otherwise, to a form, 303 to `redirectTo` if it is a local path, else to
 * the page that shows the result, with the one-time notice (api.md "Answers"). A stream is JSON in the making.
 */
export async function sendAnswer(
  request: Request,
  { status, data, to, notice, headers = new Headers() }: Answer,
  body: Body,
) {
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  if (body.isForm && !(request.headers.get('Accept') ?? '').includes('application/json')) {
    headers.set('Location', localPath(formField(body, 'redirectTo')) ?? to)
    if (notice) headers.append('Set-Cookie', await writeNotice(notice))
    return new Response(null, { status: 303, headers })
  }
  if (data === undefined) return new Response(null, { status, headers })
  headers.set('Content-Type', 'application/json; charset=utf-8')
  const text = data instanceof ReadableStream ? data : JSON.stringify(data)
  return new Response(text, { status, headers })
}

export function formField({ fields }: Body, name: string): unknown {
  return typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>)[name] : undefined
}
