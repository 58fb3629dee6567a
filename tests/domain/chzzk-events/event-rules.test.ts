import { beforeEach, describe, expect, test } from 'vitest'
import { storedReasonCopy } from '~/copy/ko/moderation'
import { db } from '~/db/client.server'
import { deleteAccount } from '~/domain/account/delete-account.server'
import { logOut } from '~/domain/auth/login.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode, dropToAssist, dropWithoutGrant } from '~/domain/channels/auto-confirm.server'
import {
  countUnreadable,
  erasePayloads,
  processPending,
  replayEvents,
} from '~/domain/chzzk-events/process.server'
import { getConnectionState } from '~/domain/chzzk-events/state.server'
import { createIntent } from '~/domain/donations/intents.server'
import { registerDonation } from '~/domain/donations/register.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { registerText } from '~/domain/messages/write.server'
import { removeMessage } from '~/domain/moderation/hide.server'
import { chzzkTime, connectionOf, eventOf, processAll } from '../../support/chzzk-events'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer, someChzzkId } from '../../support/people'
import { refusal } from '../../support/refused-by-database'
import { keepGrantOf } from '../auth/grant'

useDatabase()

let creator: Viewer
let fan: Viewer
let socket: Awaited<ReturnType<typeof connectionOf>>

beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  fan = await makeViewer('새벽세시라면')
  socket = await connectionOf(creator)
  await chooseAutoConfirmMode(creator, 'auto')
})

const channelId = () => creator.channel?.id ?? ''
const mode = () => db.channelSettings.findUnique({ where: { channelId: channelId() } })
const events = () =>
  db.chzzkEvent.findMany({ where: { channelId: channelId() }, orderBy: { ordinal: 'asc' } })
const donations = () =>
  db.donation.findMany({ where: { channelId: channelId() }, include: { message: true } })
const ledger = () => db.donationEntry.findMany({ where: { channelId: channelId() }, orderBy: { seq: 'asc' } })

/** A donation that a machine confirms, past everything but the database. */
const confirmedByMachine = (): [string, unknown[]] => [
  `INSERT INTO donation_events (id, channel_id, status, source, amount_cheese, occurred_at, confirmed_at, confirmed_by_kind)
   VALUES (gen_random_uuid(), $1, 'CONFIRMED', 'session', 1000, now(), now(), 'session')`,
  [channelId()],
]

describe('The database refuses', () => {
  test('a confirmation by an event where its creator does not want any, or the operator stopped all', async () => {
    for (const mode of ['assist', 'off'] as const) {
      await chooseAutoConfirmMode(creator, mode)
      expect(await refusal(confirmedByMachine())).toBe('donation_events_may_auto_confirm')
    }
    await chooseAutoConfirmMode(creator, 'auto')
    await db.instanceSwitches.update({ where: { id: 1 }, data: { autoConfirmStoppedAt: new Date() } })
    expect(await refusal(confirmedByMachine())).toBe('donation_events_may_auto_confirm')
    await db.instanceSwitches.update({ where: { id: 1 }, data: { autoConfirmStoppedAt: null } })
    expect(await refusal(confirmedByMachine())).toBe('donation_events_match_ledger')
  })

  test('a mode without its history, and a history that changes', async () => {
    const change: [string, unknown[]] = [
      "UPDATE channel_settings SET session_mode = 'assist' WHERE channel_id = $1",
      [channelId()],
    ]
    expect(await refusal(change)).toBe('channel_settings_match_mode_changes')
    expect(await refusal(["UPDATE session_mode_changes SET mode = 'off'"])).toBe(
      'session_mode_changes_append_only',
    )
  })

  test('an event that is rewritten, moved to another donation, or counted without being processed', async () => {
    await socket.store(eventOf(creator, fan), eventOf(creator, fan, { payAmount: 2000 }))
    await processAll()
    const [one, two] = await events()
    const set = (columns: string): [string, unknown[]] => [
      `UPDATE session_events SET ${columns} WHERE id = $1`,
      [one?.id],
    ]
    for (const columns of [
      "payload = '{}'",
      'received_at = now()',
      'ordinal = 7',
      `donation_id = '${two?.donationId}'`,
    ]) {
      expect(await refusal(set(columns)), columns).toMatch(/never_rewritten|donation_id_key/)
    }
    expect(await refusal(set('processed_at = NULL'))).toBe('session_events_counts_when_processed')
    expect(await refusal(set('amount_cheese = 0'))).toBe('session_events_amount_positive')
  })

  test('words of CHZZK that are rewritten twice, or by somebody who wrote here', async () => {
    await socket.store(eventOf(creator, fan))
    await processAll()
    const [one] = await donations()
    const rewrite = (columns: string) =>
      refusal([`UPDATE messages SET ${columns} WHERE id = $1`, [one?.message?.id]])
    expect(await rewrite("content = '다른 말'")).toBe('messages_never_rewritten')
    expect(await rewrite("content = '내 말', relayed = false")).toBe('messages_match_events')
    const message = await db.message.findUniqueOrThrow({ where: { id: one?.message?.id ?? '' } })
    await db.$transaction((tx) => registerText(tx, fan, message, { content: '내 말', heldBy: null }))
    expect((await verifyLedger()).disagreements).toEqual([])
    expect(await rewrite("content = '또 다른 말', relayed = true")).toBe('messages_never_rewritten')
  })
})

describe('Processing again', () => {
  test('changes nothing: neither the ledger nor the donations nor the store', async () => {
    await socket.store(
      eventOf(creator, fan),
      eventOf(creator, null),
      { broken: true },
      eventOf(creator, null, { donatorChannelId: 'TEST' }),
    )
    await processAll()
    const before = [await ledger(), await donations(), (await events()).map(({ outcome }) => outcome)]
    expect(await replayEvents()).toMatchObject({ processed: 2 })
    expect(await replayEvents()).toMatchObject({ processed: 2 })
    expect([await ledger(), await donations(), (await events()).map(({ outcome }) => outcome)]).toEqual(
      before,
    )
  })

  test('by many at once makes every donation once', async () => {
    const at = Date.now()
    await socket.store(
      ...Array.from({ length: 60 }, (_, n) =>
        eventOf(creator, fan, { eventSentAt: chzzkTime(new Date(at), n) }),
      ),
    )
    await Promise.all(Array.from({ length: 4 }, processAll))
    expect(await donations()).toHaveLength(60)
    expect((await ledger()).map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1))
  })

  test('goes on past an event that the database refuses, which is kept, marked and reported', async () => {
    await socket.store(
      eventOf(creator, fan),
      eventOf(creator, fan, { payAmount: 66_666 }),
      eventOf(creator, fan, { payAmount: 3000 }),
    )
    await db.$executeRawUnsafe(
      'ALTER TABLE donation_events ADD CONSTRAINT poison CHECK (amount_cheese <> 66666)',
    )
    const reported: string[] = []
    await processPending((eventId) => reported.push(eventId)).finally(() =>
      db.$executeRawUnsafe('ALTER TABLE donation_events DROP CONSTRAINT poison'),
    )
    const [, poisoned] = await events()
    expect([poisoned?.outcome, reported]).toEqual(['unreadable', [poisoned?.id]])
    expect((await donations()).map(({ amountCheese }) => amountCheese).sort()).toEqual([1000, 3000])
    await replayEvents()
    expect(await donations()).toHaveLength(3)
  })
})

test('What CHZZK took away is settled by the creator’s next choice, be it the same', async () => {
  await dropToAssist(channelId(), 'silent')
  expect((await getConnectionState(creator)).dropped).toMatchObject({ reason: 'silent' })
  expect(await dropToAssist(channelId(), 'silent')).toBe(false)
  for (let times = 0; times < 2; times++) await chooseAutoConfirmMode(creator, 'assist')
  expect((await getConnectionState(creator)).dropped).toBeNull()
  expect(await db.autoConfirmModeChange.count({ where: { channelId: channelId() } })).toBe(3)
})

test('Events of which nothing could be made are counted for the operator, those of a moment ago alone', async () => {
  const lately = () => countUnreadable(new Date(Date.now() - 60_000))
  const before = await lately()
  await socket.store(eventOf(creator, fan), eventOf(creator, fan, { payAmount: '1,000' }))
  await processAll()
  expect((await lately()) - before).toBe(1)
  expect(await countUnreadable(new Date(Date.now() + 60_000))).toBe(0)
})

describe('What switches stop', () => {
  test('a grant that is gone takes automatic confirmation along, though the socket is still open', async () => {
    await keepGrantOf(creator, 60 * 60_000)
    await dropWithoutGrant()
    expect(await mode()).toMatchObject({ sessionMode: 'auto' })
    await logOut(creator, null, true)
    await dropWithoutGrant()
    await dropWithoutGrant()
    expect(await mode()).toMatchObject({ sessionMode: 'assist' })
    expect(
      await db.autoConfirmModeChange.findMany({ where: { channelId: channelId() }, orderBy: { at: 'asc' } }),
    ).toMatchObject([{ reason: 'chosen' }, { mode: 'assist', reason: 'grant_gone', actorId: null }])
    await socket.store(eventOf(creator, fan))
    await processAll()
    expect(await donations()).toMatchObject([{ status: 'OCCURRED' }])
  })

  test('stands still from the moment the creator is answered, whatever is under way', async () => {
    const at = Date.now()
    await socket.store(
      ...Array.from({ length: 400 }, (_, n) =>
        eventOf(creator, null, { eventSentAt: chzzkTime(new Date(at), n) }),
      ),
    )
    const processing = processAll()
    await chooseAutoConfirmMode(creator, 'assist')
    const confirmed = () => db.donation.count({ where: { channelId: channelId(), status: 'CONFIRMED' } })
    const then = await confirmed()
    await processing
    expect(await confirmed()).toBe(then)
    expect(await donations()).toHaveLength(400)
  })
})

describe('What came before a creator switched confirmation on', () => {
  test('is evidence, though it is processed only then', async () => {
    await chooseAutoConfirmMode(creator, 'assist')
    await socket.store(eventOf(creator, fan))
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    await chooseAutoConfirmMode(creator, 'auto')
    await processAll()
    expect(await donations()).toMatchObject([{ status: 'OCCURRED' }])
    await socket.store(eventOf(creator, fan))
    await processAll()
    expect((await donations()).map(({ status }) => status).sort()).toEqual(['CONFIRMED', 'OCCURRED'])
  })
})

describe('The words of an event', () => {
  test('go when who said them leaves, also where the creator wanted none', async () => {
    await chooseAutoConfirmMode(creator, 'off')
    await socket.store(eventOf(creator, fan))
    await processAll()
    expect(await events()).toMatchObject([{ outcome: 'off', donorId: fan.id, donationId: null }])
    await deleteAccount(fan)
    expect(await events()).toMatchObject([{ outcome: 'off', payload: null }])
  })

  test('are not kept when they come after the channel’s owner left, and confirm nothing', async () => {
    await deleteAccount(creator)
    await socket.store(eventOf(creator, fan))
    await processAll()
    expect(await events()).toMatchObject([{ payload: null, donationId: null }])
    expect(await donations()).toEqual([])
  })

  test('are not kept where their author withdrew what they registered before it came', async () => {
    const { intentId } = await createIntent(fan, {
      chzzkChannelId: creator.chzzkUserId,
      message: null,
      amount: null,
      requestId: null,
    })
    const claim = { intentId, message: '멜트에 쓴 말', amount: 1000, hideAmount: false, hideName: false }
    const { messageId } = await registerDonation(fan, claim)
    await removeMessage(fan, messageId ?? '', null, storedReasonCopy)
    await socket.store(eventOf(creator, fan))
    await processAll()
    expect(await events()).toMatchObject([{ payload: null, outcome: 'confirmed', amountCheese: 1000 }])
    expect(await donations()).toMatchObject([{ status: 'CONFIRMED', message: { content: null } }])
  })

  test('which their fan wrote before the event came and never registered go with those CHZZK relayed', async () => {
    const { intentId } = await createIntent(fan, {
      chzzkChannelId: creator.chzzkUserId,
      message: '아직 등록하지 않은 말',
      amount: null,
      requestId: null,
    })
    await socket.store(eventOf(creator, fan))
    await processAll()
    const [one] = await donations()
    await removeMessage(fan, one?.message?.id ?? '', null, storedReasonCopy)
    expect(await db.donationIntent.findUnique({ where: { id: intentId } })).toMatchObject({ message: null })
  })

  test('go with the message they became', async () => {
    await socket.store(eventOf(creator, fan))
    await processAll()
    const [one] = await donations()
    await removeMessage(fan, one?.message?.id ?? '', null, storedReasonCopy)
    expect(await events()).toMatchObject([{ payload: null, outcome: 'confirmed', amountCheese: 1000 }])
  })

  test('go after 90 days, and with them nothing else', async () => {
    await socket.store(eventOf(creator, fan))
    await processAll()
    await erasePayloads(new Date(Date.now() + 89 * 24 * 60 * 60 * 1000))
    expect((await events())[0]?.payload).toContain('치지직에서 쓴 말')
    await erasePayloads(new Date(Date.now() + 91 * 24 * 60 * 60 * 1000))
    expect(await events()).toMatchObject([{ payload: null, outcome: 'confirmed' }])
    expect(await donations()).toMatchObject([{ message: { content: '치지직에서 쓴 말' } }])
  })

  test.each([
    ['a word the creator blocked', { blockedWords: ['나쁜말'] }, '나쁜말이 든 글', '나쁜말'],
    ['a link', {}, '여기로 www.example.com', '주소(링크)'],
  ])('are held, never refused, for %s', async (_name, settings, donationText, reason) => {
    await db.channelSettings.update({ where: { channelId: channelId() }, data: settings })
    await socket.store(eventOf(creator, fan, { donationText }))
    await processAll()
    const [one] = await donations()
    expect(one).toMatchObject({ status: 'CONFIRMED', message: { heldAt: expect.any(Date) } })
    expect(
      await db.messageEvent.findFirst({ where: { messageId: one?.message?.id, kind: 'held' } }),
    ).toMatchObject({ reason })
    expect(await db.feedItem.count({ where: { channelId: channelId() } })).toBe(0)
  })

  test('of somebody who is blocked are held, and their cheese counts', async () => {
    await db.block.create({ data: { channelId: channelId(), userId: fan.id } })
    await socket.store(eventOf(creator, fan))
    await processAll()
    expect(await donations()).toMatchObject([{ status: 'CONFIRMED', message: { heldAt: expect.any(Date) } }])
  })

  test('of somebody who never agreed to anything are theirs to withdraw once they log in', async () => {
    const stranger: Viewer = { ...fan, chzzkUserId: someChzzkId(), displayName: '처음 온 사람' }
    await socket.store(eventOf(creator, stranger))
    await processAll()
    const { id } = await db.user.findUniqueOrThrow({ where: { chzzkUserId: stranger.chzzkUserId } })
    const [one] = await donations()
    await removeMessage({ ...stranger, id }, one?.message?.id ?? '', null, storedReasonCopy)
    expect((await donations())[0]?.message?.content).toBeNull()
  })
})
