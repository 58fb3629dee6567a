import { connect } from 'node:net'

export type RawAnswer = { status: number; headers: Headers; body: string }

/** A request written by hand, for what no well-behaved client would send; an answer of status 0 is none. */
export function rawRequest(
  line: string,
  headers: Record<string, string> = {},
  body: string | Uint8Array = '',
): Promise<RawAnswer> {
  const { host, hostname, port } = new URL(process.env.PUBLIC_URL ?? '')
  const all = { Host: host, Connection: 'close', ...headers }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return new Promise((resolve) => {
    const received: Buffer[] = []
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${line} HTTP/1.1\r\n${head.join('')}\r\n`, 'latin1')
      socket.write(body)
    })
    socket.on('data', (chunk: Buffer) => received.push(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(read(Buffer.concat(received).toString('utf8'))))
    socket.setTimeout(10_000, () => socket.destroy())
  })
}

function read(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Headers()
  for (const line of lines)
    headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1))
  const body = rest.join('\r\n\r\n')
  const isChunked = headers.get('Transfer-Encoding') === 'chunked'
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers,
    body: isChunked ? body.replace(/^[0-9a-f]+\r\n|\r\n[0-9a-f]+\r\n(?:\r\n)?/g, '') : body,
  }
}
