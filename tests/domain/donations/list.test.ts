import { beforeAll, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { cursor } from '~/domain/core/keyset'
import { rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { listDonations } from '~/domain/donations/list.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer } from '../../support/people'

useDatabase()

/** Several at one instant, so that a page can end among them. */
const TIMES = ['2026-05-01T14:59:59.999Z', '2026-05-01T15:00:00.000Z', '2026-05-02T15:00:00.000Z'] as const
const DAY = '2026-05-02'

let creator: Viewer
let other: Viewer
let fan: Viewer

beforeAll(async () => {
  creator = await makeCreator('밤비노래방')
  other = await makeCreator('고구마탐험대')
  fan = await makeViewer('새벽세시라면')
  for (const channel of [creator, other]) {
    for (let n = 0; n < 12; n++) {
      const { id } = await withLedger(channel.channel?.id ?? '', ({ createDonation }) =>
        createDonation(
          {
            donorId: n % 3 === 0 ? null : fan.id,
            donorName: n % 3 === 0 ? '이름만' : null,
            status: 'CONFIRMED',
            source: n % 4 === 0 ? 'statement' : 'manual',
            amountCheese: 100 + n,
            occurredAt: new Date(TIMES[n % TIMES.length] ?? 0),
          },
          { kind: n % 4 === 0 ? 'statement' : 'creator', id: n % 4 === 0 ? null : channel.id },
        ),
      )
      if (n % 5 === 1) await reverseDonation(channel, id, '틀림')
    }
    await rejectDonation(channel, await donateAs(fan, channel), '아님')
    await donateAs(fan, channel)
  }
})

type Asked = Omit<Parameters<typeof listDonations>[1], 'limit' | 'cursor'>

/** Every page of three, to the end. */
async function pagesOf(viewer: Viewer, asked: Asked, supporter?: string) {
  const ids: string[] = []
  for (let next: string | null | undefined; next !== null; ) {
    const query = { ...asked, limit: 3, cursor: next === undefined ? undefined : cursor.parse(next) }
    const page: Awaited<ReturnType<typeof listDonations>> = await listDonations(viewer, query, { supporter })
    expect(page.items.length).toBeLessThanOrEqual(3)
    ids.push(...page.items.map(({ id }) => id))
    next = page.nextCursor
  }
  return ids
}

async function expected({ mine, chzzkChannelId, status, source, from, to }: Asked, supporter?: string) {
  const rows = await db.donation.findMany({
    where: {
      ...(mine ? { donorId: fan.id } : { channelId: creator.channel?.id ?? '', donorId: supporter }),
      ...(mine && chzzkChannelId ? { channel: { chzzkChannelId } } : {}),
      status,
      source,
      occurredAt: { gte: from ? new Date(TIMES[1]) : undefined, lt: to ? new Date(TIMES[2]) : undefined },
    },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(({ id }) => id)
}

const FILTERS: Asked[] = [
  {},
  { status: 'CONFIRMED' },
  { status: 'OCCURRED' },
  { status: 'REVERSED', source: 'manual' },
  { source: 'statement' },
  { source: 'manual' },
  { source: 'user_flow' },
  { from: DAY },
  { to: DAY },
  { from: DAY, to: DAY },
  { source: 'manual', to: DAY },
  { source: 'manual', status: 'CONFIRMED', from: DAY, to: DAY },
]

test.each(FILTERS)('Donations asked for by %o come whole, in order and once, page by page', async (asked) => {
  const received = await pagesOf(creator, asked)
  expect(received).toEqual(await expected(asked))
  const given = { ...asked, mine: '1' as const }
  expect(await pagesOf(fan, given)).toEqual(await expected(given))
  const there = { ...given, chzzkChannelId: other.chzzkUserId }
  expect(await pagesOf(fan, there)).toEqual(await expected(there))
  expect(await pagesOf(creator, asked, fan.id)).toEqual(await expected(asked, fan.id))
})

test('A channel that is not there has none of anybody’s', async () => {
  expect(await pagesOf(fan, { mine: '1', chzzkChannelId: 'f'.repeat(32) })).toEqual([])
})
