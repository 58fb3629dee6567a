import type { z } from 'zod'
import { isFieldKey } from '~/copy/ko/fields'
import { refuse } from '~/domain/core/refusal'
import { coerceFormValues } from './form-values'

/** The fields as their schema reads them, whole or not at all; `asForm` when they are texts. Refusal: `invalid`. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  fields: unknown,
  asForm: boolean,
): z.output<Schema> {
  const read = schema.safeParse(asForm ? coerceFormValues(schema, fields) : fields)
  if (read.success) return read.data
  const errors = read.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.join('.'), message: inKorean(issue) }))
  refuse('invalid', { errors })
}

const KOREAN = /[가-힣]/

function inKorean({ message, code }: z.core.$ZodIssue) {
  if (KOREAN.test(message) || isFieldKey(message)) return message
  if (code === 'invalid_type') return '빠졌거나 형식이 달라요'
  return '형식이 달라요'
}
