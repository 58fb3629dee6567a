import { vi } from 'vitest'
import type { Client } from './melt'

export type Heard = { event: string; data: Record<string, unknown>; id?: string }
export type Listener = Awaited<ReturnType<typeof openEvents>>

/** Somebody's open stream of a channel's events, here or at another instance: what was heard so far, and its every letter. */
export async function openEvents(
  { cookie }: Pick<Client, 'cookie'>,
  chzzkChannelId: string,
  url = process.env.PUBLIC_URL,
) {
  const leaving = new AbortController()
  const response = await fetch(`${url}/events?chzzkChannelId=${chzzkChannelId}`, {
    headers: { Cookie: cookie, Accept: 'text/event-stream' },
    signal: leaving.signal,
  })
  let text = ''
  const heard = () => text.split('\n\n').slice(0, -1).flatMap(read)
  const ended = keepReading(response, (more) => {
    text += more
  })
  return {
    response,
    heard,
    text: () => text,
    ended,
    leave: () => leaving.abort(),
    /** The data of the nth event of this name, waited for. */
    until: async (event: string, nth = 1) => {
      const named = () => heard().filter((one) => one.event === event)[nth - 1]
      return (await vi.waitUntil(named, { timeout: 10_000, interval: 10 })).data
    },
  }
}

async function keepReading({ body }: Response, add: (text: string) => void) {
  const decoder = new TextDecoder()
  const pieces = body as (ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) | null
  try {
    for await (const bytes of pieces ?? []) add(decoder.decode(bytes, { stream: true }))
    return 'ended'
  } catch {
    return 'broken'
  }
}

function read(block: string): Heard[] {
  const fields = block
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
  const { event, data, id } = Object.fromEntries(fields) as Record<string, string | undefined>
  return event ? [{ event, data: JSON.parse(data ?? 'null'), ...(id ? { id } : {}) }] : []
}
