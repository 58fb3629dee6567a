import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import express from 'express'
import { afterEach, describe, expect, test } from 'vitest'
import { sendResponse, toWebRequest } from '~/http/server/web-request.server'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Where these answers can be asked for, through Express as in server.js. */
async function serving(answerTo: (request: Request) => Response | Promise<Response>) {
  const app = express()
  app.all(
    '*',
    async (request, response) => void (await sendResponse(response, await answerTo(toWebRequest(request)))),
  )
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

const FILE = { headers: { 'Content-Disposition': 'attachment; filename="a.csv"' } }

describe('An answer', () => {
  test('goes out whole, with its length and every cookie', async () => {
    const headers = new Headers({ 'Content-Type': 'text/plain' })
    for (const name of ['one', 'two']) headers.append('Set-Cookie', `${name}=1`)
    const url = await serving(() => new Response('한 번에', { status: 201, headers }))
    const response = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } })
    expect([response.status, response.headers.get('Content-Length')]).toEqual([201, '10'])
    expect(response.headers.getSetCookie()).toEqual(['one=1', 'two=1'])
    expect(await response.text()).toBe('한 번에')
  })

  test('whose body breaks is cut off, never half an answer that looks whole', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('broken')) })
    const url = await serving(() => new Response(broken))
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  test('that is a file goes out piece by piece, until its reader leaves', async () => {
    let left = () => {}
    const gone = new Promise<void>((resolve) => {
      left = resolve
    })
    const start = (controller: ReadableStreamDefaultController) =>
      controller.enqueue(new TextEncoder().encode('data: 1\n\n'))
    const url = await serving(() => new Response(new ReadableStream({ start, cancel: left }), FILE))
    const leaving = new AbortController()
    const response = await fetch(url, { signal: leaving.signal, headers: { 'Accept-Encoding': 'gzip' } })
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(new TextDecoder().decode(value)).toBe('data: 1\n\n')
    leaving.abort()
    await gone
  })

  test('that is a file is not read ahead of whoever does not read', async () => {
    let pulled = 0
    const pull = (controller: ReadableStreamDefaultController) => {
      pulled++
      controller.enqueue(new Uint8Array(1_000_000))
    }
    const url = await serving(() => new Response(new ReadableStream({ pull }), FILE))
    const response = await fetch(url)
    await expect.poll(() => pulled).toBeGreaterThan(1)
    await wait(500)
    const before = pulled
    await wait(500)
    expect([pulled, before < 50]).toEqual([before, true])
    await response.body?.cancel()
  })

  test('that writes itself gets the response with its head sent, for nobody on the way to change', async () => {
    const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' }
    const write = (response: ServerResponse) => void response.end('data: 1\n\n')
    const url = await serving(() => Object.assign(new Response(null, { status: 203, headers }), { write }))
    const response = await fetch(url, { headers: { 'Accept-Encoding': 'gzip' } })
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      203,
      'text/event-stream; charset=utf-8',
    ])
    expect(response.headers.get('Cache-Control')).toBe('no-store, no-transform')
    expect(await response.text()).toBe('data: 1\n\n')
  })
})

describe('A request', () => {
  test('keeps its method, address, headers and body', async () => {
    const url = await serving(async (request) =>
      Response.json([request.method, request.url, request.headers.get('X-Word'), await request.text()]),
    )
    const response = await fetch(`${url}/a%20b?c=%EA%B0%80`, {
      method: 'PATCH',
      body: '본문',
      headers: { 'X-Word': 'word' },
    })
    expect(await response.json()).toEqual(['PATCH', `${url}/a%20b?c=%EA%B0%80`, 'word', '본문'])
  })
})
