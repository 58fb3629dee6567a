import { timingSafeEqual } from 'node:crypto'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { getCounters } from '~/domain/admin/figures.server'
import { env } from '~/env.server'
import { onceAMinute } from './log.server'

const FRESH_MS = 60_000
const STATES = ['OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED']
const SOURCES = ['manual', 'session', 'statement']

type Business = Awaited<ReturnType<typeof getCounters>>

/** Returns what brings the numbers up to date, from the database at most once a minute. */
export function businessMetrics(registry: Registry): () => Promise<void> {
  const update = buildMetrics(registry)
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  async function read() {
    const at = new Date()
    update(await getCounters(at), at)
    readAt = at.getTime()
  }
  return async () => {
    if (Math.abs(Date.now() - readAt) < FRESH_MS) return
    reading ??= read().finally(() => {
      reading = null
    })
    await reading
  }
}

/** Names nobody, and no channel. */
function buildMetrics(registry: Registry) {
  const registers = [registry]
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers })
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers })
  const donations = gauge('melt_donations', 'Donations by state', 'state')
  const confirmations = counter('melt_confirmations_total', 'Confirmations by source', 'source')
  const counted = {
    intents: counter('melt_intents_total', 'How often somebody went to CHZZK to donate'),
    letters: counter('melt_letters_total', 'Letters written'),
  }
  const cheese = gauge('melt_confirmed_cheese', 'Confirmed cheese, less what was reversed')
  const people = gauge('melt_people', 'People who agreed and have not left')
  const channels = gauge('melt_open_channels', 'Channels that are open')
  const oldest = gauge(
    'melt_oldest_unconfirmed_seconds',
    'Age of the oldest unconfirmed donation, 0 without any',
  )
  const reports = gauge('melt_open_reports', 'Reports that nobody has decided, at most 1000')
  const unprocessed = gauge('melt_waiting_events', 'Donation events of CHZZK not processed yet, at most 1000')
  const leases = gauge(
    'melt_leases',
    'Channels whose lease an instance holds, and those whose connection fails',
    'state',
  )
  const jobs = gauge(
    'melt_jobs',
    'Jobs that are not done: tiers that changed, accounts that were deleted, long statements',
  )
  const oldestJob = gauge('melt_oldest_job_seconds', 'Age of the oldest job, 0 without any')
  const readAt = gauge('melt_business_read_seconds', 'When these numbers were read, in seconds since 1970')
  return ({ counts, now }: Business, at: Date) => {
    const countOf = (name: string) => counts.get(name) ?? 0
    for (const state of STATES) donations.set({ state }, countOf(`donations ${state}`))
    for (const source of SOURCES) {
      confirmations.remove(source)
      confirmations.inc({ source }, countOf(`confirmations ${source}`))
    }
    for (const [name, one] of Object.entries(counted)) {
      one.reset()
      one.inc(countOf(name))
    }
    cheese.set(countOf('cheese'))
    people.set(countOf('people'))
    channels.set(countOf('channels'))
    oldest.set(secondsSince(now.oldestUnconfirmedAt, at))
    reports.set(now.reports)
    unprocessed.set(now.unprocessedEvents)
    leases.set({ state: 'held' }, now.leases)
    leases.set({ state: 'failing' }, now.failingLeases)
    jobs.set(now.jobs)
    oldestJob.set(secondsSince(now.oldestJobAt, at))
    readAt.set(at.getTime() / 1000)
  }
}

const secondsSince = (then: Date | null, at: Date) =>
  then ? Math.max(0, (at.getTime() - then.getTime()) / 1000) : 0

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

export function observeRequest(method: string, status: number, tookMs: number) {
  if (!env.metricsToken) return
  requests.inc({ method, status })
  seconds.observe(tookMs / 1000)
}

const cacheAnswers = new Counter({
  name: 'melt_page_cache_answers_total',
  help: 'Public pages by whether memory had them',
  labelNames: ['outcome'],
  registers: [registry],
})
const cacheBytes = new Gauge({
  name: 'melt_page_cache_bytes',
  help: 'Pages in memory',
  registers: [registry],
})
const samples = new Counter({
  name: 'melt_sampled_pages_total',
  help: 'Pages from memory that were drawn anew and compared',
  registers: [registry],
})
const stalePages = new Counter({
  name: 'melt_stale_pages_total',
  help: 'Those of them that were stale: anything above 0 is a fault of Melt',
  registers: [registry],
})

export function observeCache(outcome: string, { bytes }: { bytes: number }) {
  if (!env.metricsToken) return
  cacheAnswers.inc({ outcome })
  cacheBytes.set(bytes)
}

export function observeSample(isStale: boolean) {
  samples.inc()
  if (isStale) stalePages.inc()
}

export async function metrics(request: Request): Promise<Response> {
  const asked = Buffer.from(request.headers.get('Authorization') ?? '')
  const expected = Buffer.from(`Bearer ${env.metricsToken ?? ''}`)
  if (!env.metricsToken || asked.length !== expected.length || !timingSafeEqual(asked, expected)) {
    return new Response('Not found', { status: 404 })
  }
  await readBusiness?.().catch((error: unknown) => trouble('failed', error))
  return new Response(await registry.metrics(), {
    headers: { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' },
  })
}
