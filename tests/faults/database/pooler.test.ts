import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { startPostgres } from '../../../tools/postgres-server.js'
import { openEvents } from '../../support/events'
import { freePort } from '../../support/free-port'
import { Visitor } from '../../support/visitor'
import { launch, ownVariables } from '../process'
import { openLendingPooler } from './lending-pooler'
import { programs, SECRET } from './world'

const POOLER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((place) => existsSync(place))
const IGNORED = 'options,statement_timeout,idle_in_transaction_session_timeout,extra_float_digits'

/** Whether something takes connections there. */
const isOpen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy())
  })

describe.runIf(programs && POOLER)('A start through PgBouncer', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  let pooler: ChildProcess | undefined
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-pooler-'))

  beforeAll(async () => {
    postgres = await startPostgres(programs ?? '', { settings: ['fsync=off', 'log_min_messages=panic'] })
  })
  afterEach(() => pooler?.kill('SIGKILL'))
  afterAll(async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function run(sql: string) {
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }

  async function startMelt(settings: Record<string, string>, timezone = 'UTC') {
    await run(`ALTER DATABASE postgres SET timezone = '${timezone}'`)
    const port = await freePort()
    const file = path.join(folder, `${port}.ini`)
    const own = {
      listen_addr: '127.0.0.1',
      listen_port: port,
      unix_socket_dir: '',
      auth_type: 'any',
      pidfile: '',
      ...settings,
    }
    const lines = Object.entries(own).map(([name, value]) => `${name} = ${value}`)
    const databases = `[databases]\n* = host=127.0.0.1 port=${postgres.port} user=melt\n`
    writeFileSync(file, `${databases}[pgbouncer]\n${lines.join('\n')}\n`, { mode: 0o644 })
    spawn('chmod', ['-R', 'a+rX', folder])
    const asOther = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
    pooler = spawn(POOLER ?? '', [...asOther, '-q', file], { stdio: 'ignore' })
    while (!(await isOpen(port))) await wait(50)
    const secrets = { SESSION_SECRET: SECRET, TOKEN_ENCRYPTION_KEY: SECRET }
    return launch(ownVariables({ ...secrets, DATABASE_URL: `postgresql://melt@127.0.0.1:${port}/postgres` }))
  }

  test.each([
    ['as it comes', { pool_mode: 'transaction' }],
    [
      'of before 1.21, which loses prepared statements between transactions',
      { pool_mode: 'transaction', ignore_startup_parameters: IGNORED },
    ],
    [
      'that keeps sessions, but not their time zone',
      { pool_mode: 'session', ignore_startup_parameters: IGNORED },
      'Asia/Seoul',
    ],
    ['that pools statements', { pool_mode: 'statement', ignore_startup_parameters: IGNORED }],
  ])(
    '%s says that this cannot work, and stops',
    { timeout: 60_000 },
    async (_what, settings, timezone = 'UTC') => {
      const melt = await startMelt(settings, timezone)
      expect((await melt.ended).code).toBe(1)
      expect(melt.output()).toContain('DATABASE_URL leads through a connection pooler')
      expect(melt.output()).toContain('pool_mode=session')
    },
  )

  test('that keeps sessions works', { timeout: 90_000 }, async () => {
    const melt = await startMelt({ pool_mode: 'session', ignore_startup_parameters: IGNORED })
    await melt.opened()
    expect((await fetch(`${melt.url}/readyz`)).status).toBe(200)
    await melt.end('SIGTERM')
  })
})

describe.runIf(programs)('A pooler that lends a connection a transaction and keeps statements', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  let pooler: Awaited<ReturnType<typeof openLendingPooler>>

  beforeAll(async () => {
    postgres = await startPostgres(programs ?? '', { settings: ['fsync=off', 'timezone=UTC'] })
    pooler = await openLendingPooler(postgres.port)
  })
  afterAll(async () => {
    pooler.close()
    await postgres.stop()
  })

  test('serves all of Melt, live updates too', { timeout: 120_000 }, async () => {
    const secrets = { SESSION_SECRET: SECRET, TOKEN_ENCRYPTION_KEY: SECRET, LOG_LEVEL: 'warn' }
    const DATABASE_URL = `postgresql://melt@127.0.0.1:${pooler.port}/postgres`
    const melt = await launch(ownVariables({ ...secrets, DATABASE_URL }))
    await melt.opened()
    const { channelId } = demoPeople.streamer
    const creator = await new Visitor().signIn(channelId)
    const feed = `/feed?chzzkChannelId=${channelId}&period=today`
    const listener = await openEvents({ cookie: '' }, channelId, melt.url)
    await listener.until('hello')
    for (let n = 1; n <= 3; n++) {
      const { messageId } = await read<{ messageId: string }>(
        creator.post('/feed/creator-post', { content: `글 ${n}` }),
      )
      expect(await listener.until('feed', n)).toEqual({ id: messageId })
      for (let again = 0; again < 5; again++) {
        const { items } = await read<{ items: { id: string }[] }>(creator.get(feed, 'application/json'))
        expect(items[0]?.id).toBe(messageId)
      }
    }
    listener.leave()
    expect(pooler.lentCount()).toBeGreaterThan(50)
    await melt.end('SIGTERM')
    expect(melt.output()).toBe('')
  })
})

async function read<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return JSON.parse(text)
}
