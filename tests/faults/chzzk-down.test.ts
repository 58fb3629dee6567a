import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { defaultSwitches } from '~/chzzk/sandbox/switches'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger } from '../support/melt'
import { someChzzkId } from '../support/people'
import { setSwitches, Visitor } from '../support/visitor'
import { beforeMelt, type MeltProcess, openMelt } from './process'

const TROUBLES = [
  ['is down', { fault: 'down' }],
  ['cuts the connection', { fault: 'reset' }],
  ['answers a web page', { fault: 'html_200' }],
  ['answers a gateway’s page', { fault: 'html_502' }],
  ['has had enough of us', { fault: 'rate_limited' }],
  ['takes longer than we wait', { slowMs: 6_000 }],
] as const

let creator: Client
let fan: Client
let melt: MeltProcess
let known: Visitor

beforeAll(async () => {
  await beforeMelt(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  })
  melt = await openMelt({ LOG_LEVEL: 'info' })
  known = await new Visitor().signIn(demoPeople.regular.channelId)
  await untilTokensAreNotFresh()
})

/** Tokens of a moment ago are not renewed again. */
const untilTokensAreNotFresh = () => wait(2_100)

beforeEach(() => setSwitches(defaultSwitches))

describe.each(TROUBLES)('While CHZZK %s', (_what, switches) => {
  test('login says so kindly, and works again afterwards', async () => {
    const visitor = new Visitor()
    const callback = await visitor.consent({ channelId: demoPeople.generous.channelId })
    await setSwitches(switches)
    const page = await visitor.get(callback)
    expect(page.status).toBe(503)
    expect(page.headers.get('Retry-After')).toBeTruthy()
    expect(await page.text()).toContain('치지직이 잠시 응답하지 않아요')
    await setSwitches(defaultSwitches)
    expect((await visitor.logIn(demoPeople.generous.channelId)).status).toBe(302)
  })

  test('everything that needs no CHZZK goes on', async () => {
    await setSwitches(switches)
    const began = Date.now()
    const id = await donate(fan, creator)
    expect((await creator.post(`/donations/${id}/confirm`)).status).toBe(200)
    const feed = await stranger.ask<{ items: object[] }>('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`)
    expect(feed.items[0]).toMatchObject({ donation: { status: 'CONFIRMED' } })
    for (const page of ['/', `/${creator.chzzkUserId}`, '/dashboard/inbox', '/dashboard/donations']) {
      expect([page, (await creator.get(page, 'text/html')).status]).toEqual([page, 200])
    }
    expect((await stranger.get('/readyz')).status).toBe(200)
    expect(Date.now() - began).toBeLessThan(5_000)
  })

  test('nobody is signed out because their grant could not be renewed', async () => {
    await setSwitches(switches)
    expect((await known.post('/auth/refresh')).status).toBe(503)
    expect(await known.me()).not.toBeNull()
  })
})

test('Melt’s log says once for each failed login why, and names no secret', () => {
  const lines = melt.output().split('\n').filter(Boolean)
  const logged = lines.map((line) => JSON.parse(line) as { level: number; msg: string; why?: string })
  const failed = logged.filter(({ msg }) => msg === 'CHZZK let nobody in')
  expect(failed.map(({ why }) => why)).toHaveLength(TROUBLES.length)
  expect(failed.every(({ why }) => why?.startsWith('CHZZK token: unavailable'))).toBe(true)
  expect(logged.length - failed.length).toBeLessThan(5)
  expect(Math.max(...logged.map(({ level }) => level))).toBeLessThan(50)
  expect(melt.output()).not.toMatch(/[\w-]{33,}|code=|state=|Bearer|melt_session/)
})
