import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { Response as Answering } from 'express'

/** A Response whose text is at hand: the stream is made only for whoever asks for it. */
export class TextResponse extends Response {
  #body: Response['body'] = null

  constructor(
    readonly whole: string,
    init: ResponseInit = {},
  ) {
    super(null, init)
  }

  override get body() {
    this.#body ??= new Response(this.whole).body
    return this.#body
  }

  override text() {
    return Promise.resolve(this.whole)
  }

  override async arrayBuffer() {
    return new TextEncoder().encode(this.whole).buffer
  }

  override async json() {
    return JSON.parse(this.whole)
  }
}

/** An answer just before it is sent. */
export type WholeAnswer = { status: number; headers: Headers; body: Buffer | null }

/** Fails where the body breaks. */
export async function toWholeAnswer(response: Response): Promise<WholeAnswer> {
  const { status, headers } = response
  if (response instanceof TextResponse) return { status, headers, body: Buffer.from(response.whole) }
  return { status, headers, body: response.body && Buffer.from(await response.arrayBuffer()) }
}

export type Encoding = 'br' | 'gzip'

const MIN_BYTES = 1_024
const TYPES = /^(?:text\/|image\/svg|application\/(?:[a-z.]+\+)?json)/

export const isCompressible = (type: string | null | undefined, body: Buffer | null) =>
  (body?.length ?? 0) >= MIN_BYTES && TYPES.test(type ?? '')

/** By an Accept-Encoding: brotli before gzip, and none that is refused with q=0. */
export function encodingFor(accepted: string | undefined): Encoding | null {
  const parts = (accepted ?? '').toLowerCase().split(',')
  const taken = parts.map((part) => part.split(';').map((text) => text.trim()))
  const has = (name: Encoding) => taken.some(([own, q]) => own === name && !/^q=0(?:\.0*)?$/.test(q ?? ''))
  return has('br') ? 'br' : has('gzip') ? 'gzip' : null
}

const [brotli, deflate] = [promisify(brotliCompress), promisify(gzip)]

/** `quick` for what is sent once, `kept` for what is sent again. */
export function compressBody(body: Buffer, encoding: Encoding, how: keyof typeof LEVELS): Promise<Buffer> {
  return encoding === 'br' ? brotli(body, brotliOptions(body, how)) : deflate(body, gzipOptions(how))
}

/** The same at once, for a page of memory, which nobody may overtake while it is compressed. */
export function compressKept(body: Buffer, encoding: Encoding): Buffer {
  return encoding === 'br'
    ? brotliCompressSync(body, brotliOptions(body, 'kept'))
    : gzipSync(body, gzipOptions('kept'))
}

const LEVELS = { quick: { br: 4, gzip: 6 }, kept: { br: 5, gzip: 6 }, smallest: { br: 11, gzip: 9 } }

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants

const brotliOptions = ({ length }: Buffer, how: keyof typeof LEVELS) => ({
  params: { [BROTLI_PARAM_QUALITY]: LEVELS[how].br, [BROTLI_PARAM_SIZE_HINT]: length },
})
const gzipOptions = (how: keyof typeof LEVELS) => ({ level: LEVELS[how].gzip })

/** Compresses what its reader takes compressed. */
export async function sendWhole(answering: Answering, answer: WholeAnswer) {
  const { headers } = answer
  const isSmaller =
    !headers.has('Content-Encoding') && isCompressible(headers.get('Content-Type'), answer.body)
  const encoding = isSmaller ? encodingFor(answering.req.headers['accept-encoding']) : null
  const body = answer.body && encoding ? await compressBody(answer.body, encoding, 'quick') : answer.body
  if (answering.destroyed) return
  writeHead(answering, answer)
  if (isSmaller) answering.vary('Accept-Encoding')
  if (encoding) answering.setHeader('Content-Encoding', encoding)
  if (body) answering.setHeader('Content-Length', body.length)
  answering.end(body)
}

export function writeHead(
  answering: Answering,
  { status, headers }: Pick<WholeAnswer, 'status' | 'headers'>,
) {
  answering.status(status)
  for (const [name, value] of headers) answering.append(name, value)
}
