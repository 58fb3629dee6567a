import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { removeDueFiles } from '~/domain/files/stored-file.server'
import { env } from '~/env.server'
import { picture, wav } from '../support/media'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { type Own, sendForm, setVip, shareFiles } from '../support/rewards'

useMelt()

const sound = wav(40_000)
const size = sound.length
let creator: Client
let fan: Client
let content: Own
let audio: string
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  await setVip(creator, fan)
  content = await shareFiles(creator, { image: await picture(), audio: sound })
  audio = content.audio?.url ?? ''
})

const ask = (headers: Record<string, string> = {}, method = 'GET', by = fan) =>
  by.request(method, audio, { headers })
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe('A file', () => {
  test('comes whole, to be asked for again, and as nothing but what it is', async () => {
    const response = await ask({ 'Accept-Encoding': 'gzip' })
    expect(await bytesOf(response)).toEqual(sound)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(size),
      'accept-ranges': 'bytes',
      'cache-control': expect.stringMatching(/^private, no-cache/),
      vary: expect.stringContaining('Cookie'),
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      'content-security-policy': expect.stringContaining("default-src 'none'; sandbox"),
      'cross-origin-resource-policy': 'same-origin',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    })
  })

  test.each([
    ['bytes=0-99', 0, 99],
    ['bytes=100-', 100, size - 1],
    ['bytes=-100', size - 100, size - 1],
    ['bytes=0-', 0, size - 1],
    [`bytes=${size - 1}-${size + 50}`, size - 1, size - 1],
    [`bytes=-${size * 2}`, 0, size - 1],
  ])('asked for %s comes in that part', async (range, from, to) => {
    const response = await ask({ Range: range })
    expect([response.status, response.headers.get('Content-Range')]).toEqual([
      206,
      `bytes ${from}-${to}/${size}`,
    ])
    expect(response.headers.get('Content-Length')).toBe(String(to - from + 1))
    expect(await bytesOf(response)).toEqual(sound.subarray(from, to + 1))
  })

  test.each([['bytes=5-1'], ['bytes=0-1,5-6'], ['bytes=-'], ['items=0-1'], ['bytes=x-y'], ['']])(
    'asked for %j comes whole',
    async (range) => {
      const response = await ask({ Range: range })
      expect([response.status, (await bytesOf(response)).length]).toEqual([200, size])
    },
  )

  test.each([
    [`bytes=${size}-`],
    [`bytes=${size + 5}-${size + 9}`],
    ['bytes=-0'],
    ['bytes=999999999999999-'],
  ])('has no part %s', async (range) => {
    const response = await ask({ Range: range })
    expect([response.status, response.headers.get('Content-Range')]).toEqual([416, `bytes */${size}`])
    await expectRefused(response, range)
  })

  test('that a browser has is not sent again, nor with HEAD, nor in part where it changed', async () => {
    const etag = (await ask()).headers.get('ETag') ?? ''
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const response = await ask({ 'If-None-Match': tag })
      expect([response.status, response.headers.get('ETag'), await response.text()]).toEqual([304, etag, ''])
    }
    expect((await ask({ 'If-None-Match': '"x"' })).status).toBe(200)
    const head = await ask({}, 'HEAD')
    expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([
      200,
      String(size),
      '',
    ])
    expect((await ask({ Range: 'bytes=0-1', 'If-Range': etag })).status).toBe(206)
    expect((await ask({ Range: 'bytes=0-1', 'If-Range': '"old"' })).status).toBe(200)
  })

  test('that is locked answers as one that is not there, whatever is asked', async () => {
    const etag = (await ask()).headers.get('ETag') ?? ''
    await setVip(creator, fan, false)
    const nothing = `/contents/${randomUUID()}/audio`
    const asked: Record<string, string>[] = [
      {},
      { Range: 'bytes=0-1' },
      { Range: `bytes=${size}-` },
      { 'If-None-Match': etag },
      { 'If-None-Match': '*' },
      { Range: 'bytes=0-1', 'If-Range': etag },
    ]
    for (const headers of asked) {
      for (const method of ['GET', 'HEAD']) {
        const [locked, none] = [await ask(headers, method), await fan.request(method, nothing, { headers })]
        expect([locked.status, await locked.text()], method).toEqual([404, await none.text()])
        const headersOf = ({ headers }: Response) => [...headers].filter(([name]) => name !== 'date')
        expect(headersOf(locked)).toEqual(headersOf(none))
      }
    }
    expect((await ask({ 'If-None-Match': etag }, 'GET', stranger)).status).toBe(404)
  })
})

const files = () => {
  try {
    return readdirSync(path.join(env.dataDir, 'files')).length
  } catch {
    return 0
  }
}

describe('The folder of files', () => {
  test('holds what contents point at and nothing else', async () => {
    await removeDueFiles()
    const before = files()
    const put = (fields = {}, uploads = {}) =>
      sendForm(
        creator,
        `/creator/contents/${content.id}`,
        { title: '바꿈', gate: '1', _method: 'PUT', ...fields },
        uploads,
      )
    await put({}, { audio: wav(9) })
    expect(files()).toBe(before)
    await put({ removeImage: 'on' })
    expect(files()).toBe(before - 1)
    await creator.ask('DELETE', `/creator/contents/${content.id}`)
    expect(files()).toBe(before - 2)
    expect(await db.fileRemoval.count()).toBe(0)
  })

  test('loses what was uploaded and refused, an hour later', async () => {
    await removeDueFiles()
    const before = files()
    const refused = await sendForm(
      creator,
      '/creator/contents',
      { title: '가', gate: '9' },
      { audio: wav(9) },
    )
    expect([refused.status, files()]).toEqual([422, before + 1])
    await removeDueFiles()
    expect(files()).toBe(before + 1)
    await db.fileRemoval.updateMany({ data: { dueAt: new Date(0) } })
    await removeDueFiles()
    expect(files()).toBe(before)
  })

  test('loses a creator’s files when they leave; a fan who leaves loses the claim’s name, not the claim', async () => {
    await creator.ask('PUT', `/creator/contents/${content.id}`, { title: '쿠폰', gate: '1', codes: 'AAA' })
    await fan.ask('POST', `/contents/${content.id}/coupon`)
    await fan.ask('POST', '/me/leave', { confirm: true })
    const [coupon] = await db.rewardCoupon.findMany({ where: { rewardId: content.id } })
    expect(coupon).toMatchObject({ claimedBy: null, claimedAt: expect.any(Date) })
    const before = files()
    await creator.ask('POST', '/me/leave', { confirm: true })
    expect([files(), await db.reward.count({ where: { id: content.id } })]).toEqual([before - 2, 0])
  })
})
