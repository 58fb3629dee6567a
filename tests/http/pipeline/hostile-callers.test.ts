import { createHmac, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture } from '../../support/fixtures'
import { Client, useMelt } from '../../support/melt'
import { acts, expectRefusal, expectRefused, inTurn, lines, methodsOf, paths } from '../../support/operations'
import { rawRequest } from '../../support/raw'
import { askRightly, rightPath } from '../../support/right-request'
import { useNothingWritten } from '../../support/stored'

useMelt()
useNothingWritten()

let fixture: Fixture

beforeAll(async () => {
  fixture = await createFixture()
})

const realPath = (path: string) => rightPath(fixture, path)

describe('A method', () => {
  const METHODS = [
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'PURGE',
    'QUERY',
    'LINK',
  ]

  test.each(paths)('that %s does not know is 405 and says which it knows', async (path) => {
    const known = methodsOf(path)
    for (const method of inTurn(
      path,
      METHODS.filter((name) => !known.includes(name)),
    )) {
      const headers = {
        Cookie: fixture.creator.cookie,
        'Content-Type': 'application/json',
        'Content-Length': '2',
      }
      const answer = await rawRequest(`${method} ${realPath(path)}`, headers, '{}')
      expect(expectRefusal(answer, `${method} ${path}`).code).toBe('method_not_allowed')
      expect(answer.headers.get('Allow')?.split(', ').sort(), `${method} ${path}`).toEqual([...known].sort())
    }
  })

  test.each(paths.filter((path) => methodsOf(path).includes('POST')))(
    'that a form names for %s is one of its own',
    async (path) => {
      for (const method of inTurn(path, ['PATCH', 'PUT', 'TRACE', 'post', 'GET', '__proto__', ''])) {
        const headers = { Accept: 'application/json' }
        const body = new URLSearchParams({ _method: method })
        const response = await fixture.creator.request('POST', realPath(path), { headers, body })
        expect((await expectRefused(response, `POST ${path} as ${method}`)).code).toBe('method_not_allowed')
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
    for (const headers of inTurn(line.path, [...foreign, ...sites])) {
      const response = await askRightly(fixture.creator, line, realPath(line.path), headers)
      expect((await expectRefused(response, `${line.key} ${JSON.stringify(headers)}`)).code).toBe('forbidden')
    }
  })
})

describe('A session', () => {
  const signed = (value: string) => {
    const encoded = Buffer.from(JSON.stringify(value)).toString('base64')
    const signature = createHmac('sha256', 'another-secret-another-secret-0000')
      .update(encoded)
      .digest('base64')
    return `melt_session=${encodeURIComponent(`${encoded}.${signature.replace(/=+$/, '')}`)}`
  }

  test.each(lines.filter(({ operation }) => operation.who === 'viewer'))(
    'that is forged, cut or ended opens nothing at $key',
    async (line) => {
      const { cookie } = fixture.fan
      const forged = [
        'melt_session=',
        'melt_session=x',
        'melt_session=%',
        'melt_session=%00',
        'melt_session=e30=.x',
        `melt_session=${fixture.fan.id}`,
        `melt_session=${'A'.repeat(4_000)}`,
        cookie.slice(0, -1),
        cookie.slice(0, 40),
        cookie.replace('melt_session', 'Melt_Session'),
        cookie.replace(/.$/, 'A%'),
        signed('token'),
        signed(fixture.fan.id),
        `melt_newcomer=x; melt_session=${randomUUID()}`,
      ]
      for (const given of inTurn(line.path, [...forged, ''])) {
        const { code } = await expectRefused(
          await askRightly(new Client(given), line, realPath(line.path)),
          `${line.key} ${given}`,
        )
        expect(code, given).toBe('signed_out')
      }
    },
  )
})
