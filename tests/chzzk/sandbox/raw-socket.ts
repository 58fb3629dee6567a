import { WebSocket } from 'ws'
import { until } from './session-program'

/** A socket without any library that speaks Engine.IO, so that every frame is seen as it is. */
export async function rawSocket(url: string, query = 'EIO=3&transport=websocket', path = '/socket.io/') {
  const { host, search } = new URL(url)
  const socket = new WebSocket(`ws://${host}${path}${search}&${query}`)
  const frames: string[] = []
  let code: number | null = null
  socket.on('message', (data) => frames.push(String(data)))
  socket.on('close', (closedWith) => {
    code = closedWith
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const events = () =>
    frames.filter((frame) => frame.startsWith('42')).map((frame) => JSON.parse(frame.slice(2)))
  const system = (type: string) =>
    events()
      .filter(([name]) => name === 'SYSTEM')
      .map(([, payload]) => JSON.parse(payload))
      .find((message) => message.type === type)
  return {
    frames,
    send: (frame: string) => socket.send(frame),
    close: () => socket.close(),
    /** As a process that is killed: the connection ends without a word. */
    die: () => socket.terminate(),
    donations: () =>
      events()
        .filter(([name]) => name === 'DONATION')
        .map(([, payload]) => payload),
    system,
    sessionKey: async (): Promise<string> => (await until(() => system('connected'))).data.sessionKey,
    closed: (withinMs?: number) => until(() => code, withinMs),
    isOpen: () => socket.readyState === WebSocket.OPEN,
  }
}
