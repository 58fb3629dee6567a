/** Engine.IO 3 and Socket.IO 2 on the websocket transport, as chzzk.md §4.2 has them [LIVE 3]. */

export const PROTOCOL = '3'

/** The first character of a frame that a client sends. */
export const packet = { close: '1', ping: '2', pong: '3', message: '4' } as const

export const namespaceOpen = '40'
export const namespaceClosed = '41'

/** The frame that opens a connection; `upgrades` names websocket even there [1 PKC]. */
export function openFrame(sid: string, pingInterval: number, pingTimeout: number): string {
  return `0${JSON.stringify({ sid, upgrades: ['websocket'], pingInterval, pingTimeout })}`
}

export function eventFrame(name: string, payload: unknown): string {
  return `42${JSON.stringify([name, payload])}`
}
