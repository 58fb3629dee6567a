import { z } from 'zod'
import type { Reason } from '~/domain/refusal'
import type { LimitKind } from '../limits.server'

/** One line of api.md: who may ask, what goes in, what comes out, and what it may refuse besides the usual. */
export type Operation = {
  summary: string
  who: 'anyone' | 'viewer'
  limit?: LimitKind
  params?: z.ZodType
  input?: z.ZodType
  /** The files that a form may bring, by the names of its fields; a creator's upload is read up to 20 MB. */
  files?: readonly string[]
  /** How big one of them may be, where that is not ten megabytes. */
  mostMegabytes?: number
  output?: z.ZodType
  /** What the output travels as, where that is not JSON. */
  type?: 'text/event-stream' | 'text/csv' | 'application/x-ndjson' | 'image/webp' | 'audio/*'
  status?: number
  refusals?: readonly Reason[]
}

export const instant = z.iso.datetime()
export const amount = z.int()
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })
