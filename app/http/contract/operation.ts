import type { z } from 'zod'
import type { Reason } from '~/domain/core/refusal'

export type RateLimitKind = 'read' | 'act' | 'dashboard' | 'export' | 'file'

/** One operation of the API: who may ask, what goes in, what comes out, and what it may refuse besides the usual. */
export type Operation = {
  summary: string
  who: 'anyone' | 'viewer'
  limit?: RateLimitKind
  /** A form of somebody who is signed out is kept while they log in, and goes on by itself afterwards. */
  resumes?: true
  params?: z.ZodType
  input?: z.ZodType
  /** The files that a form may bring, by the names of its fields; a creator's upload is read up to 20 MB. */
  files?: readonly string[]
  /** How big one of them may be, where that is not ten megabytes. */
  maxMegabytes?: number
  output?: z.ZodType
  /** What the output travels as, where that is not JSON. */
  type?:
    | 'text/event-stream'
    | 'text/csv'
    | 'text/plain'
    | 'application/x-ndjson'
    | 'application/zip'
    | 'image/webp'
    | 'audio/*'
  status?: number
  refusals?: readonly Reason[]
}

/** Every refusal that an operation may answer with: its own, and what any request of its kind can meet on its way. */
export function refusalsOf(
  method: string,
  { who, params, input, files, refusals = [] }: Operation,
): Reason[] {
  const own: Reason[] = [...refusals, 'rate_limited', 'unavailable', 'internal']
  if (who === 'viewer') own.push('signed_out', 'agreement_needed')
  if (params) own.push('malformed', 'not_found')
  if (input || files) own.push('invalid')
  if (method !== 'GET') own.push(...OF_ACTS)
  return [...new Set(own)]
}

/** A foreign page, the body, a method that a form names, and two acts that wait for each other. */
const OF_ACTS = [
  'forbidden',
  'malformed',
  'too_large',
  'unsupported_media_type',
  'method_not_allowed',
  'conflict',
] as const satisfies readonly Reason[]
