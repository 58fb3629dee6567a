import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { vi } from 'vitest'

type Handle = (request: Request) => Promise<Response>

/**
 * The sandbox on a free port of its own, with Melt's settings pointing at it. Values of app modules are to be
 * imported after this, so that they read these settings.
 */
export async function startSandbox() {
  let handle: Handle = async () => new Response(null, { status: 503 })
  const server = createServer((incoming, outgoing) => void answer(handle, incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port')
  const origin = `http://127.0.0.1:${address.port}`
  Object.assign(process.env, {
    NODE_ENV: 'test',
    PORT: String(address.port),
    PUBLIC_URL: origin,
    CHZZK_CLIENT_ID: '',
    CHZZK_CLIENT_SECRET: '',
    CHZZK_WEB_URL: '',
    CHZZK_API_URL: '',
    DATABASE_URL: '',
    MELT_DATA_DIR: mkdtempSync(path.join(tmpdir(), 'melt-chzzk-')),
    SESSION_SECRET: 'session-secret-'.repeat(3),
    TOKEN_ENCRYPTION_KEY: 'token-key-'.repeat(4),
  })
  vi.resetModules()
  handle = (await import('~/chzzk/sandbox/handle.server')).handleSandbox
  const { resetSandbox } = await import('~/chzzk/sandbox/memory.server')
  const { serveEventSocket } = await import('~/chzzk/sandbox/socket.server')
  const endSockets = serveEventSocket(server)
  const base = `${origin}/sandbox/chzzk`
  return {
    origin,
    base,
    reset: resetSandbox,
    endSockets,
    set: async (switches: Record<string, string | number>) => {
      const headers = { 'Content-Type': 'application/json' }
      const reply = await fetch(`${base}/switches`, {
        method: 'POST',
        headers,
        body: JSON.stringify(switches),
      })
      if (!reply.ok) throw new Error(`The switches refused: ${await reply.text()}`)
    },
    close: () => {
      resetSandbox()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(handle: Handle, incoming: IncomingMessage, outgoing: ServerResponse) {
  const { method = 'GET', url = '/', headers } = incoming
  const given = Object.entries(headers).map(
    ([name, value]) => [name, [value].flat().join('; ')] as [string, string],
  )
  const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(incoming) as ReadableStream)
  const init = { method, headers: given, body, duplex: 'half' as const }
  const response = await handle(new Request(`http://${headers.host}${url}`, init))
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value)
  outgoing.setHeader('set-cookie', response.headers.getSetCookie())
  if (!response.body) return outgoing.end()
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing).catch(
    () => {
      outgoing.destroy()
    },
  )
}
