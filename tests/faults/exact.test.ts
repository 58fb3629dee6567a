import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { findServer } from '../../tools/find-postgres.js'
import { startPostgres } from '../../tools/postgres-server.js'
import { Visitor } from '../support/visitor'
import { openRelay, type Relay } from './database/relay'
import { launch, type MeltProcess, ownVariables } from './process'

const READS = Number(process.env.MELT_EXACT_READS ?? 3_000)
const READERS = 16
const FAULT_EVERY_MS = 2_500
const MAX_SHOWN = 12
const SECRET = 'long-enough-to-be-a-secret-0123456789'
const programs = findServer()

type Instance = { melt: MeltProcess; relay: Relay }
type Line = { id: string; kind: 'post' | 'donation'; mark: string }

/** What the first page of a channel shows after each of its acts; `acked` and `begun` are numbers of acts. */
type Channel = { id: string; creator: Visitor; states: string[]; acked: number; begun: number; lines: Line[] }

const stateOf = (lines: { mark: string }[]) =>
  lines
    .map(({ mark }) => mark)
    .sort()
    .join(' ')

describe.runIf(programs)('Public pages from memory', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  const instances: Instance[] = []
  const channels: Channel[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: READERS })
  const counts = { checked: 0, own: 0, refused: 0, unchanged: 0, acts: 0, faults: 0 }
  const stale: string[] = []
  let isOver = false

  beforeAll(async () => {
    // What was acknowledged survives the server's end, though nobody waits for the disk itself.
    postgres = await startPostgres(programs ?? '', { settings: ['fsync=off', 'log_min_messages=panic'] })
    for (const own of [true, false]) {
      const relay = await openRelay(postgres.port)
      const DATABASE_URL = postgres.url.replace(`:${postgres.port}/`, `:${relay.port}/`)
      const secrets = { SESSION_SECRET: SECRET, TOKEN_ENCRYPTION_KEY: SECRET }
      const { PORT, ...variables } = ownVariables({ ...secrets, DATABASE_URL })
      const melt = await launch(own && PORT ? { ...variables, PORT } : variables)
      await melt.opened()
      instances.push({ melt, relay })
    }
    for (const { channelId } of [demoPeople.streamer, demoPeople.regular, demoPeople.generous]) {
      const creator = await new Visitor().signIn(channelId)
      await creator.post('/creator/channel')
      const lines = await shownLines(channelId)
      channels.push({ id: channelId, creator, states: [stateOf(lines)], acked: 0, begun: 0, lines: [] })
    }
  }, 120_000)

  afterAll(async () => {
    agent.destroy()
    for (const { melt, relay } of instances) {
      process.kill(melt.pid, 'SIGCONT')
      await melt.end('SIGKILL')
      relay.close()
    }
    await postgres?.stop()
  })

  const anyInstance = () =>
    instances[Math.floor(Math.random() * instances.length)] ?? (instances[0] as Instance)

  /** Once more, through either instance, until Melt has done it. */
  async function persist({ creator }: Channel, method: string, path: string, body: object) {
    const headers = { 'Content-Type': 'application/json', Cookie: cookieOf(creator) }
    for (;;) {
      const response = await fetch(anyInstance().melt.url + path, {
        method,
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      }).catch(() => null)
      if (response && response.status < 300) return response.status === 204 ? null : response.json()
      // Done before, though the answer was lost.
      if (response?.status === 404 && method === 'DELETE') return null
      const text = await response?.text()
      if (response && response.status < 500 && response.status !== 409)
        throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
      await wait(50)
    }
  }

  async function keepActing(channel: Channel) {
    for (let act = 1; !isOver; act++) {
      const mark = `글${act}글`
      const oldest = channel.lines[0]
      const lines = [...channel.lines]
      const requestId = crypto.randomUUID()
      const isDeletion = oldest && (lines.length >= MAX_SHOWN || act % 3 === 0)
      const added = isDeletion ? null : ({ id: '', kind: act % 2 ? 'post' : 'donation', mark } satisfies Line)
      if (isDeletion) lines.shift()
      if (added) lines.push(added)
      channel.states[channel.begun + 1] = stateOf(lines)
      channel.begun++
      if (isDeletion && oldest.kind === 'post') await persist(channel, 'DELETE', `/content/${oldest.id}`, {})
      else if (isDeletion)
        await persist(channel, 'POST', `/donations/${oldest.id}/reverse`, { reason: '연습' })
      else if (added?.kind === 'post')
        added.id = (
          await persist(channel, 'POST', '/feed/creator-post', { content: mark, requestId })
        ).messageId
      else if (added)
        added.id = (
          await persist(channel, 'POST', '/donations/manual', { amount: 1000, message: mark, requestId })
        ).donation.id
      channel.lines = lines
      channel.acked = channel.begun
      counts.acts++
      await wait(Math.random() * 40)
    }
  }

  async function keepReading() {
    const known = new Map<string, { etag: string; state: string }>()
    while (counts.checked < READS && stale.length < 20) {
      const channel = channels[Math.floor(Math.random() * channels.length)]
      if (!channel) return
      const { melt } = anyInstance()
      const path = Math.random() < 0.5 ? `/feed?chzzkChannelId=${channel.id}` : `/${channel.id}`
      const key = melt.url + path
      const before = channel.acked
      // Few: each needs the database, whatever befalls it, and holds up its reader.
      const isOwn = !path.includes('?') && Math.random() < 0.05
      const answer = isOwn
        ? await read(key, undefined, cookieOf(other(channel).creator))
        : await read(key, Math.random() < 0.5 ? known.get(key)?.etag : undefined)
      const after = channel.begun
      const state = answer?.status === 304 ? known.get(key)?.state : answer && marksIn(answer.text)
      if (state === undefined || state === null || (answer && answer.status >= 500)) {
        counts.refused++
        await wait(20)
        continue
      }
      if (isOwn) counts.own++
      else if (answer?.etag) known.set(key, { etag: answer.etag, state })
      counts.checked++
      if (answer?.status === 304) counts.unchanged++
      const possible = channel.states.slice(before, after + 1)
      if (!possible.includes(state)) stale.push(`${path}: ${state} is none of ${possible.join(' | ')}`)
    }
  }

  /** Who has nothing to do with it. */
  const other = (channel: Channel) => channels[(channels.indexOf(channel) + 1) % channels.length] ?? channel
  const cookieOf = ({ browser }: Visitor) =>
    [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  function read(url: string, etag?: string, cookie?: string) {
    return new Promise<{ status: number; text: string; etag?: string } | null>((resolve) => {
      const headers = { ...(etag && { 'If-None-Match': etag }), ...(cookie && { Cookie: cookie }) }
      const asking = get(url, { agent, headers, timeout: 20_000 }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part) => parts.push(part))
        response.on('error', () => resolve(null))
        response.on('end', () => {
          const { statusCode = 0, headers } = response
          resolve({ status: statusCode, text: String(Buffer.concat(parts)), etag: headers.etag })
        })
      })
      asking.on('timeout', () => asking.destroy())
      asking.on('error', () => resolve(null))
    })
  }

  const marksIn = (text: string) => stateOf([...new Set(text.match(/글\d+글/g))].map((mark) => ({ mark })))

  async function shownLines(channelId: string) {
    const answer = await read(`${anyInstance().melt.url}/feed?chzzkChannelId=${channelId}`)
    return [...new Set(answer?.text.match(/글\d+글/g))].map((mark) => ({ mark }))
  }

  const faults = {
    'an instance pauses': async (ms = 500 + Math.random() * 1_500) => {
      const { melt } = anyInstance()
      process.kill(melt.pid, 'SIGSTOP')
      await wait(ms)
      process.kill(melt.pid, 'SIGCONT')
    },
    'connections fall silent': async () => {
      const { relay } = anyInstance()
      relay.silence()
      await wait(500 + Math.random() * 1_000)
      relay.speak()
    },
    'connections are cut': async () => anyInstance().relay.cut(),
    'the database pauses': async () => {
      postgres.signalAll('SIGSTOP')
      await wait(Math.random() * 1_500)
      postgres.signalAll('SIGCONT')
    },
    'the database is killed': async () => {
      await postgres.kill()
      await postgres.restart()
    },
  }

  async function keepFailing() {
    const kinds = Object.values(faults)
    // Longer than what a reader of the outbox may have missed.
    const long = READS >= 50_000 ? wait(20_000).then(() => faults['an instance pauses'](35_000)) : null
    for (let turn = 0; !isOver; turn++) {
      await wait(FAULT_EVERY_MS)
      if (isOver) break
      await kinds[turn % kinds.length]?.()
      counts.faults++
    }
    await long
  }

  test(`are never older than the moment they were asked for: ${READS} reads over two instances, under faults`, {
    timeout: 120_000 + READS * 20,
  }, async () => {
    const others = Promise.all([...channels.map(keepActing), keepFailing()])
    await Promise.all(Array.from({ length: READERS }, keepReading))
    isOver = true
    await others
    if (process.env.MELT_EXACT_READS) console.log(JSON.stringify(counts))
    expect(stale).toEqual([])
    expect(counts.checked).toBeGreaterThanOrEqual(READS)
    expect(counts.acts).toBeGreaterThan(READS / 200)
  })
})
