import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import type { ReadIndex } from '~/http/page-cache/exact-store'
import { cachePublicPages } from '~/http/page-cache/public-pages.server'
import { log } from '~/http/server/log.server'

let server: Server | undefined
afterEach(() => {
  server?.close()
  vi.restoreAllMocks()
})

/** A server whose page says `text()`, over an outbox that says what changed when `publish` is called. */
async function open(text: () => string) {
  const listeners = new Set<Parameters<ReadIndex['onChanges']>[0]>()
  const readIndex: ReadIndex = {
    afterPoll: (act) => void setImmediate(act, true),
    onChanges(added) {
      listeners.add(added)
      return () => listeners.delete(added)
    },
  }
  const drawn = vi.fn(async () => new Response(text(), { headers: { 'Content-Type': 'text/html' } }))
  const cache = cachePublicPages({ draw: drawn, readIndex, oneSampleIn: 1 })
  const app = cache.listener((request, response) => {
    void cache.sendDrawn(request, response, drawn())
  })
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/terms`
  const read = async () => (await fetch(url)).text()
  return {
    read,
    drawn,
    publish: (topics: string[]) => {
      for (const listener of listeners) listener(topics)
    },
  }
}

test('A page in memory that is another by now, though nothing said so, is an error in the log', async () => {
  const failed = vi.spyOn(log, 'error').mockReturnValue()
  let text = 'first'
  const { read, drawn } = await open(() => text)
  expect([await read(), await read()]).toEqual(['first', 'first'])
  await vi.waitFor(() => expect(drawn).toHaveBeenCalledTimes(2))
  await wait(20)
  expect(failed).not.toHaveBeenCalled()
  text = 'second'
  expect(await read()).toBe('first')
  await vi.waitFor(() =>
    expect(failed).toHaveBeenCalledWith({ path: '/terms' }, 'a page in memory was stale'),
  )
})

test('One that changed while it was compared is none', async () => {
  const failed = vi.spyOn(log, 'error').mockReturnValue()
  let text = 'first'
  const { read, drawn, publish } = await open(() => text)
  await read()
  drawn.mockImplementationOnce(async () => {
    text = 'second'
    publish(['page *'])
    return new Response(text)
  })
  await read()
  await vi.waitFor(() => expect(drawn).toHaveBeenCalledTimes(2))
  await wait(20)
  expect(failed).not.toHaveBeenCalled()
  expect(await read()).toBe('second')
})
