import { once } from 'node:events'
import { createServer, get, type Server } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { ServerBuild } from '@remix-run/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture } from '../../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../../support/melt'
import { someChzzkId } from '../../support/people'
import { rawRequest } from '../../support/raw'

type Melt = typeof import('~/entry.server')
type Build = Omit<ServerBuild, 'entry'> & { entry: { module: Melt } }

const BUILD = '../../../build/server/index.js'

useMelt()

let f: Fixture
let channel: string

beforeAll(async () => {
  f = await createFixture()
  channel = f.creator.chzzkUserId
})

const publicAddresses = () => [
  '/',
  '/?query=밤비',
  '/donate',
  '/terms',
  '/privacy',
  '/policy',
  '/ledger',
  '/verify',
  '/offline',
  '/ledger/key',
  '/openapi.json',
  '/channels?query=밤비',
  `/channels/${channel}`,
  `/feed?chzzkChannelId=${channel}`,
  `/feed?chzzkChannelId=${channel}&sort=amount&period=today`,
  `/contents?chzzkChannelId=${channel}`,
  `/badges?chzzkChannelId=${channel}`,
  `/${channel}`,
  `/${channel}?sort=amount`,
  `/${channel}/contents`,
  `/${channel}/share`,
  `/${channel}/qr.svg`,
]

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  rawRequest(`${method} ${encodeURI(path)}`, headers)

describe('A public answer', () => {
  test('is the same from memory as it was when it was drawn, with all its headers', async () => {
    for (const path of publicAddresses()) {
      const [drawn, kept] = [await ask(path), await ask(path)]
      expect([path, drawn.status]).toEqual([path, 200])
      expect(kept.body, path).toBe(drawn.body)
      const headers = (answer: typeof kept) =>
        Object.fromEntries([...answer.headers].filter(([name]) => name !== 'date'))
      expect(headers(kept), path).toEqual(headers(drawn))
      expect(kept.headers.get('Content-Security-Policy'), path).toContain("default-src 'none'")
      expect(kept.headers.get('Set-Cookie')).toBeNull()
    }
  })

  test('is sent again only where it is another: 304', async () => {
    for (const path of publicAddresses()) {
      const etag = (await ask(path)).headers.get('ETag') ?? ''
      expect(etag, path).toMatch(/^W?\/?"/)
      for (const tags of [etag, `"another", ${etag}`, '*']) {
        const answer = await ask(path, { 'If-None-Match': tags })
        expect([path, answer.status, answer.body]).toEqual([path, 304, ''])
        expect(answer.headers.get('ETag')).toBe(etag)
      }
      expect((await ask(path, { 'If-None-Match': '"another"' })).status).toBe(200)
    }
  })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip, deflate', gunzipSync],
    ['br;q=0, gzip', gunzipSync],
  ])('comes compressed as %s, once drawn and once from memory', async (accepted, decompress) => {
    for (const sort of ['recent', 'amount']) {
      const url = `${process.env.PUBLIC_URL}/${channel}?sort=${sort}`
      const plain = (await ask(`/${channel}?sort=${sort}`)).body
      const body = await new Promise<Buffer>((resolve) =>
        get(url, { headers: { 'Accept-Encoding': accepted } }, async (response) => {
          const parts: Buffer[] = []
          for await (const part of response) parts.push(part)
          expect(response.headers.vary).toContain('Accept-Encoding')
          resolve(Buffer.concat(parts))
        }),
      )
      expect(String(decompress(body))).toBe(plain)
    }
  })

  test.each(['recent', 'amount'])(
    'is asked for by HEAD like by GET, drawn (%s) or from memory',
    async (sort) => {
      const path = `/${channel}?sort=${sort}&period=month`
      const head = await ask(path, {}, 'HEAD')
      const [whole, again] = [await ask(path), await ask(path, {}, 'HEAD')]
      for (const answer of [head, again]) {
        expect([answer.status, answer.body]).toEqual([200, ''])
        for (const name of ['ETag', 'Content-Length', 'Cache-Control', 'Vary'])
          expect(answer.headers.get(name), name).toBe(whole.headers.get(name))
      }
    },
  )

  test('holds what was acknowledged before it was asked for, each time', async () => {
    const { creator } = f
    const answers = () =>
      Promise.all(
        [`/${channel}`, `/feed?chzzkChannelId=${channel}`].map(async (path) => (await ask(path)).body),
      )
    for (let n = 0; n < 15; n++) {
      const content = `방금 올린 글 ${n}번`
      const { messageId } = await creator.ask<{ messageId: string }>('POST', '/feed/creator-post', {
        content,
      })
      for (const body of await answers()) expect(body).toContain(content)
      await creator.ask('DELETE', `/content/${messageId}`)
      for (const body of await answers()) expect(body).not.toContain(content)
    }
  })

  test('knows the theme, and nothing else of its reader', async () => {
    const dark = await ask(`/${channel}`, { Cookie: 'melt_theme=dark' })
    const light = await ask(`/${channel}`, { Cookie: 'melt_theme=light' })
    expect(dark.body).toContain('data-theme="dark"')
    expect(light.body).toContain('data-theme="light"')
    expect((await ask(`/${channel}`)).body).toContain('data-theme="system"')
  })

  test('shows nothing of an address that somebody made up', async () => {
    const made = `/${channel}?utm_campaign=planted-by-somebody`
    expect((await ask(made)).body).not.toContain('planted-by-somebody')
    expect((await ask(`/${channel}`)).body).not.toContain('planted-by-somebody')
  })
})

describe('Nothing of anybody', () => {
  const MARKS = ['비밀스러운 이름', '아무도 모르는 편지', '혼자 보는 알림']
  let server: Server
  let base: string
  let cache: ReturnType<Melt['cachePublicPages']>
  const people: Client[] = []

  beforeAll(async () => {
    const build: Build = await import(BUILD)
    const melt = build.entry.module
    const draw = melt.requestHandler(build)
    cache = melt.cachePublicPages({ draw, readIndex: melt.readIndex })
    const app = melt.meltApp({ draw, bounds: melt.BOUNDS, cache })
    server = createServer(cache.listener(app)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const fan = await signedIn({ channelId: someChzzkId(), name: MARKS[0] ?? '' })
    await fan.ask('POST', '/messages/dm', { chzzkChannelId: channel, content: MARKS[1] })
    people.push(fan, f.creator, f.fan)
  })
  afterAll(() => {
    server.close()
    cache.close()
  })

  const fetchAs = (path: string, cookie: string) =>
    fetch(base + path, { headers: cookie ? { Cookie: cookie } : {}, redirect: 'manual' })

  test('who is signed in, agrees or just acted gets into memory', async () => {
    const cookies = [
      ...people.map(({ cookie }) => cookie),
      'melt_newcomer=planted',
      'melt_notice=planted',
      'melt_after_login=planted',
      'melt_resume=planted',
      'melt_theme=dark; melt_session=planted',
      'somebody_elses=planted',
    ]
    for (const path of [...publicAddresses(), `/${channel}/letter`, `/${channel}/donate`, '/me', '/letters'])
      for (const cookie of cookies) await (await fetchAs(path, cookie)).text()
    expect(cache.pages.keys()).toEqual([])
    expect(cache.feeds.size).toBeGreaterThan(0)
    for (const key of cache.feeds.keys()) {
      const text = JSON.stringify(cache.feeds.get(key))
      for (const mark of MARKS) expect(text, key).not.toContain(mark)
    }
  })

  test('is needed for the feed of their own page, which is from memory and shows what was just written', async () => {
    const read = async () => (await fetchAs(`/${channel}`, people[0]?.cookie ?? '')).text()
    await read()
    const [key = ''] = cache.feeds.keys().filter((key) => key.includes(channel))
    const kept = cache.feeds.get(key)
    expect(kept).toBeDefined()
    await read()
    expect(cache.feeds.get(key)).toBe(kept)
    await f.creator.ask('POST', '/feed/creator-post', { content: '방금 올린 글' })
    expect(await read()).toContain('방금 올린 글')
    expect(cache.feeds.get(key)).not.toBe(kept)
  })

  test('is in what memory has of strangers, whoever asked at the same time', async () => {
    await Promise.all(
      publicAddresses().flatMap((path) =>
        ['', ...people.map(({ cookie }) => cookie)].map(async (cookie) =>
          (await fetchAs(path, cookie)).text(),
        ),
      ),
    )
    const keys = cache.pages.keys()
    expect(keys.length).toBeGreaterThan(10)
    for (const key of keys) {
      const text = String(cache.pages.get(key)?.sent.identity.body)
      for (const mark of MARKS) expect(text, key).not.toContain(mark)
      for (const { id } of people) expect(text, key).not.toContain(`data-reader="${id}"`)
    }
  })
})

test('What asks the database is limited, and a refusal is never kept', async () => {
  expect(await stranger.get(`/feed?chzzkChannelId=${channel}&limit=999`)).toMatchObject({ status: 422 })
  expect(await stranger.get(`/feed?chzzkChannelId=${'f'.repeat(32)}`)).toMatchObject({ status: 404 })
})
