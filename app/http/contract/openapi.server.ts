import { z } from 'zod'
import type { Reason } from '~/domain/core/refusal'
import { env } from '~/env.server'
import { sessionCookie } from '../login/cookies.server'
import { STATUSES } from '../responses/statuses'
import { contract, type Operation } from '.'
import { refusalsOf } from './operation'

/** The OpenAPI 3.1 document of the contract, made from the very schemas that check requests. */
export function openapi() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [key, operation] of Object.entries<Operation>(contract)) {
    const [method = '', path = ''] = key.split(' ')
    const address = path.replace(/:(\w+)/g, '{$1}')
    paths[address] = { ...paths[address], [method.toLowerCase()]: describe(method, operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Melt',
      version: '1',
      description: 'Cheese donations and conversation after the stream is over',
    },
    servers: [{ url: env.publicUrl }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookie.name } },
      schemas: { Problem: toSchema(problemSchema, 'output') },
    },
  }
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(STATUSES) as [Reason, ...Reason[]]),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

function describe(method: string, operation: Operation) {
  const { summary, who, params, input, files, output, type, status = 200 } = operation
  const changes = method !== 'GET'
  return {
    summary,
    ...(who === 'viewer' ? { security: [{ session: [] }] } : {}),
    parameters: [...parameters('path', params), ...(changes ? [] : parameters('query', input))],
    ...(changes && input ? { requestBody: { content: bodies(toSchema(input, 'input'), files) } } : {}),
    responses: {
      [status]: output
        ? {
            description: 'OK',
            content: { [type ?? 'application/json']: { schema: toSchema(output, 'output') } },
          }
        : { description: 'OK' },
      ...problems(refusalsOf(method, operation)),
    },
  }
}

function problems(reasons: Reason[]) {
  const byStatus = new Map<number, Reason[]>()
  for (const reason of reasons) {
    const status = STATUSES[reason]
    byStatus.set(status, [...(byStatus.get(status) ?? []), reason])
  }
  const schema = { $ref: '#/components/schemas/Problem' }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join(', '), content: { 'application/problem+json': { schema } } },
    ]),
  )
}

function parameters(place: 'path' | 'query', schema?: z.ZodType) {
  if (!schema) return []
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: object
    required?: string[]
  }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: of,
  }))
}

const bodies = (schema: object, files?: readonly string[]) => ({
  'application/json': { schema },
  'application/x-www-form-urlencoded': { schema },
  ...(files && { 'multipart/form-data': { schema: withFiles(schema, files) } }),
})

function withFiles(schema: object, files: readonly string[]) {
  const file = { type: 'string', format: 'binary' }
  return {
    allOf: [schema, { type: 'object', properties: Object.fromEntries(files.map((name) => [name, file])) }],
  }
}

function toSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
