import { beforeAll, describe, expect, test } from 'vitest'
import { type Client, signedIn, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'

useMelt()

let creator: Client
beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
})

const upload = (path: string, accept: string, body: Buffer, from?: string) =>
  creator.request('POST', path, {
    headers: {
      Accept: accept,
      'Content-Type': 'multipart/form-data; boundary=x',
      ...(from ? { Referer: `${process.env.PUBLIC_URL}${from}` } : {}),
    },
    body: new Uint8Array(body),
  })

const big = Buffer.alloc(25 * 1024 * 1024, 'x')

describe('Files that are too large', () => {
  test.each([
    ['/creator/contents', '/dashboard/contents/new', '파일이 너무 커요', '10MB까지 올릴 수 있어요'],
    ['/badges/icons', '/dashboard/badges', '파일이 너무 커요', '5MB까지 올릴 수 있어요'],
  ])('for %s lead back to the form', async (action, from, ...words) => {
    const response = await upload(action, 'text/html', big, from)
    const text = await response.text()
    expect(response.status).toBe(413)
    for (const one of words) expect(text).toContain(one)
    expect(text).toContain(`action="${action}"`)
    expect(text).toContain('type="file"')
  })

  test('without a page that they came from are told too', async () => {
    const response = await upload('/creator/contents', 'text/html', big)
    expect([response.status, await response.text()]).toEqual([
      413,
      expect.stringContaining('파일이 너무 커요'),
    ])
  })

  test('are too_large to a program', async () => {
    const response = await upload('/creator/contents', 'application/json', big)
    expect((await expectRefused(response, 'big')).code).toBe('too_large')
  })
})

test('A form of a hundred thousand files is too_large', async () => {
  const part = '--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nx\r\n'
  const response = await upload(
    '/badges/icons',
    'application/json',
    Buffer.from(`${part.repeat(100_000)}--x--\r\n`),
  )
  expect((await expectRefused(response, 'many')).code).toBe('too_large')
})
