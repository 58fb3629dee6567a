import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { NextFunction, Request, Response } from 'express'
import { log } from './log.server'

const SWEEP_MS = 100
const WITHIN = { drainedMs: 8_000, endedMs: 9_500 }

let closing = false

/** For /readyz: a balancer looks elsewhere while what it still sends is answered. */
export const isClosing = () => closing

/** Every answer is the last of its connection, so that none is cut just as the next request comes. */
export function withLastAnswers(_request: Request, response: Response, next: NextFunction) {
  if (closing) response.setHeader('Connection', 'close')
  next()
}

type Closing = { graceMs: number; endAll: () => void; stop: () => Promise<void>; within?: typeof WITHIN }

/** First only says "not ready" for `graceMs`; ends within ten seconds, whatever happens. Whether all ended by itself. */
export async function closeServer(
  server: Server,
  { graceMs, endAll, stop, within = WITHIN }: Closing,
): Promise<boolean> {
  closing = true
  const began = Date.now()
  const left = (withinMs: number) => Math.max(0, began + withinMs - Date.now())
  const inOrder = async () => {
    await wait(graceMs)
    await drained(server, endAll, left(within.drainedMs))
    await stop()
    return true
  }
  const late = new AbortController()
  const tooLate = wait(within.endedMs, false, { signal: late.signal }).catch(() => false)
  const ended = await Promise.race([inOrder(), tooLate])
  late.abort()
  if (!ended) log.error(within, 'Melt did not close in time and ends as it stands')
  return ended
}

async function drained(server: Server, endAll: () => void, patienceMs: number) {
  const closed = new Promise((resolve) => server.close(resolve))
  // A connection falls idle after its answer, not before; streams and sockets only when they are ended.
  const sweeping = setInterval(() => {
    endAll()
    server.closeIdleConnections()
  }, SWEEP_MS)
  const patience = setTimeout(() => server.closeAllConnections(), patienceMs)
  await closed
  clearInterval(sweeping)
  clearTimeout(patience)
}
