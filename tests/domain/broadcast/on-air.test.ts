import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { resetSandbox } from '~/chzzk/sandbox/memory.server'
import { upsertPerson } from '~/chzzk/sandbox/people.server'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { MAX_PAGES, pollLives } from '~/domain/broadcast/on-air.server'
import { stranger, useMelt } from '../../support/melt'
import { donateAs, makeCreator, makeViewer, someChzzkId } from '../../support/people'
import { setSwitches } from '../../support/visitor'

useMelt()
beforeEach(async () => {
  await db.broadcastPoll.deleteMany()
})
afterEach(() => {
  vi.restoreAllMocks()
  resetSandbox()
})

/** The embedded database has one connection: there nobody can hold anything meanwhile. */
const onPostgres = Boolean(process.env.TEST_POSTGRES_URL)
const MINUTES = 60_000
const DAYS = 24 * 60 * MINUTES
const ago = (ms: number) => new Date(Date.now() - ms)
const sightings = () => db.broadcastSighting.findMany({ select: { channelId: true } })

/** CHZZK shows these on air, whoever else they are. */
async function onAir(...channels: { chzzkUserId: string }[]) {
  for (const { chzzkUserId } of channels) upsertPerson(chzzkUserId, '방송중')
  await setSwitches({ live: channels.map(({ chzzkUserId }) => chzzkUserId).join(',') })
}

const give = async (creator: Viewer) => donateAs(await makeViewer('새벽세시라면'), creator)
const broadcastOf = async (id: string) => (await db.donation.findUniqueOrThrow({ where: { id } })).broadcast

const live = (channelId: string, openDate = '2026-01-01 00:00:00') => ({
  channelId,
  channelName: '방송',
  openDate,
})

/** CHZZK answers these pages in turn, the last of them for ever. */
function answering(...pages: { next: unknown; data: unknown[] }[]) {
  const asked = vi.spyOn(globalThis, 'fetch')
  for (const [at, { next, data }] of pages.entries()) {
    const reply = async () => Response.json({ code: 200, message: null, content: { page: { next }, data } })
    if (at === pages.length - 1) asked.mockImplementation(reply)
    else asked.mockImplementationOnce(reply)
  }
  return asked
}

describe('A donation', () => {
  test('is live while its channel is on air, after-live while the list ends without it', async () => {
    const [streaming, resting] = [await makeCreator('밤비노래방'), await makeCreator('고구마탐험대')]
    await onAir(streaming, { chzzkUserId: someChzzkId() })
    expect(await pollLives()).toEqual({ seen: 1, complete: true, settled: 0 })
    expect(await broadcastOf(await give(streaming))).toBe('live')
    expect(await broadcastOf(await give(resting))).toBe('after_live')
  })

  test('is unknown where the list did not end within the budget, unless its channel was seen', async () => {
    const [seen, unseen] = [await makeCreator('밤비노래방'), await makeCreator('고구마탐험대')]
    const asked = answering({ next: 'for-ever', data: [live(seen.chzzkUserId), live(seen.chzzkUserId)] })
    expect(await pollLives()).toEqual({ seen: 1, complete: false, settled: 0 })
    expect(asked).toHaveBeenCalledTimes(MAX_PAGES)
    vi.restoreAllMocks()
    expect(await broadcastOf(await give(seen))).toBe('live')
    expect(await broadcastOf(await give(unseen))).toBe('unknown')
  })

  test.each(['down', 'rate_limited', 'html_200', 'html_502', 'reset'])(
    'is unknown where CHZZK fails (%s), and stays so once CHZZK is back and does not show it',
    async (fault) => {
      const creator = await makeCreator('밤비노래방')
      await setSwitches({ fault, faultAt: 'lives' })
      await expect(pollLives(ago(5 * MINUTES))).rejects.toThrow('CHZZK lives: unavailable')
      expect(await db.broadcastPoll.findMany()).toMatchObject([{ finishedAt: null, complete: false }])
      const id = await give(creator)
      await setSwitches({ fault: 'none', live: '' })
      expect(await pollLives()).toMatchObject({ complete: true })
      expect(await broadcastOf(id)).toBe('unknown')
    },
  )

  test('is unknown ten minutes after the last look', async () => {
    const creator = await makeCreator('밤비노래방')
    await onAir(creator)
    await pollLives(ago(15 * MINUTES))
    expect(await broadcastOf(await give(creator))).toBe('unknown')
  })

  test('since the beginning of a broadcast turns out to be live, one before it does not', async () => {
    const creator = await makeCreator('밤비노래방')
    await onAir({ chzzkUserId: someChzzkId() })
    await pollLives(ago(5 * MINUTES))
    const [before, since, unknown] = [await give(creator), await give(creator), await give(creator)]
    expect(await broadcastOf(since)).toBe('after_live')
    await db.donation.update({ where: { id: before }, data: { occurredAt: ago(DAYS) } })
    await db.donation.update({ where: { id: unknown }, data: { broadcast: 'unknown' } })
    await onAir(creator)
    expect(await pollLives()).toEqual({ seen: 1, complete: true, settled: 2 })
    expect([await broadcastOf(before), await broadcastOf(since), await broadcastOf(unknown)]).toEqual([
      'after_live',
      'live',
      'live',
    ])
  })

  test.runIf(onPostgres).each([
    ['that somebody holds', 'SELECT id FROM donation_events WHERE channel_id = $1::uuid FOR UPDATE'],
    [
      'whose channel’s ledger somebody holds',
      'SELECT seq FROM ledger_heads WHERE channel_id = $1::uuid FOR UPDATE',
    ],
  ])('%s is left to the next look, and nobody waits', async (_, hold) => {
    const creator = await makeCreator('밤비노래방')
    await onAir({ chzzkUserId: someChzzkId() })
    await pollLives(ago(5 * MINUTES))
    await give(creator)
    await onAir(creator)
    await db.$transaction(async (tx) => {
      await tx.$queryRawUnsafe(hold, creator.channel?.id)
      expect(await pollLives()).toMatchObject({ settled: 0 })
    })
    expect(await pollLives(new Date(Date.now() + 5 * MINUTES))).toMatchObject({ settled: 1 })
  })
})

describe('A look', () => {
  test('is one for all instances that look at once, and one in five minutes', async () => {
    const creator = await makeCreator('밤비노래방')
    await onAir(creator)
    const asked = vi.spyOn(globalThis, 'fetch')
    const now = new Date('2026-11-22T10:02:00Z')
    const looks = await Promise.all(Array.from({ length: 4 }, () => pollLives(now)))
    expect(looks.filter(Boolean)).toHaveLength(1)
    expect(await pollLives(new Date('2026-11-22T10:04:59Z'))).toBeNull()
    expect(asked.mock.calls.filter(([url]) => String(url).includes('/lives'))).toHaveLength(1)
    expect(await pollLives(new Date('2026-11-22T10:05:00Z'))).not.toBeNull()
    expect(await db.broadcastPoll.count()).toBe(2)
  })

  test('reads all pages', async () => {
    const creators = [await makeCreator('밤비노래방'), await makeCreator('고구마탐험대')]
    const many = Array.from({ length: 45 }, () => ({ chzzkUserId: someChzzkId() }))
    await onAir(...many, ...creators)
    expect(await pollLives()).toEqual({ seen: 2, complete: true, settled: 0 })
  })

  test('is not made where no channel is open', async () => {
    const open = { openedAt: { not: null } }
    const before = await db.channel.findMany({ where: open })
    await db.channel.updateMany({ where: open, data: { openedAt: null } })
    expect(await pollLives()).toBeNull()
    expect(await db.broadcastPoll.count()).toBe(0)
    const where = { id: { in: before.map(({ id }) => id) } }
    await db.channel.updateMany({ where, data: { openedAt: new Date() } })
  })

  test('is forgotten with what it saw after two days', async () => {
    const creator = await makeCreator('밤비노래방')
    await onAir(creator)
    await pollLives(ago(2 * DAYS + 5 * MINUTES))
    await pollLives(ago(2 * DAYS - 10 * MINUTES))
    expect(await sightings()).toHaveLength(2)
    await pollLives()
    expect(await db.broadcastPoll.count()).toBe(2)
    expect(await sightings()).toHaveLength(2)
  })

  test('believes no impossible time, repeated channel or unknown id', async () => {
    const creators = await Promise.all(Array.from({ length: 4 }, () => makeCreator('밤비노래방')))
    const times = ['2026-99-99 99:99:99', '0000-01-01 00:00:00', '9999-12-31 23:59:59', '1970-01-01 00:00:00']
    const data = creators.map(({ chzzkUserId }, at) => live(chzzkUserId, times[at]))
    answering(
      { next: 'two', data: [...data, live('f'.repeat(32))] },
      { next: null, data: [...data, ...data] },
    )
    const now = new Date()
    expect(await pollLives(now)).toEqual({ seen: 4, complete: true, settled: 0 })
    const seen = await db.broadcastSighting.findMany()
    for (const { openedAt } of seen) {
      expect(openedAt.getTime()).toBeLessThanOrEqual(now.getTime())
      expect(openedAt.getTime()).toBeGreaterThanOrEqual(now.getTime() - 2 * DAYS)
    }
  })

  test.each([{ next: {} }, { next: '' }, { next: null }])(
    'does not take a full page without a readable next for the end: %j',
    async ({ next }) => {
      await makeCreator('밤비노래방')
      answering({ next, data: Array.from({ length: 20 }, () => live(someChzzkId())) })
      expect(await pollLives()).toMatchObject({ complete: false })
    },
  )

  test.each([[{ channelId: 'not-an-id' }], [{ openDate: 'yesterday' }]])(
    'of a list that cannot be read tells nothing: %j',
    async (wrong) => {
      await makeCreator('밤비노래방')
      answering({ next: null, data: [{ ...live(someChzzkId()), ...wrong }] })
      await expect(pollLives()).rejects.toThrow('unreadable')
      expect(await db.broadcastPoll.findMany()).toMatchObject([{ finishedAt: null }])
      expect(await sightings()).toEqual([])
    },
  )
})

describe('Whether a channel is on air', () => {
  const shownLive = async ({ chzzkUserId }: Viewer) => {
    const one = await stranger.ask<{ channel: { isLive: boolean | null } }>('GET', `/channels/${chzzkUserId}`)
    const found = await stranger.ask<{ items: { isLive: boolean | null }[] }>(
      'GET',
      `/channels?query=${chzzkUserId}`,
    )
    const page = await (await stranger.get(`/${chzzkUserId}`, 'text/html')).text()
    expect(found.items.map(({ isLive }) => isLive)).toEqual([one.channel.isLive])
    expect(page.includes('방송 중')).toBe(one.channel.isLive === true)
    return one.channel.isLive
  }
  async function opened(ms: number) {
    const creator = await makeCreator('밤비노래방')
    const { id } = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } })
    await db.channel.update({ where: { id }, data: { openedAt: ago(ms) } })
    return creator
  }
  const somebodyElse = () => onAir({ chzzkUserId: someChzzkId() })

  test.each<[string, (creator: Viewer) => Promise<unknown>, boolean | null]>([
    ['is not known before the first look', async () => null, null],
    [
      'is told where the last look saw it',
      async (creator) => [await onAir(creator), await pollLives()],
      true,
    ],
    [
      'is told where the whole list was without it',
      async () => [await somebodyElse(), await pollLives()],
      false,
    ],
    [
      'is not known where the list did not end',
      async () => {
        const asked = answering({ next: 'for-ever', data: [live(someChzzkId())] })
        await pollLives()
        asked.mockRestore()
      },
      null,
    ],
    [
      'is not known while CHZZK fails',
      async () => [
        await setSwitches({ fault: 'down', faultAt: 'lives' }),
        await pollLives().catch(() => null),
      ],
      null,
    ],
    [
      'is not known any more when nobody has looked for a while',
      async (creator) => [await onAir(creator), await pollLives(ago(16 * MINUTES))],
      null,
    ],
  ])('%s', async (_promise, look, isLive) => {
    const creator = await opened(DAYS)
    await look(creator)
    await setSwitches({ fault: 'none' })
    expect(await shownLive(creator)).toBe(isLive)
  })

  test('is not denied of a channel that opened after the look', async () => {
    await somebodyElse()
    const before = await opened(DAYS)
    await pollLives()
    const since = await opened(0)
    expect([await shownLive(before), await shownLive(since)]).toEqual([false, null])
  })
})
