import { connect, createServer, type Socket } from 'node:net'
import { freePort } from '../../support/free-port'

type Message = { type: string; bytes: Buffer }
type Client = { socket: Socket; statements: Map<string, Buffer>; batch: Message[]; server: Server | null }
type Server = {
  socket: Socket
  client: Client | null
  prepared: Set<string>
  parsing: { name: string; isOurs: boolean }[]
}

const PARSE_COMPLETE = Buffer.from([0x31, 0, 0, 0, 4])
const IDLE = 'I'.charCodeAt(0)

/**
 * A pooler that lends a server's connection for one transaction, the one that was given back longest ago, and keeps prepared
 * statements as PgBouncer does since 1.21. What a session begins with, its time zone and limits, it drops.
 */
export async function openLendingPooler(to: number, { user = 'melt', database = 'postgres', size = 5 } = {}) {
  const free: Server[] = []
  const waiting: Client[] = []
  const sockets = new Set<Socket>()
  const port = await freePort()
  let greeting = Buffer.alloc(0)
  let lentCount = 0

  function keep(socket: Socket) {
    sockets.add(socket)
    socket
      .setNoDelay()
      .on('error', () => undefined)
      .on('close', () => sockets.delete(socket))
    return socket
  }

  function openServer(): Promise<void> {
    const socket = keep(connect(to, '127.0.0.1'))
    const server: Server = { socket, client: null, prepared: new Set(), parsing: [] }
    const texts = ['user', user, 'database', database].map((text) => `${text}\0`).join('')
    const body = Buffer.from(`\0\0\0\0\0\x03\0\0${texts}\0`)
    body.writeUInt32BE(body.length, 0)
    socket.write(body)
    return new Promise((resolve) => {
      const greeted: Buffer[] = []
      const greet = ({ type, bytes }: Message) => {
        greeted.push(bytes)
        if (type !== 'Z') return
        greeting = Buffer.concat(greeted)
        take = (message) => answer(server, message)
        giveBack(server)
        resolve()
      }
      let take = greet
      socket.on(
        'data',
        reader(false, (message) => take(message)),
      )
    })
  }

  function lend(client: Client) {
    const server = client.server ?? free.shift()
    if (!server) {
      waiting.push(client)
      return
    }
    if (!client.server) lentCount++
    server.client = client
    client.server = server
    for (const message of client.batch.splice(0)) ask(server, client, message)
  }

  function ask({ socket, prepared, parsing }: Server, client: Client, { type, bytes }: Message) {
    if (type === 'P') {
      const [name = ''] = textsIn(bytes)
      if (name) client.statements.set(name, bytes)
      if (prepared.has(name)) {
        client.socket.write(PARSE_COMPLETE)
        return
      }
      parsing.push({ name, isOurs: false })
    }
    if (type === 'B') {
      const [, name = ''] = textsIn(bytes)
      const parse = client.statements.get(name)
      if (parse && !prepared.has(name) && !parsing.some((one) => one.name === name)) {
        parsing.push({ name, isOurs: true })
        socket.write(parse)
      }
    }
    socket.write(bytes)
  }

  function answer(server: Server, { type, bytes }: Message) {
    const parsed = type === '1' ? server.parsing.shift() : undefined
    if (parsed?.name) server.prepared.add(parsed.name)
    if (!parsed?.isOurs) server.client?.socket.write(bytes)
    if (type !== 'Z') return
    server.parsing = []
    if (bytes[5] === IDLE) giveBack(server)
  }

  function giveBack(server: Server) {
    if (server.client) server.client.server = null
    server.client = null
    free.push(server)
    const next = waiting.shift()
    if (next) lend(next)
  }

  const listening = createServer((socket) => {
    const client: Client = { socket: keep(socket), statements: new Map(), batch: [], server: null }
    const take = (message: Message) => {
      if (message.type === '') socket.write(greeting)
      else if (message.type === 'X') socket.end()
      else client.batch.push(message)
      if (message.type === 'S' || message.type === 'Q') lend(client)
    }
    socket.on('data', reader(true, take))
    socket.on('close', () => {
      if (!client.server) return
      client.server.socket.destroy()
      void openServer()
    })
  })
  for (let n = 0; n < size; n++) await openServer()
  await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve))
  const close = () => {
    listening.close()
    for (const socket of sockets) socket.removeAllListeners('close').destroy()
  }
  return { port, lentCount: () => lentCount, close }
}

/** The texts that a message begins with. */
const textsIn = (bytes: Buffer) => bytes.toString('latin1', 5).split('\0', 2)

/** Messages out of bytes, however they arrive; a client's first one has no type. */
function reader(isClient: boolean, take: (message: Message) => void) {
  let rest = Buffer.alloc(0)
  let head = isClient ? 0 : 1
  return (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes])
    while (rest.length >= head + 4) {
      const length = head + rest.readUInt32BE(head)
      if (rest.length < length) return
      const message = {
        type: head === 0 ? '' : rest.toString('latin1', 0, 1),
        bytes: rest.subarray(0, length),
      }
      rest = rest.subarray(length)
      head = 1
      take(message)
    }
  }
}
