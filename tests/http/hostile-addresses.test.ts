import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { log } from '~/http/log.server'
import { type Client, stranger, useMelt } from '../support/melt'
import { expectRefusal, expectRefused } from '../support/operations'
import { rawRequest } from '../support/raw'
import { type Stage, setStage } from '../support/stage'
import { stored } from '../support/stored'

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
    const queries = ['%zz', '%ff', 'query=%ff%fe', 'query[]=a', 'query=%ED%A0%80', '&&&===', 'query=a&query=b', '__proto__=x']
    for (const query of queries) {
      expect((await rawRequest(`GET /channels?${query}`, asProgram)).status, query).toBe(200)
    }
    for (const address of ['/_root.data?_routes=x', '/feed.data', '/auth/me.data', '/__manifest?p=/x', '/?_data=x', '/?index']) {
      expect((await rawRequest(`GET ${address}`, asProgram)).status, address).toBeLessThan(500)
    }
  })
})

describe('A request', () => {
  test('that names another host, or none that can be, is answered or malformed', async () => {
    for (const Host of ['a b', 'evil.example:99999', '[::1', 'evil.example', '', '127.0.0.1:x', '%', 'a/b', 'user@evil']) {
      const answer = await rawRequest('GET /auth/me', { Host, ...asProgram })
      expect(answer.status, Host).toBeGreaterThan(399)
      expect(answer.status, Host).toBeLessThan(405)
    }
    for (const name of ['X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded-For', 'Forwarded']) {
      for (const value of ['a b', 'evil.example:99999', 'javascript', '%', ':']) {
        expect((await rawRequest('GET /auth/me', { [name]: value })).status, `${name}: ${value}`).toBeLessThan(402)
      }
    }
  })

  test('whose login starts at another host is brought to ours first', async () => {
    const { status, headers } = await rawRequest('GET /auth/chzzk/login', { Host: 'evil.example' })
    expect([status, headers.get('Location')]).toEqual([302, `${process.env.PUBLIC_URL}/auth/chzzk/login`])
    expect(headers.has('Set-Cookie')).toBe(false)
  })

  test('that contradicts itself is not read at all', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '2', 'Transfer-Encoding': 'chunked' }
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
  const channel = stage.creator.chzzkUserId
  const addresses = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/auth/chzzk/login', `/live/${channel}`]
  for (const address of [...addresses, `/${channel}/qr.svg`, '/dashboard']) {
    for (const method of ['POST', 'DELETE']) {
      const response = await stage.creator.request(method, address)
      expect((await expectRefused(response, address)).code).toBe('method_not_allowed')
      expect(response.headers.get('Allow')).toBe('GET')
    }
  }
})

describe('A page', () => {
  const pages = readdirSync('app/routes')
    .filter((name) => name.endsWith('.tsx') && !name.includes('callback'))
    .filter((name) => readFileSync(`app/routes/${name}`, 'utf8').includes('export default'))
    .map((name) => `/${name.replace(/(\._index)?\.tsx$/, '').replaceAll('.', '/')}`)
  const addresses = ['/', '/login', '/welcome', ...pages.filter((page) => page !== '/_index')]
  const address = (page: string) =>
    page.replace('$chzzkChannelId', stage.creator.chzzkUserId).replace('$id', stage.waiting)

  test.each([...new Set(addresses)])('%s takes no acts, and answers 4xx at worst to anybody', async (page) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      for (const Accept of ['text/html', 'application/json']) {
        const headers = { Accept, 'Content-Type': 'application/json', 'Content-Length': '2', Cookie: stage.creator.cookie }
        const answer = await rawRequest(`${method} ${address(page)}`, headers, '{}')
        expect([404, 405], `${method} ${page}`).toContain(answer.status)
        expect(answer.headers.has('Allow'), `${method} ${page}`).toBe(answer.status === 405)
        if (Accept === 'application/json') expectRefusal(answer, `${method} ${page}`)
      }
    }
    const queries = ['', '?cursor=x', '?limit=-1', '?sort=%00', '?period=x', '?date=0000-01-01', '?intent=x', '?redirectTo=//evil.example']
    for (const by of [stage.creator, stage.fan, stranger] satisfies Client[]) {
      for (const query of queries) {
        const response = await by.get(address(page) + query, 'text/html')
        const text = await response.text()
        expect(response.status, `${page}${query} ${text.slice(0, 200)}`).toBeLessThan(500)
        expect(text).not.toContain('"//evil.example')
        expect(response.headers.get('Location') ?? '/').toMatch(/^\/(?!\/)/)
      }
    }
  })
})

describe('Where to go next', () => {
  const ELSEWHERE = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/%0d%0aSet-Cookie:x=1',
    ' //evil.example',
    '/../../\\evil.example',
    '/.//evil.example',
    `/${'a'.repeat(600)}`,
    '',
  ]
  const local = /^\/(?![/\\])/

  test.each(ELSEWHERE)('after an act or a login is never %j', async (redirectTo) => {
    const followed = await stage.fan.form(`/channels/${stage.creator.chzzkUserId}/follow`, { redirectTo, _method: 'DELETE' })
    expect(followed.status).toBe(303)
    expect(followed.headers.get('Location')).toMatch(local)
    expect(new URL(followed.headers.get('Location') ?? '', 'http://melt.local').host).toBe('melt.local')
    const login = await stranger.get(`/auth/chzzk/login?redirectTo=${encodeURIComponent(redirectTo)}`, 'text/html')
    const kept = login.headers.getSetCookie().find((cookie) => cookie.startsWith('melt_after_login=')) ?? ''
    const [, encoded = ''] = /^melt_after_login=([^.;]*)/.exec(decodeURIComponent(kept)) ?? []
    const next = encoded ? String(JSON.parse(Buffer.from(encoded, 'base64').toString())) : '/'
    expect(next).toMatch(local)
  })
})

test('What a client asked for in vain fills no log', async () => {
  const { handleError } = await import('~/entry.server')
  const error = vi.spyOn(log, 'error')
  const request = new Request('http://melt.local/nowhere')
  const args = { request, params: {}, context: {} } as never
  handleError({ status: 404, statusText: 'Not Found', internal: true, data: 'No route' }, args)
  expect(error).not.toHaveBeenCalled()
  handleError(new Error('ours'), args)
  expect(error).toHaveBeenCalledOnce()
  await expectRefused(await stranger.get('/nowhere'), 'nowhere')
})
