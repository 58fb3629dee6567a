import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 200

/** What stands in front of instances and sends only to those whose /readyz it last heard say 200. */
export function balance(urls: string[]) {
  const ready = new Map(urls.map((url) => [url, false]))
  const failures: string[] = []
  let answered = 0
  let isOver = false
  let turn = 0

  async function poll(url: string) {
    while (!isOver) {
      const response = await fetch(`${url}/readyz`).catch(() => null)
      ready.set(url, response?.status === 200)
      await wait(POLL_MS)
    }
  }

  async function send() {
    while (!isOver) {
      const open = urls.filter((url) => ready.get(url))
      const url = open[turn++ % Math.max(1, open.length)]
      if (!url) {
        await wait(10)
        continue
      }
      const method = turn % 2 ? 'GET' : 'POST'
      try {
        const response = await fetch(`${url}/theme`, { method, body: method === 'POST' ? '{}' : undefined })
        await response.text()
        if (response.status >= 500) failures.push(`${response.status}`)
        answered++
      } catch (error) {
        failures.push(String((error as Error).cause ?? error))
      }
    }
  }

  const running = [...urls.map(poll), send(), send(), send()]
  return {
    failures,
    answered: () => answered,
    isReady: (url: string) => ready.get(url) ?? false,
    end: async () => {
      isOver = true
      await Promise.all(running)
    },
  }
}
