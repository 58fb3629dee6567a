import { timingSafeEqual } from 'node:crypto'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { env } from '~/env.server'
import { businessMetrics } from './business-metrics.server'
import { onceAMinute } from './once-a-minute.server'

const registry = new Registry()
const requests = new Counter({
  name: 'melt_requests_total',
  help: 'Requests by method and status',
  labelNames: ['method', 'status'],
  registers: [registry],
})
const seconds = new Histogram({
  name: 'melt_request_seconds',
  help: 'How long requests took',
  buckets: [0.005, 0.025, 0.1, 0.5, 2, 10],
  registers: [registry],
})
if (env.metricsToken) collectDefaultMetrics({ register: registry })
const readBusiness = env.metricsToken ? businessMetrics(registry) : null
const trouble = onceAMinute('the numbers for /metrics were not read')

/** Counts one finished request, when somebody may read the counts. */
export function observeRequest(method: string, status: number, tookMs: number) {
  if (!env.metricsToken) return
  requests.inc({ method, status })
  seconds.observe(tookMs / 1000)
}

/** Prometheus text for whoever holds METRICS_TOKEN as a bearer; for everybody else there is no such page. */
export async function metrics(request: Request): Promise<Response> {
  const asked = Buffer.from(request.headers.get('Authorization') ?? '')
  const expected = Buffer.from(`Bearer ${env.metricsToken ?? ''}`)
  if (!env.metricsToken || asked.length !== expected.length || !timingSafeEqual(asked, expected)) {
    return new Response('Not found', { status: 404 })
  }
  // Without a database the process still tells of itself; melt_business_read_seconds says how old the rest is.
  await readBusiness?.().catch((error: unknown) => trouble('failed', error))
  return new Response(await registry.metrics(), {
    headers: { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' },
  })
}
