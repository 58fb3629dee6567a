import { setTimeout as wait } from 'node:timers/promises'
import type { ChzzkPlace } from '../errors'
import { refused } from './envelope'
import { sandboxMemory } from './memory.server'

/** In: the REST resource asked for. Out: what goes wrong instead of an answer, after the delay that is set; else null. */
export async function fault(at: ChzzkPlace): Promise<Response | null> {
  const { switches } = sandboxMemory()
  if (switches.faultAt !== 'all' && switches.faultAt !== at) return null
  if (switches.slowMs > 0) await wait(switches.slowMs)
  switch (switches.fault) {
    case 'none':
      return null
    case 'down':
      return refused('down')
    case 'rate_limited':
      return refused('tooManyRequests')
    case 'html_200':
      return gatewayPage(200)
    case 'html_502':
      return gatewayPage(502)
    case 'reset':
      return brokenReply()
  }
}

function gatewayPage(status: number) {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
  }
  return new Response('<!doctype html><title>점검 중</title><p>잠시 후 다시 시도해 주세요.</p>', {
    status,
    headers,
  })
}

/** A reply that starts and never ends: the server it passes through cuts the connection. */
function brokenReply() {
  const start = new TextEncoder().encode('{"code":200,')
  let sent = false
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) return controller.error(new Error('The sandbox cuts this connection, as its switch says'))
      sent = true
      controller.enqueue(start)
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/json' } })
}
