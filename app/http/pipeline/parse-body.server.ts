import { MIMEType } from 'node:util'
import { bytesUpTo } from '~/bytes-up-to'
import type { Viewer } from '~/domain/auth/viewer'
import { type Because, type Reason, refuse } from '~/domain/core/refusal'
import type { Operation } from '../contract/operation'

const MAX_BODY_BYTES = 64 * 1024

export type Body = { fields: unknown; isForm: boolean; texts?: Record<string, string>; files?: Files }

export const EMPTY_BODY: Body = { fields: {}, isForm: false }

type Uploads = {
  names: readonly string[]
  maxBytes: number
  beyond: { reason: Reason; because?: Because; params?: Record<string, number> }
}

/** At most 64 KB of JSON or a form, and files where they may come. Refuses `too_large`, `unsupported_media_type`, `malformed`. */
export async function parseBody(request: Request, uploads?: Uploads): Promise<Body> {
  const type = typeOf(request)
  if (uploads && type === FORM_WITH_FILES) return readUpload(request, uploads)
  const bytes = (await bytesUpTo(request.body, MAX_BODY_BYTES)) ?? refuse('too_large')
  if (bytes.length === 0) return { fields: {}, isForm: type === FORM }
  if (type === FORM) {
    const form = new URLSearchParams(decode(bytes))
    return { fields: nest(form), isForm: true, texts: Object.fromEntries(form) }
  }
  if (type === 'application/json') return { fields: parseJson(decode(bytes)), isForm: false }
  refuse('unsupported_media_type')
}

const FORM = 'application/x-www-form-urlencoded'
const FORM_WITH_FILES = 'multipart/form-data'

export const isMultipart = (request: Request) => typeOf(request) === FORM_WITH_FILES

/** Before a form with files is read only the page that it came from is known. */
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    refuse('malformed')
  }
}

const MEGABYTE = 1024 * 1024
const MAX_MEGABYTES = 10

const MAX_UPLOAD_BYTES = 2 * MAX_MEGABYTES * MEGABYTE + MAX_BODY_BYTES

/** Only of a creator is more read than of a form without files. */
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

const OBJECT_FIELD = /^([a-zA-Z]+)\.([a-zA-Z]+)$/

type Row = Map<string, string | Map<string, string>>

/** `items.0.id`, `items.0.amount` become a list of objects, `items.0.perks.first` an object in one, `columns.date` an object. */
function nest(form: Iterable<[name: string, value: string]>) {
  const plain: Row = new Map()
  const lists = new Map<string, Map<string, Row>>()
  for (const [name, value] of form) {
    const [, list, index, field, part] = LIST_FIELD.exec(name) ?? []
    if (!list || !index || !field) {
      const [, object, own] = OBJECT_FIELD.exec(name) ?? []
      if (object && own) plain.set(object, withPart(plain.get(object), own, value))
      else plain.set(name, value)
      continue
    }
    const rows = lists.get(list) ?? new Map<string, Row>()
    const row: Row = rows.get(index) ?? new Map()
    lists.set(list, rows.set(index, row.set(field, part ? withPart(row.get(field), part, value) : value)))
  }
  const listed = [...lists].map(([name, rows]) => [name, [...rows.values()].map(asObject)])
  return { ...asObject(plain), ...Object.fromEntries(listed) }
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

type Files = Record<string, Buffer>
type Parts = { texts: [name: string, text: string][]; files: Files }

export async function parseParts(
  bytes: Buffer,
  type: string,
  names: readonly string[],
  maxTextBytes: number,
): Promise<Parts> {
  const form = await parseMultipart(bytes, type)
  const texts: Parts['texts'] = []
  const files: Files = {}
  let textBytes = 0
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      if (names.includes(name) && value.size > 0) files[name] = Buffer.from(await value.arrayBuffer())
      continue
    }
    textBytes += Buffer.byteLength(name) + Buffer.byteLength(value)
    if (textBytes > maxTextBytes) refuse('too_large')
    texts.push([name, value])
  }
  return { texts, files }
}

/** Read by the one boundary whose parts were counted. */
async function parseMultipart(bytes: Buffer, type: string): Promise<FormData> {
  const boundary = boundaryOf(bytes, type)
  try {
    const headers = { 'Content-Type': `multipart/form-data; boundary="${boundary}"` }
    const body = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength)
    return await new Response(body, { headers }).formData()
  } catch {
    return refuse('malformed')
  }
}

const MAX_PARTS = 50
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=?]{1,70}$/

/** Counts the parts in the bytes first: every part is an object once it is parsed, and a hundred thousand empty ones are small. */
export function boundaryOf(bytes: Buffer, type: string): string {
  const boundary = named(type)
  if (!boundary || !BOUNDARY.test(boundary)) refuse('malformed')
  const line = Buffer.from(`--${boundary}`, 'latin1')
  let at = bytes.indexOf(line)
  for (let found = 0; at !== -1; found++) {
    if (found > MAX_PARTS) refuse('too_large')
    at = bytes.indexOf(line, at + line.length)
  }
  return boundary
}

function named(type: string) {
  try {
    return new MIMEType(type).params.get('boundary')
  } catch {
    return null
  }
}
