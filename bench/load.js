import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { percentile } from './table.js'

/**
 * Asks as fast as answers come, from a process of its own: one request at a time on each connection. With several paths
 * the first is asked most, by Zipf.
 *
 * @typedef {{ url: string, paths: string[], headers?: Record<string, string>, seconds: number, connections: number }} Plan
 * @typedef {{ perSecond: number, count: number, p50: number, p99: number, statuses: Record<string, number>, broken: number }} Loaded
 * @param {Plan} plan
 * @returns {Promise<Loaded>}
 */
export function load(plan) {
  const child = spawn(process.execPath, [import.meta.filename], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(plan))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    text += piece
  })
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(text))
      else reject(new Error(`The load on ${plan.url} ended with ${code}`))
    })
  })
}

/** @param {Plan} plan @returns {Promise<Loaded>} */
async function run({ url, paths, headers = {}, seconds, connections }) {
  const { hostname, port, host } = new URL(url)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const requests = paths.map((path) =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}\r\n`),
  )
  const pick = zipf(requests)
  const took = []
  const statuses = {}
  let broken = 0
  const began = performance.now()
  const until = began + seconds * 1_000

  const one = () => new Promise((resolve) => openConnection(resolve))

  /** A server may close a connection after an answer, but not before it. */
  function openConnection(over) {
    const socket = connect(Number(port), hostname, ask)
    let asked = 0
    let gathered = null
    socket.setNoDelay(true)
    socket.on('data', (bytes) => {
      gathered = gathered ? Buffer.concat([gathered, bytes]) : bytes
      const status = wholeAnswer(gathered)
      if (!status) return
      const isLast = /\r\nconnection: close/i.test(gathered.latin1Slice(0, gathered.indexOf('\r\n\r\n')))
      const now = performance.now()
      gathered = null
      took.push(now - asked)
      asked = 0
      statuses[status] = (statuses[status] ?? 0) + 1
      if (now >= until || isLast) socket.destroy()
      else ask()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (asked > 0) broken++
      if (performance.now() < until && broken === 0) openConnection(over)
      else over(null)
    })

    function ask() {
      asked = performance.now()
      socket.write(pick())
    }
  }

  await Promise.all(Array.from({ length: connections }, one))
  const lasted = (performance.now() - began) / 1_000
  const [p50, p99] = [percentile(took, 50), percentile(took, 99)]
  return { perSecond: took.length / lasted, count: took.length, p50, p99, statuses, broken }
}

/** The status once all of it is there. */
function wholeAnswer(bytes) {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = bytes.latin1Slice(0, end)
  const status = head.slice(9, 12)
  if (status === '304' || status === '204') return status
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? []
  if (length) return bytes.length >= end + 4 + Number(length) ? status : null
  return bytes.latin1Slice(-5) === '0\r\n\r\n' ? status : null
}

function zipf(items) {
  if (items.length === 1) return () => items[0]
  let sum = 0
  const upTo = items.map((_, rank) => {
    sum += 1 / (rank + 1)
    return sum
  })
  return () => {
    const at = Math.random() * sum
    let [low, high] = [0, items.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? 0) < at) low = middle + 1
      else high = middle
    }
    return items[low]
  }
}

if (process.argv[1] === import.meta.filename) {
  const pieces = []
  for await (const piece of process.stdin) pieces.push(piece)
  process.stdout.write(JSON.stringify(await run(JSON.parse(Buffer.concat(pieces).toString()))))
}
