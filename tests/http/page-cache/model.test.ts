import { EventEmitter } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openPageCache } from '~/http/page-cache/cache.server'
import type { ReadIndex } from '~/http/page-cache/exact-store'
import { openParts } from '~/http/page-cache/parts'

/** Moments in which everything that waits happens in an order of its own. */
function timeline() {
  const due: { at: number; act: () => void }[] = []
  let now = 0
  return {
    now: () => now,
    after: (steps: number, act: () => void) => void due.push({ at: now + steps, act }),
    async run() {
      while (due.length > 0) {
        due.sort((a, b) => a.at - b.at)
        const next = due.shift()
        now = next?.at ?? now
        next?.act()
        for (let turn = 0; turn < 30; turn++) await Promise.resolve()
      }
    },
  }
}

type Step =
  | { kind: 'change'; at: number; topic: string }
  | { kind: 'read'; at: number; path: string; drawn: number; taken: number }
  | { kind: 'part'; at: number; path: string; drawn: number; taken: number }
  | { kind: 'lost'; at: number }

const CHANNELS = ['a'.repeat(32), 'b'.repeat(32)]

/** A database of one number a channel, the outbox of it, and a page that shows the number. */
async function play(steps: Step[], pollTakes: number[]) {
  const time = timeline()
  const versions = new Map(CHANNELS.map((channel) => [channel, 0]))
  const listeners = new Set<(topics: readonly string[] | null) => void>()
  let unread: (string | null)[] = []
  let waiting: ((isSure: boolean) => void)[] = []
  let isPolling = false
  let isLost = false
  let polled = 0

  function poll() {
    if (isPolling || waiting.length === 0) return
    isPolling = true
    const serves = waiting
    waiting = []
    const takes = pollTakes[polled++ % pollTakes.length] ?? 1
    time.after(Math.ceil(takes / 2), () => {
      const found = unread
      unread = []
      const failed = isLost
      time.after(Math.floor(takes / 2), () => {
        isPolling = false
        isLost = false
        const topics = failed || found.includes(null) ? null : found.filter((topic) => topic !== null)
        for (const listener of listeners) listener(topics)
        for (const act of serves) act(!failed)
        poll()
      })
    })
  }

  const readIndex: ReadIndex = {
    afterPoll(act) {
      waiting.push(act)
      time.after(1, poll)
    },
    onChanges(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const parts = openParts<number>({ maxBytes: 1_000_000, readIndex, now: time.now })
  const cache = openPageCache({
    maxBytes: 1_000_000,
    readIndex,
    audienceOf: () => 'everybody',
    observe: () => {},
    now: time.now,
  })

  const stale: string[] = []
  let answered = 0
  const draws = new WeakMap<IncomingMessage, { drawn: number; taken: number }>()
  const app: RequestListener = (request, response) => {
    const { drawn, taken } = draws.get(request) ?? { drawn: 0, taken: 0 }
    const channel = request.url?.slice(1) ?? ''
    const answer = new Promise<Response>((resolve) => {
      time.after(drawn, () => {
        const body = String(versions.get(channel))
        time.after(taken, () => resolve(new Response(body, { headers: { 'Content-Type': 'text/html' } })))
      })
    })
    void cache.sendDrawn(request, response, answer).then(async (isSent) => {
      if (!isSent) response.end(await (await answer).text())
    })
  }
  const listener = cache.listener(app)

  function readPart({ path, drawn, taken }: Extract<Step, { kind: 'part' }>) {
    const least = versions.get(path) ?? 0
    const find = () =>
      new Promise<number>((resolve) => {
        time.after(drawn, () => {
          const version = versions.get(path) ?? 0
          time.after(taken, () => resolve(version))
        })
      })
    void parts.find(path, [path], find).then((version) => {
      answered++
      if (version < least) stale.push(`part ${path[0]} ${version} < ${least}`)
    })
  }

  function read({ path, drawn, taken }: Extract<Step, { kind: 'read' }>) {
    const least = versions.get(path) ?? 0
    const request = Object.assign(new EventEmitter(), { method: 'GET', url: `/${path}`, headers: {} })
    const response = Object.assign(new EventEmitter(), {
      destroyed: false,
      getHeaders: () => ({}),
      getHeaderNames: () => [],
      writeHead: () => response,
      end(body: unknown) {
        answered++
        if (Number(String(body)) < least) stale.push(`${path[0]} ${String(body)} < ${least}`)
        response.emit('close')
        return response
      },
    })
    draws.set(request as unknown as IncomingMessage, { drawn, taken })
    listener(request as unknown as IncomingMessage, response as unknown as ServerResponse)
  }

  for (const step of steps) {
    time.after(step.at, () => {
      if (step.kind === 'read') return read(step)
      if (step.kind === 'part') return readPart(step)
      if (step.kind === 'lost') {
        isLost = true
        unread = [null]
        return
      }
      versions.set(step.topic, (versions.get(step.topic) ?? 0) + 1)
      unread.push(`page ${step.topic}`)
    })
  }
  await time.run()
  return { stale, answered, asked: steps.filter(({ kind }) => kind === 'read' || kind === 'part').length }
}

const at = fc.integer({ min: 0, max: 60 })
const channel = fc.constantFrom(...CHANNELS)
const delay = fc.integer({ min: 0, max: 12 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('read' as const, 'part' as const),
      at,
      path: channel,
      drawn: delay,
      taken: delay,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('change' as const), at, topic: channel }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lost' as const), at }) },
)

test('whatever changes, is drawn and is polled at once, no answer is older than its request', async () => {
  const steps = fc.array(step, { minLength: 5, maxLength: 40 })
  const pollTakes = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(steps, pollTakes, async (steps, pollTakes) => {
      const { stale, answered, asked } = await play(steps, pollTakes)
      expect(stale).toEqual([])
      expect(answered).toBe(asked)
    }),
    { numRuns: 2_000 },
  )
})
