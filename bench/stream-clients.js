import { fork } from 'node:child_process'
import { connect } from 'node:net'

const SOCKETS_OF_ONE = 2_500
const AT_ONCE = 25
/** As a browser asks: what it sends with the request stays with the connection. */
const HEADERS = [
  'Connection: keep-alive',
  'User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
  'Accept: text/event-stream',
  'Cache-Control: no-cache',
  'Accept-Encoding: gzip, deflate, br',
  'Accept-Language: ko-KR,ko;q=0.9',
]

/**
 * Open streams in processes of their own, all greeted, of these channels in turn. When a message came is in milliseconds
 * of the wall clock: `arrivals` of one waits until every stream has it, `received` of all answers what came so far.
 *
 * @param {string} url
 * @param {string[]} channels
 * @param {number} count
 */
export async function openStreams(url, channels, count) {
  const children = []
  for (let left = count; left > 0; left -= SOCKETS_OF_ONE) {
    const child = fork(import.meta.filename)
    children.push(child)
    await ask(child, { open: { url, channels, count: Math.min(left, SOCKETS_OF_ONE) } })
  }
  return {
    /** @param {string} id @returns {Promise<number[]>} */
    arrivals: async (id) => (await Promise.all(children.map((child) => ask(child, { id })))).flat(),
    /** @returns {Promise<Map<string, number[]>>} */
    received: async () =>
      new Map((await Promise.all(children.map((child) => ask(child, { all: true })))).flat()),
    close: () => {
      for (const child of children) child.kill()
    },
  }
}

function ask(child, message) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`A process of open streams ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (answer) => {
      child.off('exit', ended)
      resolve(answer)
    })
    child.send(message)
  })
}

/** @type {Map<string, number[]>} */
const arrived = new Map()
let sockets = 0

async function openAll({ url, channels, count }) {
  const { hostname, port, host } = new URL(url)
  const requests = channels.map((channel) => {
    const lines = [`GET /events?chzzkChannelId=${channel} HTTP/1.1`, `Host: ${host}`, ...HEADERS]
    return `${lines.join('\r\n')}\r\n\r\n`
  })
  const one = (_, n) =>
    new Promise((resolve, reject) => {
      const request = requests[(sockets + n) % requests.length] ?? ''
      const socket = connect(Number(port), hostname, () => socket.write(request))
      socket.setEncoding('latin1').on('data', (text) => {
        const at = performance.timeOrigin + performance.now()
        if (text.startsWith('HTTP/1.1 ') && !text.startsWith('HTTP/1.1 200')) reject(new Error(text))
        if (text.includes('event: hello')) resolve(null)
        for (const [, id] of text.matchAll(/^id: (.+)$/gm)) {
          const times = arrived.get(id) ?? []
          arrived.set(id, times)
          times.push(at)
        }
      })
      socket.once('error', reject).once('close', () => reject(new Error('A stream was closed')))
    })
  while (sockets < count) {
    const opening = Math.min(AT_ONCE, count - sockets)
    await Promise.all(Array.from({ length: opening }, one))
    sockets += opening
  }
}

if (process.argv[1] === import.meta.filename) {
  process.once('disconnect', () => process.exit(0))
  process.on('message', async ({ open, all, id }) => {
    if (open) await openAll(open)
    if (open || all) return process.send?.(all ? [...arrived] : [])
    while ((arrived.get(id)?.length ?? 0) < sockets) await new Promise((resolve) => setTimeout(resolve, 2))
    process.send?.(arrived.get(id))
    arrived.delete(id)
  })
}
