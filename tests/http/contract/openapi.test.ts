import { describe, expect, test } from 'vitest'
import { contract } from '~/http/contract'
import { STATUSES } from '~/http/responses/statuses'
import { stranger, useMelt } from '../../support/melt'
import { acts, lines } from '../../support/operations'

useMelt()

describe('The OpenAPI document', () => {
  type Described = {
    responses: Record<string, unknown>
    requestBody?: unknown
    parameters: { name: string }[]
  }
  type Document = {
    openapi: string
    paths: Record<string, Record<string, Described>>
    components: { schemas: { Problem: unknown } }
  }

  test('holds every line of the contract with its statuses', async () => {
    const document = await stranger.ask<Document>('GET', '/openapi.json')
    expect(document.openapi).toBe('3.1.0')
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(operations.sort()).toEqual(Object.keys(contract).sort())
    for (const { key, method, path, operation } of lines) {
      const described = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      const { status = 200, refusals = [], input } = operation
      expect(Object.keys(described?.responses ?? {}), key).toEqual(
        expect.arrayContaining([status, ...refusals.map((reason) => STATUSES[reason])].map(String)),
      )
      expect(Boolean(described?.requestBody), key).toBe(Boolean(input) && acts.some((act) => act.key === key))
      for (const [, name] of path.matchAll(/:(\w+)/g)) {
        expect(
          described?.parameters.map((parameter) => parameter.name),
          key,
        ).toContain(name)
      }
    }
  })

  test('needs nothing outside itself', async () => {
    const text = await (await stranger.get('/openapi.json')).text()
    const document = JSON.parse(text) as Document
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference)
    expect(new Set(references)).toEqual(new Set(['#/components/schemas/Problem']))
    expect(document.components.schemas.Problem).toMatchObject({ type: 'object' })
  })
})
