import { beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture } from '../../support/fixtures'
import { useMelt } from '../../support/melt'
import { expectRefusal, expectRefused } from '../../support/operations'
import { rawRequest } from '../../support/raw'
import { useNothingWritten } from '../../support/stored'

useMelt()
useNothingWritten()

let fixture: Fixture

beforeAll(async () => {
  fixture = await createFixture()
})

const asProgram = { Accept: 'application/json' }

describe('An address', () => {
  const UNREADABLE = ['/%', '/%zz', '/channels/%ff', '/%E0%A4%A', '/feed%', 'http://evil.example/feed', '*']
  test.each(UNREADABLE)('that cannot be read, %s, is malformed', async (address) => {
    const { code } = expectRefusal(await rawRequest(`GET ${address}`, asProgram), address)
    expect(code).toBe('malformed')
  })

  const NOWHERE = [
    '/nowhere',
    '//evil.example',
    '/\\evil.example',
    '/.env',
    '/../package.json',
    '/assets/../server.js',
    '/assets/..%2f..%2fserver.js',
    '/assets/..%5c..%5cserver.js',
    '/assets/nothing.js',
    '/build/server/index.js',
    '/auth',
    '/donations/x/y/z',
    '/%00',
    '/a%00b',
    '/%2e%2e/%2e%2e/etc/passwd',
    `/${'a'.repeat(8_000)}`,
    '/ABCDEF0123456789ABCDEF0123456789',
    `/${'0'.repeat(33)}`,
  ]
  test.each(NOWHERE)('that leads nowhere, %s, is 404, for programs as a problem', async (address) => {
    const { code } = expectRefusal(await rawRequest(`GET ${address}`, asProgram), address)
    expect(code).toBe('not_found')
    expect((await rawRequest(`GET ${address}`, { Accept: 'text/html' })).status).toBe(404)
  })

  test('that is too long, and headers that are, are cut off', async () => {
    expect((await rawRequest(`GET /${'a'.repeat(20_000)}`)).status).toBe(431)
    expect((await rawRequest('GET /feed', { 'X-Long': 'a'.repeat(20_000) })).status).toBe(431)
    expect((await rawRequest('GET /feed', { Cookie: 'melt_session=x; '.repeat(1_000) })).status).toBe(422)
  })

  test('with a query nobody wrote is read as far as it is ours', async () => {
    const queries = [
      '%zz',
      '%ff',
      'query=%ff%fe',
      'query[]=a',
      'query=%ED%A0%80',
      '&&&===',
      'query=a&query=b',
      '__proto__=x',
    ]
    for (const query of queries) {
      expect((await rawRequest(`GET /channels?${query}`, asProgram)).status, query).toBe(200)
    }
    for (const address of [
      '/_root.data?_routes=x',
      '/feed.data',
      '/auth/me.data',
      '/__manifest?p=/x',
      '/?_data=x',
      '/?index',
    ]) {
      expect((await rawRequest(`GET ${address}`, asProgram)).status, address).toBeLessThan(500)
    }
  })
})

describe('A request', () => {
  test('that names another host, or none that can be, is answered or malformed', async () => {
    for (const Host of [
      'a b',
      'evil.example:99999',
      '[::1',
      'evil.example',
      '',
      '127.0.0.1:x',
      '%',
      'a/b',
      'user@evil',
    ]) {
      const answer = await rawRequest('GET /auth/me', { Host, ...asProgram })
      expect(answer.status, Host).toBeGreaterThan(399)
      expect(answer.status, Host).toBeLessThan(405)
    }
    for (const name of ['X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded-For', 'Forwarded']) {
      for (const value of ['a b', 'evil.example:99999', 'javascript', '%', ':']) {
        expect(
          (await rawRequest('GET /auth/me', { [name]: value })).status,
          `${name}: ${value}`,
        ).toBeLessThan(402)
      }
    }
  })

  test('whose login starts at another name of this machine is brought to ours first', async () => {
    const { port } = new URL(process.env.PUBLIC_URL ?? '')
    const { status, headers } = await rawRequest('GET /auth/chzzk/login', { Host: `localhost:${port}` })
    expect([status, headers.get('Location')]).toEqual([302, `${process.env.PUBLIC_URL}/auth/chzzk/login`])
    expect(headers.has('Set-Cookie')).toBe(false)
  })

  test('whose login starts at a host that a proxy made up comes back to ours', async () => {
    const { headers } = await rawRequest('GET /auth/chzzk/login', { Host: 'evil.example' })
    const consent = new URL(headers.get('Location') ?? '')
    expect(consent.searchParams.get('redirectUri')).toBe(`${process.env.PUBLIC_URL}/auth/chzzk/callback`)
  })

  test('that contradicts itself is not read at all', async () => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': '2',
      'Transfer-Encoding': 'chunked',
    }
    expect((await rawRequest('POST /auth/logout', headers, '0\r\n\r\n')).status).toBe(400)
    expect((await rawRequest('FOO /auth/me')).status).toBe(400)
    expect((await rawRequest('POST /auth/logout', { 'Content-Length': '-1' })).status).toBe(400)
  })

  test('with a body where none belongs is answered without it', async () => {
    const big = 'x'.repeat(2_000_000)
    const length = { 'Content-Length': String(big.length), ...asProgram }
    expect((await rawRequest('GET /healthz', length, big)).status).toBe(200)
  })
})

test('What is only read takes no acts', async () => {
  const channel = fixture.creator.chzzkUserId
  const addresses = [
    '/healthz',
    '/readyz',
    '/metrics',
    '/openapi.json',
    '/ledger/key',
    '/ledger/checkpoint',
    '/ledger/tile/0/000.p/1',
    '/auth/chzzk/login',
    `/live/${channel}`,
  ]
  for (const address of [...addresses, `/${channel}/qr.svg`, '/dashboard']) {
    for (const method of ['POST', 'DELETE']) {
      const response = await fixture.creator.request(method, address)
      expect((await expectRefused(response, address)).code).toBe('method_not_allowed')
      expect(response.headers.get('Allow')).toBe('GET')
    }
  }
})
