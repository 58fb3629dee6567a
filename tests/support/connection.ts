import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export type Answer = { status: number; headers: Headers; body: string }

const PATIENCE_MS = 10_000

/** One connection that carries requests written by hand, and the answers to them in their order. */
export class Connection {
  private received = Buffer.alloc(0)
  private wake = () => {}
  private isOver = false

  private constructor(private readonly socket: Socket) {
    const woken = (change: () => void) => () => {
      change()
      this.wake()
    }
    const over = () => {
      this.isOver = true
    }
    socket.on('data', (chunk: Buffer) =>
      woken(() => (this.received = Buffer.concat([this.received, chunk])))(),
    )
    socket.on('error', woken(over)).on('close', woken(over)).on('end', woken(over))
  }

  static open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url)
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(new Connection(socket)))
      socket.once('error', reject)
    })
  }

  write(text: string | Uint8Array) {
    if (!this.socket.destroyed && !this.isOver) this.socket.write(text)
  }

  /** Chunks without end, as fast as they are taken, until the other side has had enough. */
  async writeWithoutEnd(pauseMs = 0, bytes = 16 * 1024) {
    const chunk = Buffer.concat([
      Buffer.from(`${bytes.toString(16)}\r\n`),
      Buffer.alloc(bytes, 'x'),
      Buffer.from('\r\n'),
    ])
    while (!this.socket.destroyed && !this.isOver) {
      const isTaken = this.socket.write(chunk)
      if (pauseMs || !isTaken) await wait(Math.max(pauseMs, 20))
      else await new Promise(setImmediate)
    }
  }

  /** The next answer; null when the connection ends without one. */
  async answer(toHead = false): Promise<Answer | null> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const taken = this.take(toHead)
      if (taken) return taken
      if (this.isOver) return null
      if (Date.now() > deadline) throw new Error(`No answer within ${PATIENCE_MS} ms`)
      await this.something()
    }
  }

  /** Resolves when the other side has closed. */
  async closed() {
    const deadline = Date.now() + PATIENCE_MS
    while (!this.isOver) {
      if (Date.now() > deadline) throw new Error(`Still open after ${PATIENCE_MS} ms`)
      await this.something()
    }
  }

  end() {
    this.socket.destroy()
  }

  private something() {
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve
    })
    return Promise.race([woken, wait(500)])
  }

  private take(toHead: boolean): Answer | null {
    const end = this.received.indexOf('\r\n\r\n')
    if (end < 0) return null
    const [first = '', ...lines] = this.received.subarray(0, end).toString().split('\r\n')
    const status = Number(first.split(' ')[1])
    const headers = new Headers(
      lines.map((line): [string, string] => [
        line.slice(0, line.indexOf(':')),
        line.slice(line.indexOf(':') + 1),
      ]),
    )
    const rest = this.received.subarray(end + 4)
    const isEmpty = toHead || status < 200 || status === 204 || status === 304
    const read = isEmpty ? { body: '', used: 0 } : bodyOf(rest, headers, this.isOver)
    if (!read) return null
    this.received = rest.subarray(read.used)
    return status === 100 ? this.take(toHead) : { status, headers, body: read.body }
  }
}

function bodyOf(bytes: Buffer, headers: Headers, isOver: boolean) {
  const length = headers.get('Content-Length')
  if (length !== null) {
    const used = Number(length)
    return bytes.length < used ? null : { body: bytes.subarray(0, used).toString(), used }
  }
  if (headers.get('Transfer-Encoding') !== 'chunked')
    return isOver ? { body: bytes.toString(), used: bytes.length } : null
  let body = ''
  let at = 0
  for (;;) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return null
    const size = Number.parseInt(bytes.subarray(at, line).toString(), 16)
    const next = line + 2 + size + 2
    if (bytes.length < next) return null
    if (size === 0) return { body, used: next }
    body += bytes.subarray(line + 2, line + 2 + size)
    at = next
  }
}
