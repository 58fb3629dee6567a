import { readdirSync } from 'node:fs'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { getAccessToken, renewDue } from '~/domain/auth/access-token.server'
import { log } from '~/http/server/log.server'
import { listen } from '../domain/auth/grant'
import { createIntent, donate, type Fixture } from '../support/fixtures'
import { Client, stranger, useMelt } from '../support/melt'
import { acts, reads } from '../support/operations'
import { someChzzkId } from '../support/people'
import { askRightly, rightPath } from '../support/right-request'
import { tablesHolding } from '../support/stored'
import { setSwitches, Visitor } from '../support/visitor'

const { METRICS_TOKEN } = vi.hoisted(() => {
  process.env.METRICS_TOKEN = 'a-metrics-token-for-tests'
  return { METRICS_TOKEN: 'a-metrics-token-for-tests' }
})

useMelt()

/** Named apart from the import, because the types are checked before there is a build. */
const BUILD = '../../build/server/index.js'
const FAULTS = ['down', 'rate_limited', 'html_200', 'html_502', 'reset']

const logged: string[] = []
const planted = new Set<string>()
const people = new Map<string, Visitor>()
let fixture: Pick<Fixture, 'creator' | 'fan' | 'waiting' | 'intent'>

/** Remembers what CHZZK has given out since, also what is spent or revoked by now. */
function plant() {
  const { accessTokens, refreshTokens, codes } = sandboxMemory()
  for (const token of [...accessTokens.keys(), ...refreshTokens.keys(), ...codes.keys()]) planted.add(token)
}

function found(text: string) {
  return [...planted].filter((token) =>
    [token, encodeURIComponent(token), Buffer.from(token).toString('base64').slice(0, 40)].some((form) =>
      text.includes(form),
    ),
  )
}

async function expectClean(asked: string, response: Response) {
  plant()
  const headers = [...response.headers].map((pair) => pair.join(': ')).join('\n')
  expect(found(`${headers}\n${await response.text()}`), asked).toEqual([])
}

/** All of an error, as a log or a curious page could show it. */
function allOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.message, error.stack, JSON.stringify(error), allOf(error.cause)].join('\n')
}

async function expectCleanError(asked: Promise<unknown>) {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  plant()
  expect(error).not.toBeNull()
  expect(found(allOf(error))).toEqual([])
}

const clientOf = ({ browser }: Visitor, { id, chzzkUserId } = { id: '', chzzkUserId: '' }) =>
  new Client([...browser.cookies].map((pair) => pair.join('=')).join('; '), id, chzzkUserId)

async function arrive(role: 'viewer' | 'creator' | 'admin') {
  const channelId = someChzzkId()
  const visitor = new Visitor()
  const callback = await visitor.consent({ channelId })
  plant()
  await expectClean('a login', await visitor.get(callback))
  await expectClean('welcome', await visitor.get('/welcome'))
  await expectClean('an agreement', await visitor.post('/auth/agree', { age14: true, terms: true }))
  if (role === 'creator') await expectClean('a channel', await visitor.post('/creator/channel'))
  if (role === 'admin') await db.user.update({ where: { chzzkUserId: channelId }, data: { role } })
  people.set(role, visitor)
  const user = await db.user.findUniqueOrThrow({
    where: { chzzkUserId: channelId },
    include: { channel: true },
  })
  return { user, client: clientOf(visitor, user) }
}

beforeAll(async () => {
  const { entry } = (await import(BUILD)) as { entry: { module: { log: typeof log } } }
  for (const one of [entry.module.log, log]) {
    one.level = 'trace'
    Object.assign(one, { [pino.symbols.streamSym]: { write: (line: string) => logged.push(line) } })
  }
  const creator = await arrive('creator')
  const fan = await arrive('viewer')
  await arrive('admin')
  await listen(creator.user)
  const waiting = await donate(fan.client, creator.client)
  fixture = {
    creator: creator.client,
    fan: fan.client,
    waiting,
    intent: await createIntent(fan.client, creator.client),
  }
})
beforeEach(() => setSwitches({ fault: 'none', faultAt: 'all', slowMs: 0 }))
afterAll(async () => {
  expect(logged.length, 'every request writes a line').toBeGreaterThan(100)
  expect(found(logged.join('\n')), 'in the log').toEqual([])
})

const everybody = () => [...[...people.values()].map((visitor) => clientOf(visitor)), stranger]
const right = (path: string) => rightPath({ ...fixture } as Fixture, path)
const aged = () => db.oauthToken.updateMany({ data: { expiresAt: new Date(), updatedAt: new Date(0) } })

describe('No token of CHZZK', () => {
  test('escapes this net: what is planted is found where it is shown', () => {
    const [token = ''] = planted
    expect(planted.size).toBeGreaterThanOrEqual(9)
    expect(found(`…${token}…`)).toEqual([token])
    expect(found(Buffer.from(token).toString('base64'))).toEqual([token])
  })

  test('is on a page', async () => {
    const pages = readdirSync('app/routes')
      .filter((name) => name.endsWith('.tsx') && !/callback|^\$\.tsx$/.test(name))
      .map((name) => `/${name.replace(/(^|\.)_index\.tsx$|\.tsx$/, '').replaceAll('.', '/')}`)
      .map((path) => right(path.replaceAll('$', ':')))
    for (const by of everybody())
      for (const page of pages) await expectClean(page, await by.get(page, 'text/html'))
  })

  test('is in an answer that somebody reads, the export and the metrics', async () => {
    for (const by of everybody()) {
      for (const line of reads.filter(({ path }) => path !== '/events'))
        await expectClean(line.key, await askRightly(by, line, right(line.path)))
    }
    for (const path of ['/me/export', '/openapi.json', '/healthz', '/readyz'])
      for (const by of everybody()) await expectClean(path, await by.get(path))
    const headers = { Authorization: `Bearer ${METRICS_TOKEN}` }
    const metrics = await stranger.request('GET', '/metrics', { headers })
    expect(metrics.status).toBe(200)
    await expectClean('/metrics', metrics)
  })

  test('is in what renewing answers, by hand or in the background', async () => {
    for (const [who, visitor] of people) {
      await aged()
      await expectClean(`refresh by ${who}`, await visitor.post('/auth/refresh'))
    }
    await aged()
    const outcome = await renewDue()
    plant()
    expect(outcome).toEqual({ renewed: 1, failed: 0, gone: 0 })
    expect(planted.size).toBeGreaterThanOrEqual(17)
  })

  test.each(FAULTS)('is in what CHZZK’s trouble leaves behind (%s)', async (fault) => {
    for (const faultAt of ['token', 'users/me']) {
      const visitor = new Visitor()
      const callback = await visitor.consent({ channelId: someChzzkId() })
      plant()
      await setSwitches({ fault, faultAt })
      await expectClean(`login, ${faultAt}`, await visitor.get(callback))
      await expectClean('again', await visitor.get('/again'))
      await setSwitches({ fault: 'none' })
    }
    await aged()
    await setSwitches({ fault, faultAt: 'token' })
    for (const [who, visitor] of people)
      await expectClean(`refresh by ${who}`, await visitor.post('/auth/refresh'))
    const { id } = await db.user.findFirstOrThrow({ where: { chzzkUserId: fixture.creator.chzzkUserId } })
    await expectCleanError(getAccessToken(id))
    log.warn({ err: await getAccessToken(id).catch((error: unknown) => error) }, 'as the socket would say it')
  })

  test('is in what is said when the database takes no tokens', async () => {
    await pool.query('ALTER TABLE oauth_tokens ADD CONSTRAINT no_more CHECK (false) NOT VALID')
    try {
      const visitor = new Visitor()
      const callback = await visitor.consent({ channelId: fixture.creator.chzzkUserId })
      const response = await visitor.get(callback)
      expect(response.status).toBe(500)
      await expectClean('a login that fails', response)
    } finally {
      await pool.query('ALTER TABLE oauth_tokens DROP CONSTRAINT no_more')
    }
    expect(logged.filter((line) => line.includes('request failed'))).toHaveLength(1)
  })

  test('can be read in any table, sealed ones aside', async () => {
    const forms = [...planted].flatMap((token) => [token, Buffer.from(token).toString('base64').slice(0, 40)])
    expect(await tablesHolding(forms)).toEqual([])
  })

  test('is in the answer to any act, logging out and leaving last', async () => {
    const last = ['/auth/logout', '/me/leave']
    const ordered = [
      ...acts.filter(({ path }) => !last.includes(path)),
      ...acts.filter(({ path }) => path === '/me/leave'),
    ]
    for (const line of ordered) {
      for (const by of everybody()) await expectClean(line.key, await askRightly(by, line, right(line.path)))
    }
    const visitor = await new Visitor().signIn(someChzzkId())
    plant()
    await expectClean('logout', await visitor.post('/auth/logout', { everywhere: true }))
  })

  test('whose grant is gone is named in the answer', async () => {
    const visitor = await new Visitor().signIn(someChzzkId())
    plant()
    await aged()
    sandboxMemory().refreshTokens.clear()
    sandboxMemory().accessTokens.clear()
    await expectClean('refresh', await visitor.post('/auth/refresh'))
    await expectClean('logout', await visitor.post('/auth/logout', { everywhere: true }))
  })
})
