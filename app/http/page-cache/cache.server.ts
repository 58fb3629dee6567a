import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { findPublicAddress, type PublicAddress } from './address'
import { openExactStore, type ReadIndex } from './exact-store'
import { type CachedPage, isForEverybody, OF_CONNECTION, sendPage, toPage } from './page.server'

export type Outcome = 'hit' | 'unchanged' | 'miss'

export type Hit = { page: CachedPage; key: string; url: string; request: IncomingMessage }

type Options = {
  maxBytes: number
  readIndex: ReadIndex
  /** The key of a request that is the same for everybody, without its address; null for anything else. */
  audienceOf(request: IncomingMessage): string | null
  observe(outcome: Outcome, request: IncomingMessage, status: number, tookMs: number): void
  hit?(hit: Hit): void
  now?: () => number
}

type Drawing = {
  key: string
  address: PublicAddress
  /** By the clock of arrivals: who arrived before may have what it draws. */
  began: number
  drawnAt: number
  since: number
  isUnderWay: boolean
  done: Promise<CachedPage | null>
  finish: (page: CachedPage | null) => void
}

type Asked = {
  key: string
  address: PublicAddress
  arrived: number
  beganMs: number
  hasWaited: boolean
}

/**
 * Pages that are the same for everybody, from memory and exact: an answer is never older than the moment its request
 * arrived, on any number of instances (docs/decisions/0034-exact-pages-from-memory.md).
 */
export function openPageCache({ maxBytes, readIndex, audienceOf, observe, hit, now = Date.now }: Options) {
  const store = openExactStore<CachedPage>({ maxBytes, readIndex, now })
  const { pages } = store
  const drawings = new Map<string, Drawing>()
  const drawingOf = new WeakMap<IncomingMessage, Drawing>()
  let clock = 0

  function serve(
    asked: Asked,
    isSure: boolean,
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ) {
    if (response.destroyed) return
    if (!isSure) return next()
    const page = store.get(asked.key)
    if (page) return answer(page, asked, request, response)
    const drawing = drawings.get(asked.key)
    const again = (sure: boolean) => serve(asked, sure, request, response, next)
    if (!drawing) return draw(asked, request, response, next)
    void drawing.done.then((drawn) => {
      // Refused, perhaps for its reader's own sake: once more one draws for all.
      if (!drawn && asked.hasWaited) return next()
      asked.hasWaited = true
      if (!drawn) return serve(asked, true, request, response, next)
      // It began after this request had arrived, so all that it read is new enough.
      if (drawing.began > asked.arrived) return answer(drawn, asked, request, response)
      readIndex.afterPoll(again)
    })
  }

  function draw(of: Asked, request: IncomingMessage, response: ServerResponse, next: () => void) {
    const { key, address } = of
    let finish: Drawing['finish'] = () => {}
    const done = new Promise<CachedPage | null>((resolve) => {
      finish = resolve
    })
    const began = { began: ++clock, drawnAt: now(), since: store.begin(), isUnderWay: false }
    const drawing = { key, address, ...began, done, finish }
    drawings.set(key, drawing)
    drawingOf.set(request, drawing)
    response.once('close', () => {
      if (!drawing.isUnderWay) end(drawing, null)
    })
    request.url = address.url
    // Drawn whole: Node sends the answer to a HEAD without its body.
    request.method = 'GET'
    next()
  }

  function end(drawing: Drawing, page: CachedPage | null) {
    if (drawings.get(drawing.key) !== drawing) return
    drawings.delete(drawing.key)
    drawing.finish(page)
    store.end()
  }

  function answer(
    page: CachedPage,
    { key, address, beganMs }: Asked,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const status = sendPage(page, request, response, (bytes) => pages.grow(key, page, bytes))
    observe(status === 304 ? 'unchanged' : 'hit', request, status, performance.now() - beganMs)
    hit?.({ page, key, url: address.url, request })
  }

  function sendInstead(page: CachedPage, request: IncomingMessage, response: ServerResponse, key: string) {
    for (const name of response.getHeaderNames()) if (!OF_CONNECTION.has(name)) response.removeHeader(name)
    sendPage(page, request, response, (bytes) => pages.grow(key, page, bytes))
  }

  return {
    pages,

    /** In front of everything else: answers from memory, or lets `app` draw the page and keeps it. */
    listener: (app: RequestListener): RequestListener => {
      if (maxBytes === 0) return app
      return (request, response) => {
        const audience = audienceOf(request)
        const address = audience === null ? null : findPublicAddress(request.url ?? '')
        if (!address) return app(request, response)
        const key = `${audience} ${address.url}`
        const asked = { key, address, arrived: clock, beganMs: performance.now(), hasWaited: false }
        readIndex.afterPoll((isSure) => serve(asked, isSure, request, response, () => app(request, response)))
      }
    },

    /** What is drawn by `answer` is kept, and sent as it would be from memory, where everybody may have it; else false. */
    async sendDrawn(
      request: IncomingMessage,
      response: ServerResponse,
      answer: Response | Promise<Response>,
    ): Promise<boolean> {
      const drawing = drawingOf.get(request)
      if (!drawing) return false
      drawing.isUnderWay = true
      try {
        const drawn = await answer
        if (!isForEverybody(drawn)) return false
        const page = await toPage(drawn, response.getHeaders(), drawing.address, drawing.drawnAt)
        store.keep(drawing.key, page, drawing.since)
        end(drawing, page)
        observe('miss', request, 200, 0)
        if (!response.destroyed) sendInstead(page, request, response, drawing.key)
        return true
      } finally {
        end(drawing, null)
      }
    },

    /** Whether a page that was sent is what the memory holds still, after the next poll. */
    isCurrent: ({ key, page }: Pick<Hit, 'key' | 'page'>) =>
      new Promise<boolean>((resolve) => {
        readIndex.afterPoll((isSure) => resolve(isSure && store.get(key) === page))
      }),

    close: store.close,
  }
}

export type PageCache = ReturnType<typeof openPageCache>
