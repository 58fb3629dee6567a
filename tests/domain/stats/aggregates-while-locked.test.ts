import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { connection } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { confirmDonation } from '~/domain/donations/decide.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { sendLetter } from '~/domain/letters/send.server'
import { rebuildAggregates } from '~/domain/stats/rebuild.server'
import { chooseVip } from '~/domain/vips/vips.server'
import { useDatabase } from '../../support/database'
import { emptyDatabase } from '../../support/empty'
import { donateAs, makeCreator, makeViewer } from '../../support/people'

useDatabase()

/** The embedded database has one connection, so that there nothing runs beside anything. */
describe.runIf(process.env.TEST_POSTGRES_URL)('While somebody else holds a channel’s ledger', () => {
  let other: pg.Client
  let creator: Viewer
  let fan: Viewer
  let donation: string

  beforeAll(async () => {
    other = new pg.Client(connection())
    await other.connect()
  })
  afterAll(() => other.end())

  beforeEach(async () => {
    await emptyDatabase()
    creator = await makeCreator('밤비노래방')
    fan = await makeViewer('새벽세시라면')
    donation = await donateAs(fan, creator)
    await confirmDonation(creator, donation, 20_000)
    await other.query('BEGIN')
    await other.query('SELECT lock_ledger($1)', [creator.channel?.id])
  })

  /** Whether something waits until the ledger is let go. */
  async function waits(act: Promise<unknown>) {
    const ended = act.then(() => 'ended')
    expect(await Promise.race([ended, wait(300, 'waits')])).toBe('waits')
    await other.query('COMMIT')
    expect(await ended).toBe('ended')
    expect((await verifyLedger()).disagreement).toBeNull()
  }

  test('making somebody a VIP waits, so that their letters cannot lose the place', async () => {
    const content = '안녕하세요'
    await sendLetter(fan, {
      chzzkChannelId: creator.chzzkUserId,
      content,
      allowRetweet: true,
      requestId: null,
    })
    await waits(chooseVip(creator, fan.chzzkUserId, null))
    expect((await db.message.findFirstOrThrow({ where: { type: 'dm' } })).inboxRank).toBe(100)
  })

  test('rebuilding its sums waits', async () => {
    await waits(rebuildAggregates())
  })
})
