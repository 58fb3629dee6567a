import { z } from 'zod'

/**
 * An HTML form knows texts only: gives each field the type its schema asks for, digits to numbers, a ticked box to
 * true and one left alone to false, an empty field to none. What does not fit stays as it came, for the schema to refuse.
 */
export function coerceFormValues(schema: z.ZodType, value: unknown): unknown {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodObject && isRecord(value)) {
    const shape: Record<string, z.ZodType> = inner.shape
    return Object.fromEntries(
      Object.entries(shape).map(([name, field]) => [name, coerceFormValues(field, value[name])]),
    )
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    const element = inner.element as z.ZodType
    return value.map((item) => coerceFormValues(element, item))
  }
  if (inner instanceof z.ZodBoolean) return value !== undefined && ['on', 'true', '1'].includes(String(value))
  if (typeof value !== 'string') return value
  if (value === '' && schema.safeParse(undefined).success) return undefined
  if (inner instanceof z.ZodNumber) return toNumber(value)
  return value
}

function toNumber(text: string) {
  const digits = text.replace(/[,\s]|치즈$/g, '')
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) : text
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return unwrap(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return unwrap(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType)
  return schema
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
