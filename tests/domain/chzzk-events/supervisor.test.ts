import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { donateAtSandbox } from '~/chzzk/sandbox/channel-pages.server'
import { defaultSwitches } from '~/chzzk/sandbox/switches'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { openIntake } from '~/domain/chzzk-events/intake.server'
import { startSupervisor } from '~/domain/chzzk-events/supervisor.server'
import { eventually, grantTo, playChzzk } from '../../support/chzzk-connections'
import { useMelt } from '../../support/melt'
import { makeCreator, makeViewer } from '../../support/people'

useMelt()

type Instance = { stop: () => Promise<void>; reports: string[] }

let creator: Viewer
let fan: Viewer
const instances: Instance[] = []

beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  fan = await makeViewer('새벽세시라면')
  await grantTo(creator)
  await chooseAutoConfirmMode(creator, 'auto')
})

afterEach(async () => {
  for (const { stop } of instances.splice(0)) await stop()
  playChzzk(defaultSwitches)
  await db.channelSettings.deleteMany()
})

function startInstance(): Instance {
  const reports: string[] = []
  const intake = openIntake((what, error) => reports.push(`${what}: ${error}`))
  const stop = startSupervisor({ intake, tickMs: 300, report: (_channelId, why) => reports.push(why) })
  const instance = { stop, reports }
  instances.push(instance)
  return instance
}

const channelId = () => creator.channel?.id ?? ''
const connections = () =>
  db.chzzkConnection.findMany({ where: { channelId: channelId() }, orderBy: { connectedAt: 'asc' } })
const isSubscribed = (list: Awaited<ReturnType<typeof connections>>) =>
  list.some(({ subscribedAt, endedAt }) => subscribedAt && !endedAt)
const subscribed = () => eventually(connections, isSubscribed)
const lease = () => db.chzzkLease.findUnique({ where: { channelId: channelId() } })
const mode = async () =>
  (await db.channelSettings.findUnique({ where: { channelId: channelId() } }))?.sessionMode
const donations = () => db.donation.findMany({ where: { channelId: channelId() } })

function donate(amount = 1000) {
  const donor = { channelId: fan.chzzkUserId, channelName: fan.displayName }
  donateAtSandbox({
    channelId: creator.chzzkUserId,
    donor,
    anonymous: false,
    amount,
    text: '치지직에서 쓴 말',
  })
}

test('A token that was just renewed and is refused all the same is not renewed again and again', async () => {
  playChzzk({ missingScope: 'issue_401' })
  startInstance()
  await eventually(lease, (held) => (held?.failures ?? 0) >= 2)
  expect(await db.oauthToken.findUnique({ where: { userId: creator.id } })).toMatchObject({ version: 1 })
})

describe('A creator’s session', () => {
  test('brings a donation by itself into the ledger, and is closed with its slot freed when Melt stops', async () => {
    const { stop } = startInstance()
    await subscribed()
    donate()
    const [one] = await eventually(donations, (list) => list.length === 1)
    expect(one).toMatchObject({ status: 'CONFIRMED', amountCheese: 1000, confirmedByKind: 'session' })
    await stop()
    expect(await connections()).toMatchObject([{ end: 'closed' }])
    expect(await lease()).toBeNull()
    expect(await openSockets()).toEqual([])
  })

  test('comes back over a new address when its socket is cut, and keeps from when to when it heard nothing', async () => {
    startInstance()
    await subscribed()
    await sandbox('/sessions/drop', { channelId: creator.chzzkUserId })
    const [first, second] = await eventually(connections, (list) => list.length === 2 && isSubscribed(list))
    expect(first).toMatchObject({ end: 'lost' })
    expect(first?.endedAt?.getTime()).toBeLessThanOrEqual(second?.subscribedAt?.getTime() ?? 0)
    donate()
    await eventually(donations, (list) => list.length === 1)
  })

  test('falls to assist when consent is withdrawn, and confirms nothing more', async () => {
    startInstance()
    await subscribed()
    await sandbox('/sessions/revoke', { channelId: creator.chzzkUserId })
    await eventually(mode, (now) => now === 'assist')
    await eventually(connections, (list) => list.length === 2 && isSubscribed(list))
    donate()
    expect(await eventually(donations, (list) => list.length === 1)).toMatchObject([{ status: 'OCCURRED' }])
    expect(await changes()).toEqual(['chosen', 'revoked'])
  })

  test('falls to assist when it falls silent', async () => {
    playChzzk({ pingIntervalMs: 100, pingTimeoutMs: 300 })
    startInstance()
    await subscribed()
    playChzzk({ silent: 'on' })
    await eventually(mode, (now) => now === 'assist')
    expect((await connections())[0]).toMatchObject({ end: 'silent' })
    expect(await changes()).toEqual(['chosen', 'silent'])
  })

  test.each([
    ['the grant is gone', 'grant_gone', () => db.oauthToken.deleteMany({ where: { userId: creator.id } })],
    ['후원 조회 is not granted', 'no_scope', () => playChzzk({ missingScope: 'subscribe_401' })],
  ])('falls to assist when %s, and says why', async (_name, failure, spoil) => {
    await spoil()
    startInstance()
    await eventually(lease, (held) => held?.failure === failure)
    await eventually(mode, (now) => now === 'assist')
    expect(await changes()).toEqual(['chosen', 'grant_gone'])
  })

  test.each([
    ['has no free slot', 'no_slot', { fault: 'rate_limited', faultAt: 'sessions' } as const],
    ['is down', 'unavailable', { fault: 'html_502', faultAt: 'sessions' } as const],
  ])('is tried again and stays auto while CHZZK %s', async (_name, failure, switches) => {
    playChzzk(switches)
    const { reports } = startInstance()
    await eventually(lease, (held) => held?.failure === failure)
    playChzzk(defaultSwitches)
    await subscribed()
    await eventually(lease, (held) => held?.failure === null)
    expect(await mode()).toBe('auto')
    expect(new Set(reports)).toEqual(new Set([failure]))
  })

  test('ends when its creator switches events off, and begins when they switch them on', async () => {
    startInstance()
    await subscribed()
    await chooseAutoConfirmMode(creator, 'off')
    await eventually(connections, (list) => !isSubscribed(list))
    expect(await eventually(lease, (held) => held === null)).toBeNull()
    await chooseAutoConfirmMode(creator, 'assist')
    await subscribed()
  })

  test('is held by one instance, and by another once the first gives it up or dies', async () => {
    const first = startInstance()
    await subscribed()
    const second = startInstance()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(await openSockets()).toHaveLength(1)
    await first.stop()
    await eventually(connections, (list) => list.length === 2 && isSubscribed(list))
    expect(await openSockets()).toHaveLength(1)
    // As if another instance had taken the lease and died long ago: its holder closes first, and takes it again once it is free.
    await db.chzzkLease.updateMany({ data: { heldUntil: new Date(0) } })
    await eventually(connections, (list) => list.length === 3 && isSubscribed(list))
    expect((await connections())[1]).toMatchObject({ end: 'lease_lost' })
    expect(second.reports).toEqual([])
    expect(await openSockets()).toHaveLength(1)
  })
})

const changes = async () =>
  (
    await db.autoConfirmModeChange.findMany({ where: { channelId: channelId() }, orderBy: { at: 'asc' } })
  ).map(({ reason }) => reason)

const sandboxUrl = (path: string) => `${process.env.PUBLIC_URL}/sandbox/chzzk${path}`

async function sandbox(path: string, body: object) {
  const response = await fetch(sandboxUrl(path), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
}

async function openSockets(): Promise<unknown[]> {
  const { sockets } = (await (await fetch(sandboxUrl('/sessions'))).json()) as {
    sockets: { owner: { channelId?: string } }[]
  }
  return sockets.filter(({ owner }) => owner.channelId === creator.chzzkUserId)
}
