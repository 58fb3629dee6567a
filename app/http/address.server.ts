import type { z } from 'zod'
import { refuse } from '~/domain/core/refusal'
import { validate } from './validate.server'

/** The parts of a page's path; an address that cannot be one of ours leads nowhere. */
export function pathOf<Schema extends z.ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const read = schema.safeParse(params)
  return read.success ? read.data : refuse('not_found')
}

/** What a page's address asks for after the "?". Refusal: `invalid`. */
export function searchOf<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  fixed: Record<string, unknown> = {},
): z.output<Schema> {
  return validate(schema, { ...Object.fromEntries(new URL(request.url).searchParams), ...fixed }, true)
}
