import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import { sandboxMemory } from '../memory.server'
import { eventFrame, namespaceClosed, openFrame, packet } from './frames'
import type { Socket } from './session'

const MAX_UNREAD_BYTES = 1024 * 1024
const ABNORMAL_CLOSURE = 1006

/**
 * One Engine.IO 3 connection (chzzk.md §4.2): opens with `0`, answers the client's pings, drops without a word
 * whoever sends none for pingInterval + pingTimeout. In: the socket and what to do once it is gone. Out: the line.
 */
export function acceptSocket(socket: WebSocket, onGone: (how: 'gracefully' | 'abruptly') => void) {
  const { sessions, switches } = sandboxMemory()
  const { pingIntervalMs, pingTimeoutMs, closeAfterSeconds } = switches
  let saidGoodbye = false

  const write = (frame: string): boolean => {
    if (socket.readyState !== WebSocket.OPEN || sandboxMemory().switches.silent === 'on') return false
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate()
    else socket.send(frame)
    return socket.readyState === WebSocket.OPEN
  }
  const goodbye = () => {
    saidGoodbye = true
    socket.close()
  }
  const line: Socket = {
    send: (name, payload) => {
      const asText = sandboxMemory().switches.payload === 'string'
      return write(eventFrame(name, asText ? JSON.stringify(payload) : payload))
    },
    end: () => {
      saidGoodbye = true
      write(namespaceClosed)
      if (socket.readyState === WebSocket.OPEN) socket.close()
      else socket.terminate()
    },
    cut: () => socket.terminate(),
  }
  const patience = setTimeout(() => {
    saidGoodbye = true
    socket.terminate()
  }, pingIntervalMs + pingTimeoutMs).unref()
  const closing = closeAfterSeconds > 0 && setTimeout(line.end, closeAfterSeconds * 1000).unref()

  sessions.lines.add(line)
  socket.on('message', (data, isBinary) => {
    patience.refresh()
    const frame = isBinary ? '' : String(data)
    if (frame.startsWith(packet.ping)) write(packet.pong + frame.slice(1))
    else if (frame === packet.close || frame.startsWith(namespaceClosed)) goodbye()
    else if (!/^[3-6]/.test(frame)) socket.terminate()
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', (code) => {
    clearTimeout(patience)
    if (closing) clearTimeout(closing)
    sessions.lines.delete(line)
    onGone(saidGoodbye || code !== ABNORMAL_CLOSURE ? 'gracefully' : 'abruptly')
  })
  write(openFrame(randomBytes(15).toString('base64url'), pingIntervalMs, pingTimeoutMs))
  return { line, write }
}
