import { connect } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { type Client, signedIn, useMelt } from '../../support/melt'
import { someChzzkId } from '../../support/people'
import { rawRequest } from '../../support/raw'
import { sendForm } from '../../support/rewards'

vi.hoisted(() => {
  process.env.MELT_RATE_LIMITS = 'on'
})

useMelt()

const ACTS_A_MINUTE = 60
const creator = () => signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })

async function useUp(by: Client) {
  for (let n = 0; n < ACTS_A_MINUTE; n++) await sendForm(by, '/badges/icons', {})
}

const upload = (by: Client, accept: string, more: Record<string, string> = {}) => ({
  Cookie: by.cookie,
  Accept: accept,
  'Content-Type': 'multipart/form-data; boundary=x',
  Referer: `${process.env.PUBLIC_URL}/dashboard/badges`,
  ...more,
})

describe('Somebody who is too quick', () => {
  test('hears it before anything of what they upload is read', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 21, 12, 0, 10) })
    const by = await creator()
    await useUp(by)
    const never = { 'Content-Length': '20000000' }
    const answer = await rawRequest(
      'POST /badges/icons',
      upload(by, 'application/json', never),
      '--x\r\nContent',
    )
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([429, 'rate_limited'])
    expect(answer.headers.get('Retry-After')).toBe('50')
    const page = await rawRequest('POST /badges/icons', upload(by, 'text/html', never), '--x\r\nContent')
    expect(page.status).toBe(429)
    expect(page.body).toContain('50초 뒤에 다시 보내 주세요')
    expect(page.body).toContain('action="/badges/icons"')
  })

  test('may send all of it on the same connection, and go on there', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 21, 12, 1, 10) })
    const by = await creator()
    await useUp(by)
    const bytes = Buffer.alloc(5_000_000, 'x')
    const headers = upload(by, 'application/json', { 'Content-Length': String(bytes.length) })
    expect(await statuses(headers, bytes)).toEqual(['429', '200'])
  })
})

/** What an upload and a page after it answer, on one connection. */
function statuses(headers: Record<string, string>, bytes: Buffer): Promise<string[]> {
  const { host, hostname, port } = new URL(process.env.PUBLIC_URL ?? '')
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST /badges/icons HTTP/1.1\r\n${lines.join('')}\r\n`)
      socket.write(bytes)
      socket.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    })
    socket.setTimeout(10_000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    socket.on('error', reject)
    socket.on('close', () =>
      resolve([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status = '']) => status)),
    )
  })
}
