import { bytesUpTo } from '~/bytes-up-to'
import { env } from '~/env.server'

const MAX_BODY_BYTES = 64 * 1024

/** In: a request with a JSON object or an HTML form. Out: its fields, or null when the body is anything else. */
export async function parseFields(request: Request): Promise<Record<string, unknown> | null> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const text = (await bytesUpTo(request.body, MAX_BODY_BYTES))?.toString('utf8') ?? null
  if (text === null) return null
  if (type === 'application/json') return parseObject(text)
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  return null
}

/** A field that is text, else the empty string. */
export function textField(fields: Record<string, unknown>, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** A count in the query of a page, else null. */
export function countField(request: Request, name: string): number | null {
  const value = new URL(request.url).searchParams.get(name) ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) : null
}

/** Whether a browser says this request comes from a page of another site. Programs say nothing and may pass. */
export function isCrossSite(request: Request): boolean {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin !== null && origin !== new URL(env.publicUrl).origin) return true
  return site !== null && site !== 'same-origin' && site !== 'none'
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** Whether it is a program that asks, which gets JSON where a person gets a page. */
export function wantsJson(request: Request): boolean {
  const sent = request.headers.get('content-type') ?? ''
  const accepted = request.headers.get('accept') ?? ''
  return sent.includes('application/json') || accepted.includes('application/json')
}
