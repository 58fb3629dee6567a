import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { z } from 'zod'
import { noticeCookie } from '../login/cookies.server'
import { localPath } from '../paths'
import { type Body, formField } from '../pipeline/parse-body.server'
import { TextResponse } from '../server/whole-answer.server'

export type Answer = {
  status: number
  data?: unknown
  stream?: ReadableStream<Uint8Array> | null
  write?: WriteStream | null
  to: string
  notice?: Notice
  headers?: Headers
}

type Next = { status?: number; to?: string; notice?: Notice | string; headers?: Headers }

export function answer(data: unknown, { status = 200, to = '/', notice, headers }: Next = {}): Answer {
  return { status, data, to, headers, notice: typeof notice === 'string' ? { text: notice } : notice }
}

export function done(next: Next = {}): Answer {
  return answer(undefined, { status: 204, ...next })
}

/** Gets Node's own response, its head sent or its reader gone, so that an open stream keeps nothing of the request's way. */
export type WriteStream = (response: ServerResponse) => void

/** Null sends the headers alone. */
export function streamed(write: WriteStream | null): Answer {
  const headers = new Headers({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'X-Accel-Buffering': 'no',
  })
  return { status: 200, write, to: '/', headers }
}

export function file(name: string, type: string, stream: ReadableStream<Uint8Array>): Answer {
  const headers = new Headers({
    'Content-Type': type === 'application/zip' ? type : `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
  })
  return { status: 200, stream, to: '/', headers }
}

/** JSON, or to a form 303 with the one-time notice (docs/api.md "Answers"). */
export async function respond(
  request: Request,
  { status, data, stream, write, to, notice, headers = new Headers() }: Answer,
  body: Body,
) {
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  if (body.isForm && !(request.headers.get('Accept') ?? '').includes('application/json')) {
    headers.set('Location', localPath(formField(body, 'redirectTo')) ?? to)
    if (notice) headers.append('Set-Cookie', await writeNotice(notice))
    return new Response(null, { status: 303, headers })
  }
  if (stream !== undefined) return new Response(stream, { status, headers })
  if (write) return Object.assign(new Response(null, { status, headers }), { write })
  if (data === undefined) return new Response(null, { status, headers })
  headers.set('Content-Type', 'application/json; charset=utf-8')
  if (data instanceof ReadableStream) return new Response(data, { status, headers })
  return new TextResponse(JSON.stringify(data), { status, headers })
}

const CHUNK_CHARACTERS = 32_000

export function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  return createReadableStreamFromReadable(Readable.from(inChunks(pieces), { objectMode: false }))
}

/** What is asked for one by one, and made when it is. */
export function bytesOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return createReadableStreamFromReadable(Readable.from(pieces, { objectMode: false }))
}

async function* inChunks(pieces: AsyncIterable<string>) {
  let held = ''
  for await (const piece of pieces) {
    held += piece
    if (held.length < CHUNK_CHARACTERS) continue
    yield Buffer.from(held)
    held = ''
  }
  yield Buffer.from(held)
}

const notice = z.object({
  text: z.string(),
  undo: z.object({ action: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
  stays: z.boolean().optional(),
})

/** Shown once, on the page that follows an act; `undo` takes the act back, `stays` keeps it until the next page. */
export type Notice = z.infer<typeof notice>

export function writeNotice(text: Notice) {
  return noticeCookie.serialize(text)
}

export async function parseNotice(request: Request): Promise<Notice | null> {
  const read = notice.safeParse(await noticeCookie.parse(request.headers.get('Cookie')))
  return read.success ? read.data : null
}
