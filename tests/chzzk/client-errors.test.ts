import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { startSandbox } from './sandbox/server'

const sandbox = await startSandbox()
const { requestChzzk } = await import('~/chzzk/client.server')
const { fetchChannels, fetchLivesPage, fetchMe } = await import('~/chzzk/client.server')
const { ChzzkError, refusal } = await import('~/chzzk/errors')
const { renewGrant, revokeGrant } = await import('~/chzzk/login.server')

beforeEach(sandbox.reset)
afterEach(() => vi.unstubAllGlobals())
afterAll(sandbox.close)

const errorOf = async (asking: Promise<unknown>) => {
  const error = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ChzzkError)) throw error ?? new Error('Nothing went wrong')
  return error
}

const answering = (body: string, status = 200) => {
  vi.stubGlobal('fetch', async () => new Response(body, { status }))
}

const questions = {
  'users/me': () => fetchMe('some-token'),
  channels: () => fetchChannels([demoPeople.streamer.channelId]),
  lives: () => fetchLivesPage(),
  token: () => renewGrant('some-token'),
  revoke: () => revokeGrant('some-token'),
}
const asked = Object.entries(questions)

describe('CHZZK out of order is "unavailable", never a dead grant', () => {
  const faults = ['down', 'reset', 'html_200', 'html_502', 'rate_limited']
  test.each(asked.flatMap(([at, question]) => faults.map((fault) => [fault, at, question] as const)))(
    '%s at %s',
    async (fault, at, question) => {
      await sandbox.set({ fault })
      expect(await errorOf(question())).toMatchObject({ kind: 'unavailable', at })
    },
  )

  test('too slow: five seconds and no more', async () => {
    await sandbox.set({ slowMs: 20_000, faultAt: 'users/me' })
    const before = Date.now()
    expect(await errorOf(fetchMe('some-token'))).toMatchObject({ kind: 'unavailable', reason: 'timeout' })
    expect(Date.now() - before).toBeGreaterThan(4_900)
    expect(Date.now() - before).toBeLessThan(7_000)
  }, 10_000)

  test.each([
    ['an empty object', '{}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
    ['half a reply', '{"code":200,"content":{'],
    ['a reply without content', '{"code":200,"message":null}'],
    ['a code that is text', '{"code":"200","message":null,"content":{}}'],
    ['a person without an id', '{"code":200,"message":null,"content":{"channelName":"봄"}}'],
    [
      'a person with a strange id',
      '{"code":200,"message":null,"content":{"channelId":"../x","channelName":"봄"}}',
    ],
    ['an error inside a success', '{"code":500,"message":"INTERNAL_SERVER_ERROR"}'],
  ])('a reply that is %s', async (_what, body) => {
    answering(body)
    expect((await errorOf(fetchMe('some-token'))).kind).toBe('unavailable')
  })

  test('a reply that does not end', async () => {
    answering(`{"code":200,"content":"${'x'.repeat(600_000)}"}`)
    expect(await errorOf(fetchMe('some-token'))).toMatchObject({ kind: 'unavailable', reason: 'too_long' })
  })

  test('a redirect is not followed, so no secret travels with it', async () => {
    const question = {
      at: 'users/me',
      presented: 'grant',
      method: 'POST',
      path: '/account-interlock',
    } as const
    const seen: (RequestInit | undefined)[] = []
    const real = globalThis.fetch
    vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
      seen.push(init)
      return real(url, init)
    })
    await errorOf(requestChzzk(question, z.unknown()))
    expect(seen.map((init) => init?.redirect)).toEqual(['error'])
  })

  test('nobody there at all', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      })
    })
    expect(await errorOf(fetchMe('some-token'))).toMatchObject({
      kind: 'unavailable',
      reason: 'ECONNREFUSED',
    })
  })
})

describe('What a refusal means', () => {
  test.each([
    ['grant', 401, 'INVALID_TOKEN', 'grant_gone'],
    ['grant', 401, 'INVALID_CLIENT', 'refused_client'],
    ['grant', 401, 'UNAUTHORIZED', 'refused'],
    ['grant', 401, null, 'refused'],
    ['grant', 403, 'FORBIDDEN', 'refused'],
    ['grant', 404, 'NOT_FOUND', 'refused'],
    ['grant', 400, '잘못된 값을 입력했습니다.', 'refused'],
    ['grant', 408, 'INVALID_TOKEN', 'unavailable'],
    ['grant', 429, 'INVALID_TOKEN', 'unavailable'],
    ['grant', 500, 'INVALID_TOKEN', 'unavailable'],
    ['code', 401, 'INVALID_TOKEN', 'refused'],
    ['code', 401, 'INVALID_CLIENT', 'refused_client'],
    ['client', 401, 'INVALID_CLIENT', 'refused_client'],
    ['client', 429, 'TOO_MANY_REQUESTS', 'unavailable'],
  ] as const)('presenting a %s: %s %s is %s', (presented, status, message, kind) => {
    expect(refusal('token', presented, status, message).kind).toBe(kind)
  })
})

describe('An error of CHZZK', () => {
  const planted = 'PLANTED-token-7f3a9c'
  const echoes = [
    ['as its message', JSON.stringify({ code: 401, message: planted }), 401],
    ['inside its message', JSON.stringify({ code: 400, message: `token ${planted} is bad` }), 400],
    ['in broken JSON', `{"token":"${planted}`, 200],
    ['in a page', `<p>${planted}</p>`, 502],
    ['as content', JSON.stringify({ code: 200, message: null, content: { accessToken: planted } }), 200],
  ] as const
  test.each(echoes)('never shows a token that CHZZK repeats %s', async (_where, body, status) => {
    answering(body, status)
    for (const question of [
      () => fetchMe(planted),
      () => renewGrant(planted),
      () => fetchChannels([planted]),
    ]) {
      expectSilent(await errorOf(question()))
    }
  })

  test.each([`${planted}\n`, `${planted}\u0000`, `${planted}한글`])(
    'never shows a token that cannot be sent',
    async (token) => {
      expectSilent(await errorOf(fetchMe(token)))
    },
  )

  test('never shows what the network layer says about the request', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError(planted, { cause: Object.assign(new Error(planted), { code: planted }) })
    })
    for (const [, question] of asked) expectSilent(await errorOf(question()))
  })

  function expectSilent(error: Error) {
    const everything = [
      error.message,
      String(error),
      error.stack,
      JSON.stringify(error),
      String(error.cause),
    ].join('\n')
    expect(everything).not.toContain('PLANTED')
    expect(everything).not.toContain('melt-sandbox-secret')
  }
})
