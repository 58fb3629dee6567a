import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/** The origin that the tests' environment allows beside the browsers' services (PUSH_TEST_ORIGINS). */
export const PUSH_ORIGIN = process.env.PUSH_TEST_ORIGINS ?? ''

export type PushRequest = { path: string; headers: Record<string, string>; body: Buffer }
type Reply = { status: number; headers?: Record<string, string> }

/** A push service and a Discord of the test's own: keeps what it gets and answers as it is bid. */
export async function openFakePush() {
  const requests: PushRequest[] = []
  let reply: (request: PushRequest) => Reply = () => ({ status: 201 })
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    )
    const request = { path: incoming.url ?? '', headers, body: Buffer.concat(chunks) }
    requests.push(request)
    const { status, headers: answered = {} } = reply(request)
    response.writeHead(status, answered).end()
  })
  server.listen(Number(new URL(PUSH_ORIGIN).port), '127.0.0.1')
  await once(server, 'listening')
  return {
    requests,
    answer: (by: typeof reply) => {
      reply = by
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** A browser: its subscription, and what it makes of what it gets (RFC 8291, RFC 8188). */
export function createBrowser(path = `/${randomBytes(8).toString('hex')}`) {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys()
  const auth = randomBytes(16)
  const keys = { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') }

  function decrypt(body: Buffer): unknown {
    const salt = body.subarray(0, 16)
    const sender = body.subarray(21, 21 + (body[20] ?? 0))
    const content = body.subarray(21 + sender.length)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender])
    const secret = hkdf(pair.computeSecret(sender), auth, info, 32)
    const key = hkdf(secret, salt, 'Content-Encoding: aes128gcm\0', 16)
    const nonce = hkdf(secret, salt, 'Content-Encoding: nonce\0', 12)
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(content.subarray(-16))
    const padded = Buffer.concat([decipher.update(content.subarray(0, -16)), decipher.final()])
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8'))
  }
  return { subscription: { endpoint: PUSH_ORIGIN + path, keys }, path, decrypt }
}

const hkdf = (secret: Buffer, salt: Buffer, info: Buffer | string, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))
