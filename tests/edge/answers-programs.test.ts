import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { contract } from '~/http/contract'
import { STATUSES } from '~/http/responses/statuses'
import { donate, type Stage, setStage } from '../support/fixtures'
import { picture, wav } from '../support/media'
import { signedIn, stranger, useMelt } from '../support/melt'
import { acts, fill, lines, paths, reads } from '../support/operations'
import { someChzzkId } from '../support/people'
import { rawRequest } from '../support/raw'
import { sendForm, shareFiles } from '../support/rewards'

useMelt()

let stage: Stage
let content: string
let icon: string
beforeAll(async () => {
  stage = await setStage()
  content = (await shareFiles(stage.creator, { image: await picture(), audio: wav() })).id
  const brought = await sendForm(stage.creator, '/badges/icons', {}, { image: await picture() })
  icon = ((await brought.json()) as { icon: string }).icon
  await stage.creator.ask('PUT', `/creator/vips/${stage.fan.chzzkUserId}`)
})

const fan = () => signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })

describe('A program', () => {
  test('is answered with JSON, without a notice, and nobody keeps it', async () => {
    const id = await donate(await fan(), stage.creator)
    const response = await stage.creator.post(`/donations/${id}/confirm`)
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test.each(reads)('hears at HEAD of $key what GET would say, without saying it', async ({ path, key }) => {
    const id = path.includes('/contents') ? content : stage.waiting
    const chzzkChannelId = stage.creator.chzzkUserId
    const query = key.includes('daily-total')
      ? '?date=2026-11-21'
      : `?chzzkChannelId=${chzzkChannelId}&figure=total`
    const filled = fill(path, { id, chzzkChannelId, chzzkUserId: stage.fan.chzzkUserId })
    const address = (path.includes('/icons') ? icon : filled) + query
    const [get, head] = [await stage.creator.get(address), await stage.creator.request('HEAD', address)]
    expect([get.status, head.status, await head.text()]).toEqual([200, 200, ''])
    expect(head.headers.get('Content-Type')).toBe(get.headers.get('Content-Type'))
  })

  test.each(paths)('hears at OPTIONS of %s what is allowed', async (path) => {
    const address = fill(path, {
      id: randomUUID(),
      chzzkChannelId: someChzzkId(),
      chzzkUserId: someChzzkId(),
    })
    const { headers } = await rawRequest(`OPTIONS ${address}`)
    const known = lines.filter((line) => line.path === path).map(({ method }) => method)
    expect(headers.get('Allow')?.split(', ').sort()).toEqual(known.sort())
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

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
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(told.sort()).toEqual(Object.keys(contract).sort())
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
