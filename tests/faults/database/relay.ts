import { connect, createServer, type Socket } from 'node:net'
import { freePort } from '../../support/free-port'

export type Relay = Awaited<ReturnType<typeof openRelay>>

/**
 * A way to a server that can die without a word, as a network does after a failover: bytes are swallowed, and nothing is
 * closed. What was open then never speaks again; what is opened after `speak` does.
 */
export async function openRelay(to: number) {
  const sockets = new Set<Socket>()
  let silent = false
  const port = await freePort()
  const server = createServer((near) => {
    const far = silent ? null : connect(to, '127.0.0.1')
    for (const socket of [near, far]) {
      if (!socket) continue
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    let deaf = silent
    const pass = (from: Socket, into: Socket | null) => {
      from.on('data', (bytes) => {
        deaf ||= silent
        if (!deaf) into?.write(bytes)
      })
      from.on('end', () => {
        deaf ||= silent
        if (!deaf) into?.end()
      })
    }
    pass(near, far)
    if (far) pass(far, near)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    silence: () => {
      silent = true
    },
    speak: () => {
      silent = false
    },
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
