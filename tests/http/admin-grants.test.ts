import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { resetSandbox } from '~/chzzk/sandbox/memory.server'
import { db } from '~/db/client.server'
import { getGrantFigures } from '~/domain/admin/figures.server'
import { renewDue } from '~/domain/auth/access-token.server'
import type { Viewer } from '~/domain/auth/viewer'
import { keepGrantOf, listen, makeListener } from '../domain/auth/grant'
import { type Client, signedIn, useMelt } from '../support/melt'
import { makeCreator, makeViewer, someChzzkId } from '../support/people'
import { setSwitches } from '../support/visitor'

useMelt()

const DAYS = 24 * 60 * 60 * 1000
let client: Client
let admin: Viewer

beforeAll(async () => {
  client = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin' })
  admin = { id: client.id, chzzkUserId: client.chzzkUserId, displayName: '', role: 'admin', channel: null }
})
beforeEach(async () => {
  await db.oauthToken.deleteMany()
  await db.channel.updateMany({ where: { openedAt: { not: null } }, data: { openedAt: null } })
})
afterEach(() => resetSandbox())

const nothing = { held: 0, ending: 0, failing: { count: 0, since: null }, olderKey: 0, missing: 0 }
const change = (userId: string, data: object) => db.oauthToken.update({ where: { userId }, data })

describe('CHZZK’s grants in numbers', () => {
  test('are the grants held, those that end, fail or have another key, and creators without one', async () => {
    expect(await getGrantFigures(admin)).toEqual(nothing)
    const fan = await makeViewer('새벽세시라면')
    await keepGrantOf(fan, DAYS)
    expect(await getGrantFigures(admin)).toEqual({ ...nothing, held: 1 })
    await change(fan.id, { updatedAt: new Date(Date.now() - 29 * DAYS - 1_000) })
    expect(await getGrantFigures(admin)).toEqual({ ...nothing, held: 1, ending: 1 })
    await keepGrantOf(fan, DAYS)
    const { refreshToken, updatedAt } = await db.oauthToken.findUniqueOrThrow({ where: { userId: fan.id } })
    await change(fan.id, { refreshToken: refreshToken.replace(/^v1\.[0-9a-f]+/, 'v1.00000000'), updatedAt })
    expect(await getGrantFigures(admin)).toEqual({ ...nothing, held: 1, olderKey: 1 })
    await listen(await makeCreator('밤비노래방'))
    await makeCreator('고구마탐험대')
    expect(await getGrantFigures(admin)).toEqual({ ...nothing, held: 1, olderKey: 1, missing: 1 })
  })

  test('tell since when renewing fails, until it works again', async () => {
    const before = Date.now()
    await makeListener(60_000)
    await makeListener(60_000)
    await setSwitches({ fault: 'down', faultAt: 'token' })
    await renewDue()
    const { failing } = await getGrantFigures(admin)
    expect(failing).toEqual({ count: 2, since: expect.any(String) })
    expect(Date.parse(failing.since ?? '')).toBeGreaterThanOrEqual(before)
    await renewDue()
    expect((await getGrantFigures(admin)).failing).toEqual(failing)
    const drawn = await (await client.get('/admin', 'text/html')).text()
    expect(drawn).toMatch(/갱신 실패<\/dt><dd>2개[\s\S]*갱신 실패가 시작된 때/)
    await setSwitches({ fault: 'none' })
    await renewDue()
    expect(await getGrantFigures(admin)).toEqual({ ...nothing, held: 2 })
  })

  test('are for admins only', async () => {
    for (const role of ['viewer', 'creator'] as const)
      await expect(getGrantFigures({ ...admin, role })).rejects.toMatchObject({ reason: 'not_found' })
    const drawn = await (await client.get('/admin', 'text/html')).text()
    for (const name of ['치지직 연결', '보유 토큰', '하루 안에 끝나는', '이전 키로 잠긴', '연결이 없는 채널'])
      expect(drawn).toContain(name)
  })
})
