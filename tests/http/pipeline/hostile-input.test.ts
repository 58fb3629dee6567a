import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture } from '../../support/fixtures'
import { schemaOf } from '../../support/json-schema'
import { useMelt } from '../../support/melt'
import { acts, expectRefused, fill, inTurn, type Line, reads } from '../../support/operations'
import { someChzzkId } from '../../support/people'
import { useNothingWritten } from '../../support/stored'
import { wrongObjects, wrongQueries, wrongValues } from '../../support/wrong-values'

useMelt()
useNothingWritten()

let fixture: Fixture

beforeAll(async () => {
  fixture = await createFixture()
})
afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([])
})

/** The address where the creator's own things are, so that nothing but the body is wrong. */
const realPath = ({ path }: Line) =>
  fill(path, {
    id: path.includes('statements') ? fixture.statement : fixture.waiting,
    chzzkChannelId: fixture.creator.chzzkUserId,
    chzzkUserId: fixture.fan.chzzkUserId,
  })
/** An address of nothing. */
const emptyPath = ({ path }: Line) =>
  fill(path, { id: randomUUID(), chzzkChannelId: someChzzkId(), chzzkUserId: someChzzkId() })

const json = { 'Content-Type': 'application/json' }
const form = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 120)

function send(line: Line, body: BodyInit, headers: Record<string, string>, path = emptyPath(line)) {
  return fixture.creator.request(line.method, path, { headers, body, duplex: 'half' } as RequestInit)
}

const withInput = (line: Line) => (line.operation.input ? [{ ...line, input: line.operation.input }] : [])

describe('A wrong field', () => {
  test.each(acts.flatMap(withInput))('of $key is named', async (line) => {
    for (const body of wrongObjects(schemaOf(line.input))) {
      const tried = `${line.key} ${shown(body)}`
      const response = await send(line, JSON.stringify(body), json, realPath(line))
      const { code, errors } = await expectRefused(response, tried)
      expect([code, errors.length > 0], tried).toEqual(['invalid', true])
    }
  })

  test.each(reads.flatMap(withInput))('in the address of $key is named', async (line) => {
    for (const query of wrongQueries(schemaOf(line.input))) {
      const tried = `${line.key}?${query.slice(0, 120)}`
      const { code, errors } = await expectRefused(
        await fixture.creator.get(`${realPath(line)}?${query}`),
        tried,
      )
      expect([code, errors.length > 0], tried).toEqual(['invalid', true])
    }
  })

  test.each(acts.flatMap(withInput))('in a form of $key is named', async (line) => {
    for (const query of wrongQueries(schemaOf(line.input))) {
      const tried = `${line.key} form ${query.slice(0, 120)}`
      await expectRefused(await send(line, query, form, realPath(line)), tried)
    }
  })
})

describe('A body', () => {
  test.each(acts.flatMap(withInput))('of $key that is no object is invalid', async (line) => {
    for (const body of inTurn(line.path, wrongValues({ type: 'object' }))) {
      const tried = `${line.key} ${shown(body)}`
      const { code } = await expectRefused(await send(line, JSON.stringify(body), json), tried)
      expect(code, tried).toBe('invalid')
    }
  })

  const broken: [string, BodyInit][] = [
    ['half a JSON', '{"amount": 1'],
    ['two JSONs', '{}{}'],
    ['a comment', '{} // 안녕'],
    ['NaN', '{"amount": NaN}'],
    ['a NUL', '\0'],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
    ['an overlong UTF-8', new Uint8Array([0x22, 0xc0, 0xaf, 0x22])],
    ['UTF-16', new Uint8Array([0x7b, 0x00, 0x7d, 0x00])],
    ['nothing but depth', '['.repeat(60_000)],
  ]
  test.each(acts)('of $key that is no JSON is malformed', async (line) => {
    for (const [what, body] of inTurn(line.path, broken)) {
      const tried = `${line.key} ${what}`
      const { code } = await expectRefused(await send(line, body, json), tried)
      expect(code, tried).toBe('malformed')
    }
    const bytes = Buffer.concat([Buffer.from('amount='), Buffer.from([0xff])])
    expect((await expectRefused(await send(line, bytes, form), line.key)).code).toBe('malformed')
  })

  test.each(acts)('of $key of another kind is 415', async (line) => {
    const kinds = [
      'text/plain',
      'application/xml',
      ...(line.operation.files ? [] : ['multipart/form-data; boundary=x']),
      'application/jsonp',
      'x',
      '',
    ]
    for (const kind of inTurn(line.path, kinds)) {
      const response = await send(line, Buffer.from('{}'), kind ? { 'Content-Type': kind } : {})
      expect((await expectRefused(response, `${line.key} ${kind}`)).code).toBe('unsupported_media_type')
    }
  })

  test.each(acts)('of $key over 64 KB is 413, whether it says its length or not', async (line) => {
    const big = Buffer.alloc(2_000_000, ' ')
    const chunks = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 20; n++) controller.enqueue(big.subarray(0, 100_000))
        controller.close()
      },
    })
    for (const body of [big, chunks, Buffer.alloc(64 * 1024 + 1, ' ')]) {
      expect((await expectRefused(await send(line, body, json), line.key)).code).toBe('too_large')
    }
  })

  test.each(acts)(
    'of $key with depth, prototypes or ten thousand fields is nothing special',
    async (line) => {
      const deep = `{"amount":${'['.repeat(30_000)}${']'.repeat(30_000)},"items":[],"reason":{},"everywhere":1}`
      const prototype =
        '{"__proto__":{"amount":1,"reason":"x"},"constructor":{"prototype":{"amount":1}},"items":[],"reason":1}'
      const many = Array.from({ length: 9_000 }, (_, n) => `f${n}=`).join('&')
      const rows = Array.from({ length: 4_000 }, (_, n) => `items.${n}.id=`).join('&')
      const polluting =
        '__proto__=1&__proto__.amount=1&__proto__.0.amount=1&constructor.0.prototype=1&toString=1'
      const tried: [string, Record<string, string>][] = [
        [deep, json],
        [prototype, json],
        [many, form],
        [rows, form],
        [polluting, form],
      ]
      for (const [body, headers] of inTurn(line.path, tried)) {
        const response = await send(line, body, headers)
        if (response.status >= 300) await expectRefused(response, `${line.key} ${body.slice(0, 60)}`)
      }
    },
  )
})
