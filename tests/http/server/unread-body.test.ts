import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Connection } from '../../support/connection'
import { useMelt } from '../../support/melt'
import { nginxBinary, startNginx } from '../../support/nginx'

useMelt()

const { host } = new URL(process.env.PUBLIC_URL ?? '')
const KB = 1024
const LENGTHS = [0, 64 * KB, 128 * KB, 300 * KB]

/** What is answered without, or before, its body is read whole: the first line, headers, and the statuses of the answer. */
const EARLY: [string, string, Record<string, string>, number[]][] = [
  ['a route that does not exist', 'POST /nowhere/x', {}, [404]],
  ['a page that takes no act', 'POST /terms', {}, [405]],
  ['a page by another method', 'DELETE /terms', {}, [405]],
  ['a method that its path does not know', 'PATCH /messages/dm', {}, [405]],
  ['a method that nobody knows', 'PROPFIND /me', {}, [405]],
  ['a foreign origin', 'POST /messages/dm', { Origin: 'https://evil.example' }, [403]],
  ['a foreign site', 'POST /messages/dm', { 'Sec-Fetch-Site': 'cross-site' }, [403]],
  ['an address that cannot be read', 'POST /%', {}, [400]],
  ['a file', 'POST /assets/x.js', {}, [400, 404, 405]],
  ["an address of Remix's own client", 'POST /me.data', {}, [404]],
  ['a health check with a body', 'GET /healthz', {}, [200]],
  ['a page with a body', 'GET /terms', { 'Accept-Encoding': 'gzip', Accept: 'text/html' }, [200]],
  ['a head with a body', 'HEAD /healthz', {}, [200]],
  ['a redirect with a body', 'GET /auth/chzzk/login', {}, [302]],
  ['nobody signed in', 'POST /messages/dm', { 'Content-Type': 'application/json' }, [204, 400, 401, 413]],
  [
    'files of nobody',
    'POST /badges/icons',
    { 'Content-Type': 'multipart/form-data; boundary=x' },
    [400, 401],
  ],
  ['another kind of body', 'POST /messages/dm', { 'Content-Type': 'text/plain' }, [401, 413, 415]],
  [
    'a body of the right size or more',
    'POST /auth/logout',
    { 'Content-Type': 'application/json' },
    [204, 400, 401, 413],
  ],
  ['an expectation', 'POST /nowhere/x', { Expect: '100-continue' }, [404]],
  ['an expectation of nothing known', 'POST /nowhere/x', { Expect: 'tea' }, [404]],
  [
    'too many headers',
    'POST /terms',
    Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`X-${n}`, '1'])),
    [431],
  ],
]

function head(line: string, headers: Record<string, string>, version = '1.1') {
  const all = { Host: host, Accept: 'application/json', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${line} HTTP/${version}\r\n${lines.join('')}\r\n`
}

/** What carries the next request: this connection, or where its answer said that it closes, one that is new. */
async function isStillOpen(connection: Connection, url: string, saidClose: boolean) {
  if (saidClose) await connection.closed()
  const next = saidClose ? await Connection.open(url) : connection
  next.write(head('GET /healthz', {}))
  const answer = await next.answer()
  next.end()
  connection.end()
  return answer?.status === 200 && answer.body === 'ok'
}

const saysClose = (headers?: Headers) => headers?.get('Connection')?.toLowerCase() === 'close'

async function answered(
  url: string,
  [what, line, headers, statuses]: (typeof EARLY)[number],
  length: number,
) {
  const connection = await Connection.open(url)
  connection.write(head(line, { ...headers, 'Content-Length': String(length) }))
  connection.write(Buffer.alloc(length, 'x'))
  const answer = await connection.answer(line.startsWith('HEAD'))
  expect(statuses, `${what}, ${length} bytes`).toContain(answer?.status)
  return { connection, saidClose: saysClose(answer?.headers) }
}

async function tryWithoutEnd(url: string, early: (typeof EARLY)[number]) {
  const [what, line, headers, statuses] = early
  const connection = await Connection.open(url)
  connection.write(head(line, { ...headers, 'Transfer-Encoding': 'chunked' }))
  const writing = connection.writeWithoutEnd()
  const answer = await connection.answer(line.startsWith('HEAD'))
  expect(statuses, what).toContain(answer?.status)
  expect(await isStillOpen(connection, url, true), what).toBe(true)
  await writing
  return answer
}

describe('Whatever is answered before its body was read', () => {
  const url = process.env.PUBLIC_URL ?? ''

  test.each(EARLY)('leaves its connection able to hear: %s', async (...early) => {
    for (const length of LENGTHS) {
      const { connection, saidClose } = await answered(url, early, length)
      expect(await isStillOpen(connection, url, saidClose), `${length} bytes`).toBe(true)
    }
  })

  test.each(EARLY)('says that it closes where no end is in sight, and closes: %s', async (...early) => {
    const answer = await tryWithoutEnd(url, early)
    expect(saysClose(answer?.headers)).toBe(true)
  })

  test('is heard at once, before its body has come', async () => {
    const connection = await Connection.open(url)
    connection.write(head('POST /terms', { 'Content-Length': String(300 * KB) }))
    const answer = await connection.answer()
    expect([answer?.status, answer?.headers.get('Connection')]).toEqual([405, 'keep-alive'])
    connection.write(Buffer.alloc(300 * KB))
    expect(await isStillOpen(connection, url, false)).toBe(true)
  })

  test('closes at once where the body would be longer than is ever read', async () => {
    const connection = await Connection.open(url)
    connection.write(head('POST /terms', { 'Content-Length': String(10 ** 12) }))
    const answer = await connection.answer()
    expect([answer?.status, answer?.headers.get('Connection')]).toEqual([405, 'close'])
    expect(await isStillOpen(connection, url, true)).toBe(true)
  })

  test('is followed by what was sent together with it', async () => {
    const connection = await Connection.open(url)
    for (const length of LENGTHS) {
      connection.write(head('POST /terms', { 'Content-Length': String(length) }))
      connection.write(Buffer.alloc(length, 'x'))
    }
    for (const _ of LENGTHS) expect((await connection.answer())?.status).toBe(405)
    expect(await isStillOpen(connection, url, false)).toBe(true)
  })

  test('closes for a client of HTTP/1.0, which may ask to keep its connection', async () => {
    for (const keep of [false, true]) {
      const connection = await Connection.open(url)
      const length = { 'Content-Length': String(300 * KB), ...(keep && { Connection: 'keep-alive' }) }
      connection.write(head('POST /terms', length, '1.0'))
      connection.write(Buffer.alloc(300 * KB))
      expect((await connection.answer())?.status).toBe(405)
      expect(await isStillOpen(connection, url, !keep)).toBe(true)
    }
  })
})

test('nginx is there where everything must be tried', () => {
  if (!nginxBinary) console.info('nginx was not found: early answers were NOT tried behind a proxy')
  expect(nginxBinary !== undefined || process.env.CI !== 'true').toBe(true)
})

describe.runIf(nginxBinary)('Behind a proxy that keeps one connection, strangers are answered after', () => {
  let nginx: Awaited<ReturnType<typeof startNginx>>
  beforeAll(async () => {
    nginx = await startNginx(process.env.PUBLIC_URL ?? '')
  })
  afterAll(() => nginx.stop())

  // What a proxy answers by itself, or does not pass on, says nothing of Melt.
  const passed = EARLY.filter(([what]) => !/expectation|cannot be read|too many|nobody knows/.test(what))

  test.each(passed)('%s', async (...early) => {
    for (const url of [nginx.urls.whole, nginx.urls.streaming])
      for (const length of LENGTHS) {
        const { connection } = await answered(url, early, length)
        connection.end()
        expect((await fetch(`${url}/healthz`)).status, `${length} bytes`).toBe(200)
      }
    await tryWithoutEnd(nginx.urls.streaming, early)
    expect((await fetch(`${nginx.urls.streaming}/healthz`)).status).toBe(200)
  })
})
