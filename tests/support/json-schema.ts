import { z } from 'zod'

/** As much of JSON Schema as the contract's inputs are made of. */
export type Schema = {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null'
  format?: string
  pattern?: string
  enum?: string[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  minimum?: number
  maximum?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

export const schemaOf = (input: z.ZodType) =>
  z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema

/** Of a field that may be null, what it is otherwise. */
export const firstOf = (schema: Schema): Schema => schema.anyOf?.[0] ?? schema

/** Characters that no text of Melt keeps. */
export const NOT_KEPT = ['\u0000', 'a\u0000b', '\ud800', 'a\udfffb', '\u0007', '\u0085']

/** Only what the schema says aloud: years far from ours match its pattern and are wrong all the same. */
export function fits(schema: Schema, value: unknown): boolean {
  if (schema.anyOf) return schema.anyOf.some((one) => fits(one, value))
  const {
    type,
    pattern,
    enum: known,
    minimum,
    maximum,
    maxLength,
    minItems,
    maxItems,
    items,
    properties,
    required,
  } = schema
  if (type === 'null') return value === null
  if (type === 'boolean') return typeof value === 'boolean'
  if (type === 'integer')
    return (
      Number.isSafeInteger(value) &&
      Number(value) >= (minimum ?? -Infinity) &&
      Number(value) <= (maximum ?? Infinity)
    )
  if (type === 'array')
    return (
      Array.isArray(value) &&
      value.length >= (minItems ?? 0) &&
      value.length <= (maxItems ?? Infinity) &&
      value.every((item) => fits(items ?? {}, item))
    )
  if (type === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const has: Record<string, unknown> = { ...value }
    return (
      (required ?? []).every((name) => has[name] !== undefined) &&
      Object.entries(properties ?? {}).every(([name, of]) => has[name] === undefined || fits(of, has[name]))
    )
  }
  if (typeof value !== 'string' || NOT_KEPT.includes(value) || /^(0000|9999)-|\.1{99}/.test(value))
    return false
  if (known) return known.includes(value)
  return (!pattern || new RegExp(pattern).test(value)) && value.length <= (maxLength ?? Infinity)
}
