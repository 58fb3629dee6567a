/** What Melt uses of a service worker's scope; TypeScript's own types of it do not go together with those of a page. */
export type WorkerEvent = Event & { waitUntil(work: Promise<unknown>): void }
export type FetchEvent = WorkerEvent & { request: Request; respondWith(answer: Promise<Response>): void }

export type WorkerScope = {
  location: { origin: string }
  addEventListener(name: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void
  skipWaiting(): Promise<void>
}

export const scope = globalThis as unknown as WorkerScope
