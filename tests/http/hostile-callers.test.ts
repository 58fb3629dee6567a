import { createHmac, randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeCursor } from '~/domain/cursor'
import { Client, stranger, useMelt } from '../support/melt'
import {
  acts,
  expectRefusal,
  expectRefused,
  fill,
  type Line,
  lines,
  methodsOf,
  paths,
  reads,
} from '../support/operations'
import { someChzzkId } from '../support/people'
import { rawRequest } from '../support/raw'
import { type Stage, setStage } from '../support/stage'
import { stored } from '../support/stored'
import { rightValue, schemaOf } from '../support/wrong-values'

useMelt()

let stage: Stage
let before: Record<string, string>

beforeAll(async () => {
  stage = await setStage()
})
beforeEach(async () => {
  before = await stored()
})
afterEach(async () => {
  expect(await stored(), 'what was refused wrote nothing').toEqual(before)
})

const realPath = (path: string) =>
  fill(path, {
    id: path.includes('intents') ? stage.intent : stage.waiting,
    chzzkChannelId: stage.creator.chzzkUserId,
  })
const rightBody = ({ operation: { input } }: Line) => JSON.stringify(input ? rightValue(schemaOf(input)) : {})
const rightQuery = ({ operation: { input } }: Line) =>
  new URLSearchParams(input ? (rightValue(schemaOf(input)) as Record<string, string>) : {}).toString()

function ask(by: Client, line: Line, headers: Record<string, string> = {}, path = realPath(line.path)) {
  const { method } = line
  if (method === 'GET') return by.request(method, `${path}?${rightQuery(line)}`, { headers })
  return by.request(method, path, {
    headers: { 'Content-Type': 'application/json', ...headers },
    body: rightBody(line),
  })
}

describe('A method', () => {
  const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'QUERY', 'LINK']

  test.each(paths)('that %s does not know is 405 and says which it knows', async (path) => {
    const known = methodsOf(path)
    for (const method of METHODS.filter((name) => !known.includes(name))) {
      const headers = { Cookie: stage.creator.cookie, 'Content-Type': 'application/json', 'Content-Length': '2' }
      const answer = await rawRequest(`${method} ${realPath(path)}`, headers, '{}')
      expect(expectRefusal(answer, `${method} ${path}`).code).toBe('method_not_allowed')
      expect(answer.headers.get('Allow')?.split(', ').sort(), `${method} ${path}`).toEqual([...known].sort())
    }
  })

  test.each(paths.filter((path) => methodsOf(path).includes('POST')))(
    'that a form names for %s is one of its own',
    async (path) => {
      for (const method of ['PATCH', 'PUT', 'TRACE', 'post', 'GET', '__proto__', '']) {
        const headers = { Accept: 'application/json' }
        const body = new URLSearchParams({ _method: method })
        const response = await stage.creator.request('POST', realPath(path), { headers, body })
        expect((await expectRefused(response, `${path} as ${method}`)).code).toBe('method_not_allowed')
      }
    },
  )
})

describe('A foreign page', () => {
  const port = process.env.PORT
  const foreign: Record<string, string>[] = [
    'https://evil.example',
    `http://127.0.0.1.evil.example:${port}`,
    `http://127.0.0.1:${Number(port) + 1}`,
    `http://evil.example:${port}`,
    'http://127.0.0.1',
    'null',
    'file://',
    'x',
  ].map((origin) => ({ Origin: origin }))
  const sites = ['cross-site', 'same-site', 'SAME-ORIGIN'].map((site) => ({ 'Sec-Fetch-Site': site }))

  test.each(acts)('cannot act through $key', async (line) => {
    for (const headers of [...foreign, ...sites]) {
      const response = await ask(stage.creator, line, headers)
      expect((await expectRefused(response, `${line.key} ${JSON.stringify(headers)}`)).code).toBe('forbidden')
    }
  })
})

describe('A session', () => {
  const signed = (value: string) => {
    const encoded = Buffer.from(JSON.stringify(value)).toString('base64')
    const signature = createHmac('sha256', 'another-secret-another-secret-0000').update(encoded).digest('base64')
    return `melt_session=${encodeURIComponent(`${encoded}.${signature.replace(/=+$/, '')}`)}`
  }

  test.each(lines.filter(({ operation }) => operation.who === 'viewer'))(
    'that is forged, cut or ended opens nothing at $key',
    async (line) => {
      const { cookie } = stage.fan
      const forged = [
        'melt_session=',
        'melt_session=x',
        'melt_session=%',
        'melt_session=%00',
        'melt_session=e30=.x',
        `melt_session=${stage.fan.id}`,
        `melt_session=${'A'.repeat(4_000)}`,
        cookie.slice(0, -1),
        cookie.slice(0, 40),
        cookie.replace('melt_session', 'Melt_Session'),
        cookie.replace(/.$/, 'A%'),
        signed('token'),
        signed(stage.fan.id),
        `melt_newcomer=x; melt_session=${randomUUID()}`,
      ]
      for (const given of [...forged, '']) {
        const { code } = await expectRefused(await ask(new Client(given), line), `${line.key} ${given}`)
        expect(code, given).toBe('signed_out')
      }
    },
  )
})

describe('An id', () => {
  const malformed = [
    '0',
    '-1',
    'null',
    randomUUID().slice(1),
    `${randomUUID()}x`,
    someChzzkId().toUpperCase().replace(/\d/g, 'A'),
    `${someChzzkId()}0`,
    "'; DROP TABLE users; --",
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%E3%85%A4',
    '%F0%9F%A7%80',
    'a'.repeat(5_000),
  ]

  test.each(lines.filter(({ operation }) => operation.params))('that names nothing is 404 at $key', async (line) => {
    for (const id of [...malformed, /Channel/.test(line.path) ? someChzzkId() : randomUUID()]) {
      const path = line.path.replace(/:\w+/, id)
      const { code } = await expectRefused(await ask(stage.creator, line, {}, path), `${line.method} ${path}`)
      expect(code, path).toBe('not_found')
    }
  })

  test.each(lines.filter(({ operation: { params }, path }) => params && path.includes(':id')))(
    'of somebody else is 404 at $key',
    async (line) => {
      const { code } = await expectRefused(await ask(stage.other, line), line.key)
      expect(code).toBe('not_found')
      if (acts.includes(line)) await expectRefused(await ask(stranger, line), line.key)
    },
  )
})

describe('A cursor', () => {
  const id = randomUUID()
  const crafted = [
    `9999999999.0.${id}`,
    `2147483648.0.${id}`,
    `0.8640000000000000.${id}`,
    `0.253402300800000.${id}`,
    `-1.0.${id}`,
    `0.-1.${id}`,
    `1e400.0.${id}`,
    `0.NaN.${id}`,
    '0.0.x',
    `0.0.${id}.0`,
    '{}',
  ].map((text) => Buffer.from(text).toString('base64url'))
  const at = new Date()
  const ours = [writeCursor({ at, id }), writeCursor({ amount: 2_147_483_647, at, id }), writeCursor({ at: new Date(0), id })]
  const lists = reads.filter(
    ({ operation: { input } }) => input && schemaOf(input).properties?.cursor,
  )

  test.each(lists)('that is no cursor is invalid at $key, and one of another list is only a place', async (line) => {
    const address = `${realPath(line.path)}?${rightQuery(line).replace(/[ab]{32}/, stage.creator.chzzkUserId)}`
    for (const cursor of [...crafted, 'x', '=', '%F0%9F%A7%80', '%00', 'A'.repeat(201)]) {
      const { code } = await expectRefused(await stage.creator.get(`${address}&cursor=${cursor}`), `${line.key} ${cursor}`)
      expect(code).toBe('invalid')
    }
    for (const cursor of ours) {
      expect((await stage.creator.get(`${address}&cursor=${cursor}`)).status, `${address} ${cursor}`).toBe(200)
    }
  })
})
