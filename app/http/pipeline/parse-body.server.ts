import { bytesUpTo } from '~/bytes-up-to'
import type { Viewer } from '~/domain/auth/viewer'
import { type Because, type Reason, refuse } from '~/domain/core/refusal'
import type { Operation } from '../contract/operation'
import { type Files, parseParts } from './multipart.server'

const MAX_BODY_BYTES = 64 * 1024

/** What a client sent: the fields; of a form also its texts as they stood in it, and the files that came along. */
export type Body = { fields: unknown; isForm: boolean; texts?: Record<string, string>; files?: Files }

/** Before a body is read, and where there is none. */
export const EMPTY_BODY: Body = { fields: {}, isForm: false }

/** The files that may come, how much is read for them, and the refusal where there is more. */
type Uploads = {
  names: readonly string[]
  maxBytes: number
  beyond: { reason: Reason; because?: Because; params?: Record<string, number> }
}

/**
 * Reads a request's body, at most 64 KB, as JSON or as an HTML form; where files may come, also as a form with files.
 * Refusals: `too_large`, `unsupported_media_type`, `malformed` (not UTF-8, not JSON).
 */
export async function parseBody(request: Request, uploads?: Uploads): Promise<Body> {
  const type = typeOf(request)
  if (uploads && type === FORM_WITH_FILES) return readUpload(request, uploads)
  const bytes = (await bytesUpTo(request.body, MAX_BODY_BYTES)) ?? refuse('too_large')
  if (bytes.length === 0) return { fields: {}, isForm: type === FORM }
  if (type === FORM) {
    const form = new URLSearchParams(decode(bytes))
    return { fields: nest(form), isForm: true, texts: Object.fromEntries(form) }
  }
  if (type === 'application/json') return { fields: parse(decode(bytes)), isForm: false }
  refuse('unsupported_media_type')
}

const FORM = 'application/x-www-form-urlencoded'
const FORM_WITH_FILES = 'multipart/form-data'

export const isMultipart = (request: Request) => typeOf(request) === FORM_WITH_FILES

/** What is known of a form with files before it is read, which is the page that it came from. */
export function parseUnreadBody(request: Request, { files }: Operation): Body {
  if (!files || !isMultipart(request)) return EMPTY_BODY
  const from = request.headers.get('Referer') ?? ''
  const { pathname, search } = URL.canParse(from) ? new URL(from) : { pathname: undefined, search: '' }
  return { fields: pathname ? { formPage: pathname + search } : {}, isForm: false }
}

const typeOf = (request: Request) => request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase()

async function readUpload(request: Request, { names, maxBytes, beyond }: Uploads): Promise<Body> {
  const { reason, ...detail } = beyond
  const bytes = (await bytesUpTo(request.body, maxBytes)) ?? refuse(reason, detail)
  const type = request.headers.get('Content-Type') ?? ''
  const { texts, files } = await parseParts(bytes, type, names, MAX_BODY_BYTES)
  return { fields: nest(texts), isForm: true, texts: Object.fromEntries(texts), files }
}

function decode(bytes: Buffer) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    refuse('malformed')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    refuse('malformed')
  }
}

const MEGABYTE = 1024 * 1024
const MAX_MEGABYTES = 10

/** Two files of ten megabytes and the form around them, from creators alone. */
const MAX_UPLOAD_BYTES = 2 * MAX_MEGABYTES * MEGABYTE + MAX_BODY_BYTES

/** Which files of an operation are read from whom; of others no more than of a form without any. */
export function uploadsOf({ files, maxMegabytes }: Operation, viewer: Viewer | null): Uploads | undefined {
  if (!files) return undefined
  if (!viewer?.channel) {
    const reason = viewer ? 'forbidden' : 'signed_out'
    return { names: files, maxBytes: MAX_BODY_BYTES, beyond: { reason } }
  }
  const params = { megabytes: maxMegabytes ?? MAX_MEGABYTES }
  const beyond = { reason: 'too_large', because: 'file_too_large', params } as const
  return { names: files, maxBytes: MAX_UPLOAD_BYTES, beyond }
}

export function formField({ fields }: Body, name: string): unknown {
  return typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>)[name] : undefined
}

const LIST_FIELD = /^([a-zA-Z]+)\.(\d{1,4})\.([a-zA-Z]+)(?:\.([a-zA-Z]+))?$/

type Row = Map<string, string | Map<string, string>>

/** Form fields by name; `items.0.id`, `items.0.amount` become a list of objects, `items.0.perks.first` an object in one. */
function nest(form: Iterable<[name: string, value: string]>) {
  const plain = new Map<string, string>()
  const lists = new Map<string, Map<string, Row>>()
  for (const [name, value] of form) {
    const [, list, index, field, part] = LIST_FIELD.exec(name) ?? []
    if (!list || !index || !field) {
      plain.set(name, value)
      continue
    }
    const rows = lists.get(list) ?? new Map<string, Row>()
    const row: Row = rows.get(index) ?? new Map()
    lists.set(list, rows.set(index, row.set(field, part ? withPart(row.get(field), part, value) : value)))
  }
  const listed = [...lists].map(([name, rows]) => [name, [...rows.values()].map(asObject)])
  return { ...Object.fromEntries(plain), ...Object.fromEntries(listed) }
}

function withPart(before: string | Map<string, string> | undefined, part: string, value: string) {
  const parts = before instanceof Map ? before : new Map<string, string>()
  return parts.set(part, value)
}

function asObject(row: Row) {
  return Object.fromEntries(
    [...row].map(([field, value]) => [field, value instanceof Map ? Object.fromEntries(value) : value]),
  )
}
