/** What Melt uses of a service worker's scope; TypeScript's own types of it do not go together with those of a page. */
export type WorkerEvent = Event & { waitUntil(work: Promise<unknown>): void }
export type FetchEvent = WorkerEvent & { request: Request; respondWith(answer: Promise<Response>): void }

export type PushEvent = WorkerEvent & { data: { text(): string } | null }
export type ShownNotification = { data?: { navigate?: string }; close(): void }
export type ClickEvent = WorkerEvent & { notification: ShownNotification }

type Shown = { body: string; lang: string; tag?: string; icon: string; data: { navigate: string } }

export type WorkerScope = {
  location: { origin: string }
  registration: { showNotification(title: string, options: Shown): Promise<void> }
  clients: { openWindow(url: string): Promise<unknown> }
  addEventListener(name: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void
  addEventListener(name: 'push', listener: (event: PushEvent) => void): void
  addEventListener(name: 'notificationclick', listener: (event: ClickEvent) => void): void
  skipWaiting(): Promise<void>
}

export const scope = globalThis as unknown as WorkerScope
