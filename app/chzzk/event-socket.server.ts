import io from 'socket.io-client'
import { z } from 'zod'
import { env } from '~/env.server'
import { requestChzzk } from './client.server'
import { parseSystemMessage } from './donation-event'
import { ChzzkError } from './errors'

const CONNECT_WITHIN_MS = 10_000

export type SocketEnd = 'closed' | 'lost' | 'silent' | 'refused' | 'revoked'

export type EventSocket = {
  connected: Promise<string | null>
  subscribed: Promise<boolean>
  ended: Promise<SocketEnd>
  lastFrameAt: () => Date
  close: () => void
}

/** One try and no second; its promises always resolve (docs/chzzk.md §4.2, §4.3, §8.2–8.4). */
export function connectSocket(url: string, onDonation: (payload: unknown) => void): EventSocket {
  const [connected, subscribed, ended] = [
    deferred<string | null>(),
    deferred<boolean>(),
    deferred<SocketEnd>(),
  ]
  let lastFrameAt = new Date()
  let wasConnected = false
  const socket = io(url, {
    transports: ['websocket'],
    path: '/socket.io/',
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_WITHIN_MS,
  })
  const end = (why: SocketEnd) => {
    ended.resolve(why)
    connected.resolve(null)
    subscribed.resolve(false)
    socket.close()
  }
  socket.on('SYSTEM', (payload: unknown) => {
    const { type, data } = parseSystemMessage(payload) ?? {}
    if (type === 'connected' && data?.sessionKey) {
      wasConnected = true
      connected.resolve(data.sessionKey)
    }
    if (data?.eventType !== 'DONATION') return
    if (type === 'subscribed') subscribed.resolve(true)
    if (type === 'revoked') end('revoked')
  })
  socket.on('DONATION', onDonation)
  const lostOrRefused = () => end(wasConnected ? 'lost' : 'refused')
  // Node 24 reports a socket that is cut as an error, Node 20 as a close.
  for (const failure of ['connect_error', 'connect_timeout', 'error']) socket.on(failure, lostOrRefused)
  socket.on('disconnect', (reason: string) => {
    if (reason === 'ping timeout') end('silent')
    else lostOrRefused()
  })
  watchFrames(socket, {
    onFrame: () => {
      lastFrameAt = new Date()
    },
    onBroken: () => end('lost'),
  })
  return {
    connected: connected.promise,
    subscribed: subscribed.promise,
    ended: ended.promise,
    lastFrameAt: () => lastFrameAt,
    close: () => end('closed'),
  }
}

function deferred<T>() {
  let settle: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    settle = resolve
  })
  return { promise, resolve: (value: T) => settle(value) }
}

type Engine = { onPacket: (packet: unknown) => void }

/** A frame that the client cannot read must end the socket, not the process. */
function watchFrames(
  socket: SocketIOClient.Socket,
  { onFrame, onBroken }: { onFrame: () => void; onBroken: () => void },
) {
  const { engine } = socket.io as unknown as { engine: Engine }
  const onPacket = engine.onPacket.bind(engine)
  engine.onPacket = (packet) => {
    onFrame()
    try {
      onPacket(packet)
    } catch {
      onBroken()
    }
  }
}

const sessionReply = z.object({ url: z.url({ protocol: /^(https?|wss?)$/ }) })

const asUser = (accessToken: string) => ({ Authorization: `Bearer ${accessToken}` })

/** Good once. Throws `grant_gone` without 후원 조회, `unavailable` without a free slot (docs/chzzk.md §4.1, §4.6). */
export async function requestSocketUrl(accessToken: string): Promise<string> {
  const headers = asUser(accessToken)
  const { url } = await requestChzzk(
    { at: 'sessions', presented: 'grant', method: 'GET', path: '/open/v1/sessions/auth', headers },
    sessionReply,
  )
  if (!isOfChzzk(url)) throw new ChzzkError('unavailable', 'sessions', 'foreign_address')
  return url
}

/** What counts is `subscribed`, which may come before this answer. Throws ChzzkError (docs/chzzk.md §4.1). */
export const subscribeDonations = (accessToken: string, sessionKey: string) =>
  changeSubscription('subscribe', accessToken, sessionKey)

export const unsubscribeDonations = (accessToken: string, sessionKey: string) =>
  changeSubscription('unsubscribe', accessToken, sessionKey)

async function changeSubscription(
  what: 'subscribe' | 'unsubscribe',
  accessToken: string,
  sessionKey: string,
) {
  const query = new URLSearchParams({ sessionKey })
  const path = `/open/v1/sessions/events/${what}/donation?${query}`
  const headers = asUser(accessToken)
  await requestChzzk({ at: 'sessions', presented: 'grant', method: 'POST', path, headers }, z.unknown())
}

/** Whatever the answer says, a socket is opened to CHZZK's own hosts only. */
function isOfChzzk(address: string) {
  const [session, api] = [new URL(address), new URL(env.chzzk.apiUrl)]
  if (session.hostname === api.hostname) return true
  const family = api.hostname.split('.').slice(-2).join('.')
  return session.protocol !== 'http:' && session.protocol !== 'ws:' && session.hostname.endsWith(`.${family}`)
}
