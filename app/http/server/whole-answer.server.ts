import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
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

const isCompressible = ({ headers, body }: WholeAnswer) =>
  (body?.length ?? 0) >= MIN_BYTES &&
  !headers.has('Content-Encoding') &&
  TYPES.test(headers.get('Content-Type') ?? '')

/** By an Accept-Encoding: brotli before gzip, and none that is refused with q=0. */
export function encodingFor(accepted: string | undefined): Encoding | null {
  const parts = (accepted ?? '').toLowerCase().split(',')
  const taken = parts.map((part) => part.split(';').map((text) => text.trim()))
  const has = (name: Encoding) => taken.some(([own, q]) => own === name && !/^q=0(?:\.0*)?$/.test(q ?? ''))
  return has('br') ? 'br' : has('gzip') ? 'gzip' : null
}

const [brotli, deflate] = [promisify(brotliCompress), promisify(gzip)]

/** `quick` for what is sent once. */
export function compressBody(body: Buffer, encoding: Encoding, how: keyof typeof LEVELS): Promise<Buffer> {
  const level = LEVELS[how][encoding]
  if (encoding === 'gzip') return deflate(body, { level })
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants
  return brotli(body, { params: { [BROTLI_PARAM_QUALITY]: level, [BROTLI_PARAM_SIZE_HINT]: body.length } })
}

const LEVELS = { quick: { br: 4, gzip: 6 }, smallest: { br: 11, gzip: 9 } }

/** Compresses what its reader takes compressed. */
export async function sendWhole(answering: Answering, answer: WholeAnswer) {
  const isSmaller = isCompressible(answer)
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
