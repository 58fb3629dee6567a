import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { isFieldKey } from '~/copy/ko/fields'
import { refuse } from '~/domain/core/refusal'
import type { Operation } from '../contract/operation'
import type { Body } from './parse-body.server'
import { isChange } from './resolve.server'

/** Whole or not at all; `asForm` when the fields are texts. Refuses `invalid`. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  fields: unknown,
  asForm: boolean,
): z.output<Schema> {
  const read = schema.safeParse(asForm ? coerceFormValues(schema, fields) : fields)
  if (read.success) return read.data
  const errors = read.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.join('.'), message: messageOf(issue) }))
  refuse('invalid', { errors })
}

const KOREAN = /[가-힣]/

function messageOf({ message, code }: z.core.$ZodIssue) {
  if (KOREAN.test(message) || isFieldKey(message)) return message
  if (code === 'invalid_type') return 'missing_or_wrong'
  return 'wrong_format'
}

/** A form knows texts only: each field gets the type its schema asks for; what does not fit stays, for the schema to refuse. */
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

export function validateCall(
  { params, input, files }: Operation,
  { request, params: path }: ActionFunctionArgs,
  body: Body,
) {
  const fields = isChange(request) ? body.fields : Object.fromEntries(new URL(request.url).searchParams)
  return {
    params: params && parsePath(params, path),
    input: input && validate(input, fields, body.isForm || !isChange(request)),
    files: files && (body.files ?? {}),
  }
}

/** An address that cannot be one of ours is `not_found`. */
export function parsePath<Schema extends z.ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const read = schema.safeParse(params)
  return read.success ? read.data : refuse('not_found')
}

export function parseSearch<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  fixed: Record<string, unknown> = {},
): z.output<Schema> {
  return validate(schema, { ...Object.fromEntries(new URL(request.url).searchParams), ...fixed }, true)
}
