import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { log } from '~/http/server/log.server'
import { createFixture, type Fixture } from '../../support/fixtures'
import { type Client, stranger, useMelt } from '../../support/melt'
import { expectRefusal, expectRefused } from '../../support/operations'
import { rawRequest } from '../../support/raw'
import { useNothingWritten } from '../../support/stored'

useMelt()
useNothingWritten()

let fixture: Fixture

beforeAll(async () => {
  fixture = await createFixture()
})

describe('A page', () => {
  const pages = readdirSync('app/routes')
    .filter((name) => name.endsWith('.tsx') && !name.includes('callback'))
    .filter((name) => readFileSync(`app/routes/${name}`, 'utf8').includes('export default'))
    .map((name) => `/${name.replace(/(\._index)?\.tsx$/, '').replaceAll('.', '/')}`)
  const addresses = ['/', '/login', '/welcome', ...pages.filter((page) => page !== '/_index')]
  const address = (page: string) =>
    page.replace('$chzzkChannelId', fixture.creator.chzzkUserId).replace('$id', fixture.waiting)

  test.each([...new Set(addresses)])(
    '%s takes no acts, and answers 4xx at worst to anybody',
    async (page) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
        for (const Accept of ['text/html', 'application/json']) {
          const headers = {
            Accept,
            'Content-Type': 'application/json',
            'Content-Length': '2',
            Cookie: fixture.creator.cookie,
          }
          const answer = await rawRequest(`${method} ${address(page)}`, headers, '{}')
          expect([404, 405], `${method} ${page}`).toContain(answer.status)
          expect(answer.headers.has('Allow'), `${method} ${page}`).toBe(answer.status === 405)
          if (Accept === 'application/json') expectRefusal(answer, `${method} ${page}`)
        }
      }
      const queries = [
        '',
        '?cursor=x',
        '?limit=-1',
        '?sort=%00',
        '?period=x',
        '?date=0000-01-01',
        '?intent=x',
        '?redirectTo=//evil.example',
      ]
      for (const by of [fixture.creator, fixture.fan, stranger] satisfies Client[]) {
        for (const query of queries) {
          const response = await by.get(address(page) + query, 'text/html')
          const text = await response.text()
          expect(response.status, `${page}${query} ${text.slice(0, 200)}`).toBeLessThan(500)
          expect(text).not.toContain('"//evil.example')
          expect(response.headers.get('Location') ?? '/').toMatch(/^\/(?!\/)/)
        }
      }
    },
  )
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
    const followed = await fixture.fan.form(`/channels/${fixture.creator.chzzkUserId}/follow`, {
      redirectTo,
      _method: 'DELETE',
    })
    expect(followed.status).toBe(303)
    expect(followed.headers.get('Location')).toMatch(local)
    expect(new URL(followed.headers.get('Location') ?? '', 'http://melt.local').host).toBe('melt.local')
    const login = await stranger.get(
      `/auth/chzzk/login?redirectTo=${encodeURIComponent(redirectTo)}`,
      'text/html',
    )
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
