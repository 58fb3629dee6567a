import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { confirmDonation } from '~/domain/donations/decide.server'
import { discloseDonation } from '~/domain/donations/disclosure.server'
import { createIntent, dismissIntent, getOwnIntent, listOwnIntents } from '~/domain/donations/intents.server'
import { registerDonation } from '~/domain/donations/register.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { getFeed } from '~/domain/feed/get.server'
import { replyToMessage } from '~/domain/letters/reply.server'
import { chzzkTime, connectionOf, eventOf, processAll } from '../../support/chzzk-events'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer, someChzzkId } from '../../support/people'

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

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

async function receive(...events: unknown[]) {
  await socket.store(...events)
  await processAll()
}

/** Every donation of the channel: where it stands, its amount, the words of it and who says so. */
async function donations() {
  expect((await verifyLedger()).disagreement).toBeNull()
  const rows = await db.donation.findMany({
    where: { channelId: creator.channel?.id },
    include: { message: true, donor: true },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    status: row.status,
    amount: row.amountCheese,
    words: row.message?.content ?? null,
    by: row.confirmedByKind,
  }))
}

const outcomes = async () =>
  (
    await db.chzzkEvent.findMany({
      where: { channelId: creator.channel?.id },
      orderBy: [{ receivedAt: 'asc' }, { ordinal: 'asc' }],
    })
  ).map(({ outcome }) => outcome)

const openFor = async (amount: number | null = null) =>
  (await createIntent(fan, { chzzkChannelId: creator.chzzkUserId, message: null, amount, requestId: null }))
    .intentId
/** An intent whose cheese came, with CHZZK's own text, which the creator answered. */
const openAndAnswered = async () => {
  const intentId = await openFor()
  await receive(eventOf(creator, fan))
  const [one] = await db.message.findMany({ where: { channelId: creator.channel?.id } })
  const answer = { content: '고마워요', visibility: 'public', requestId: null } as const
  await replyToMessage(creator, one?.id ?? '', answer)
  return intentId
}
const claim = async (amount: number | null, message = '멜트에 쓴 말') =>
  registerDonation(fan, { intentId: await openFor(), message, amount, hideAmount: false, hideName: false })

const CONFIRMED = { status: 'CONFIRMED', amount: 1000, by: 'session' }

describe('In auto an event confirms', () => {
  test('a donation nobody announced, with the words of CHZZK', async () => {
    await receive(eventOf(creator, fan))
    expect(await donations()).toEqual([{ ...CONFIRMED, words: '치지직에서 쓴 말' }])
    expect(await outcomes()).toEqual(['confirmed'])
    const { items } = await getFeed({
      chzzkChannelId: creator.chzzkUserId,
      cursor: undefined,
      limit: 20,
      sort: 'recent',
      period: 'all',
    })
    expect(items).toMatchObject([
      {
        type: 'donation',
        author: { displayName: '새벽세시라면' },
        donation: { status: 'CONFIRMED', amount: 1000 },
      },
    ])
  })

  test('the waiting claim of the same amount first, though another is closer in time', async () => {
    const far = await claim(1000)
    await claim(5000)
    await receive(eventOf(creator, fan))
    expect(await db.donation.findUnique({ where: { id: far.donation.id } })).toMatchObject({
      status: 'CONFIRMED',
    })
    expect(await donations()).toHaveLength(2)
  })

  test('a claim in the queue behind three that wait, with the words and the switches of its fan', async () => {
    const intentId = await openFor()
    for (const amount of [100, 200, 300]) await claim(amount)
    const queued = { intentId, message: '줄 서 있던 말', amount: 1000, hideAmount: true, hideName: false }
    expect((await registerDonation(fan, queued)).donation.status).toBe('PENDING')
    await receive(eventOf(creator, fan))
    expect(await donations()).toContainEqual({ ...CONFIRMED, words: '줄 서 있던 말' })
    expect(await db.donation.findUnique({ where: { intentId } })).toMatchObject({ hideAmount: true })
    expect(await registerDonation(fan, queued)).toMatchObject({
      replayed: true,
      donation: { status: 'CONFIRMED' },
    })
    expect(await donations()).toHaveLength(4)
  })

  test('the closest waiting claim where no amount fits, with the amount of the event', async () => {
    const { donation } = await claim(1_000_000)
    await receive(eventOf(creator, fan, { payAmount: 1000 }))
    const [one, ...more] = await donations()
    expect([one, more]).toEqual([{ ...CONFIRMED, words: '멜트에 쓴 말' }, []])
    expect((await db.donation.findUnique({ where: { id: donation.id } }))?.amountCheese).toBe(1000)
  })

  test('an intent that its fan never came back to', async () => {
    const intentId = await openFor()
    await receive(eventOf(creator, fan))
    expect(await db.donation.findUnique({ where: { intentId } })).toMatchObject({ status: 'CONFIRMED' })
    const entries = await db.donationEntry.findMany({ where: { channelId: creator.channel?.id } })
    expect(entries).toMatchObject([{ from: 'PENDING', to: 'CONFIRMED', actorKind: 'session', actorId: null }])
  })

  test('nothing of another fan, another channel or another day', async () => {
    const other = await makeViewer('감자튀김요정')
    const { donation } = await claim(1000)
    await receive(eventOf(creator, other))
    await db.donation.update({ where: { id: donation.id }, data: { occurredAt: minutesAgo(25 * 60) } })
    await receive(eventOf(creator, fan))
    expect(await db.donation.findUnique({ where: { id: donation.id } })).toMatchObject({
      status: 'OCCURRED',
    })
    expect(await donations()).toHaveLength(3)
  })

  test('an anonymous donation, of nobody', async () => {
    await claim(1000)
    for (const donatorChannelId of ['anonymous', null, '', undefined]) {
      await receive(eventOf(creator, null, { donatorChannelId }))
    }
    const all = await db.donation.findMany({
      where: { channelId: creator.channel?.id, source: 'session' },
    })
    expect(all).toHaveLength(4)
    expect(all.every(({ donorId, donorName }) => donorId === null && donorName === null)).toBe(true)
  })

  test('a donation of somebody who never used Melt, who takes the row over', async () => {
    const stranger: Viewer = { ...fan, chzzkUserId: someChzzkId(), displayName: '처음 온 사람' }
    await receive(eventOf(creator, stranger))
    const user = await db.user.findUniqueOrThrow({ where: { chzzkUserId: stranger.chzzkUserId } })
    expect(user).toMatchObject({ displayName: '처음 온 사람', agreedAt: null })
    expect(await db.donation.findFirst({ where: { donorId: user.id } })).toMatchObject({
      status: 'CONFIRMED',
    })
  })
})

describe('One donation stays one', () => {
  test('when the fan claims before the event', async () => {
    await claim(1000)
    await receive(eventOf(creator, fan))
    expect(await donations()).toEqual([{ ...CONFIRMED, words: '멜트에 쓴 말' }])
  })

  test('when the fan comes back after the event: their words take the place of those CHZZK relayed', async () => {
    const intentId = await openFor()
    await receive(eventOf(creator, fan))
    const registration = {
      intentId,
      message: '멜트에 쓴 말',
      amount: 1000,
      hideAmount: true,
      hideName: false,
    }
    const { donation, replayed } = await registerDonation(fan, registration)
    expect([donation.status, donation.hideAmount, replayed]).toEqual(['CONFIRMED', true, false])
    expect(await donations()).toEqual([{ ...CONFIRMED, words: '멜트에 쓴 말' }])
    expect((await registerDonation(fan, registration)).replayed).toBe(true)
    await expect(registerDonation(fan, { ...registration, message: '또 다른 말' })).rejects.toMatchObject({
      reason: 'conflict',
    })
  })

  test('and its fan is asked for their words until they wrote or declined', async () => {
    const intentId = await openFor()
    await receive(eventOf(creator, fan))
    const asked = async () => (await listOwnIntents(fan)).items.map((intent) => intent.intentId)
    const state = async () => getOwnIntent(fan, creator.chzzkUserId, intentId)
    expect(await asked()).toEqual([intentId])
    expect(await state()).toMatchObject({ state: 'open', signaledAmount: 1000, isConfirmed: true })
    await dismissIntent(fan, intentId)
    expect([await asked(), (await state()).state]).toEqual([[], 'registered'])
    await registerDonation(fan, {
      intentId,
      message: '멜트에 쓴 말',
      amount: null,
      hideAmount: false,
      hideName: false,
    })
    await expect(dismissIntent(fan, intentId)).rejects.toMatchObject({ reason: 'not_found' })
    expect(await donations()).toEqual([{ ...CONFIRMED, words: '멜트에 쓴 말' }])
  })

  test('and what its creator answered keeps the words it answers', async () => {
    const intentId = await openAndAnswered()
    const registration = { intentId, message: '다른 말', amount: null, hideAmount: true, hideName: false }
    for (let times = 0; times < 2; times++) {
      expect((await registerDonation(fan, registration)).donation).toMatchObject({
        hideAmount: true,
        message: '치지직에서 쓴 말',
      })
    }
    expect(await donations()).toHaveLength(1)
  })

  test('and what its fan hid meanwhile is not shown again by an earlier request that repeats', async () => {
    const intentId = await openAndAnswered()
    const first = { intentId, message: '다른 말', amount: null, hideAmount: false, hideName: false }
    const { donation } = await registerDonation(fan, first)
    await discloseDonation(fan, donation.id, { hideAmount: true, hideName: true })
    expect((await registerDonation(fan, first)).donation).toMatchObject({ hideAmount: true, hideName: true })
  })

  test('and what its fan hid before they came back stays hidden', async () => {
    await receive(eventOf(creator, fan))
    const [one] = await db.donation.findMany({ where: { channelId: creator.channel?.id } })
    await discloseDonation(fan, one?.id ?? '', { hideAmount: false, hideName: true })
    const intentId = await openFor()
    const registration = { intentId, message: '말', amount: null, hideAmount: true, hideName: false }
    for (const replayed of [false, true]) {
      const answer = await registerDonation(fan, registration)
      expect(answer).toMatchObject({ replayed, donation: { hideAmount: true, hideName: true } })
    }
    const seen = { ...registration, hideAmount: false }
    await discloseDonation(fan, one?.id ?? '', { hideAmount: false, hideName: false })
    expect((await registerDonation(fan, seen)).replayed).toBe(true)
    await expect(registerDonation(fan, registration)).rejects.toMatchObject({ reason: 'conflict' })
  })

  test('and the form of an intent that CHZZK told of is ticked as its fan left it', async () => {
    const intentId = await openFor()
    await receive(eventOf(creator, fan))
    const { donationId } = await getOwnIntent(fan, creator.chzzkUserId, intentId)
    await discloseDonation(fan, donationId ?? '', { hideAmount: false, hideName: true })
    const found = await getOwnIntent(fan, creator.chzzkUserId, intentId)
    expect(found).toMatchObject({ state: 'open', hideAmount: false, hideName: true })
    const registration = { intentId, message: '말', amount: null, hideAmount: false, hideName: false }
    expect((await registerDonation(fan, registration)).donation.hideName).toBe(false)
  })

  test('when the event came without words', async () => {
    const intentId = await openFor()
    await receive(eventOf(creator, fan, { donationText: '' }))
    await registerDonation(fan, {
      intentId,
      message: '멜트에 쓴 말',
      amount: null,
      hideAmount: false,
      hideName: false,
    })
    expect(await donations()).toEqual([{ ...CONFIRMED, words: '멜트에 쓴 말' }])
  })

  test('when the fan goes to Melt only after the event', async () => {
    await receive(eventOf(creator, fan))
    await claim(1000)
    expect(await donations()).toEqual([{ ...CONFIRMED, words: '멜트에 쓴 말' }])
    await claim(1000)
    expect(await donations()).toHaveLength(2)
  })

  test('but a claim of another amount is another donation', async () => {
    await receive(eventOf(creator, fan))
    await claim(7000)
    expect((await donations()).map(({ status }) => status)).toEqual(['CONFIRMED', 'OCCURRED'])
  })

  test('when its creator confirmed by hand before the event came', async () => {
    const { donation } = await claim(1000)
    await confirmDonation(creator, donation.id)
    await receive(eventOf(creator, fan))
    expect(await donations()).toEqual([
      { status: 'CONFIRMED', amount: 1000, by: 'creator', words: '멜트에 쓴 말' },
    ])
    expect(await outcomes()).toEqual(['evidence'])
  })

  test('however often and over however many sockets the event comes', async () => {
    const event = eventOf(creator, fan)
    const second = await connectionOf(creator)
    await socket.store(event, event)
    await second.store({ ...event, unknownField: 'kept' })
    await processAll()
    await receive(event)
    expect(await donations()).toHaveLength(1)
    expect(await db.chzzkEvent.findMany({ where: { channelId: creator.channel?.id } })).toMatchObject([
      { deliveries: 4, ordinal: 1, outcome: 'confirmed' },
    ])
  })
})

describe('Two donations stay two', () => {
  test('when they are equal and a minute apart', async () => {
    const at = minutesAgo(5)
    await receive(eventOf(creator, fan, { eventSentAt: chzzkTime(at) }))
    await receive(eventOf(creator, fan, { eventSentAt: chzzkTime(new Date(at.getTime() + 60_000)) }))
    expect(await donations()).toHaveLength(2)
  })

  test('when they differ by a nanosecond and come in the wrong order', async () => {
    const at = minutesAgo(1)
    const events = [2, 1].map((ns) => eventOf(creator, fan, { eventSentAt: chzzkTime(at, ns) }))
    await receive(...events)
    expect(await donations()).toHaveLength(2)
  })

  test('when what CHZZK writes as their time is none: they are told apart like those without', async () => {
    await receive(eventOf(creator, fan, { eventSentAt: '알 수 없음' }))
    await receive(eventOf(creator, fan, { eventSentAt: '알 수 없음' }))
    expect((await donations()).map(({ status }) => status).sort()).toEqual(['CONFIRMED', 'OCCURRED'])
  })

  test('without CHZZK’s time an equal one right after is left to the creator, never counted by itself', async () => {
    const event = eventOf(creator, fan, { eventSentAt: undefined })
    await receive(event, event)
    expect((await donations()).map(({ status }) => status).sort()).toEqual(['CONFIRMED', 'OCCURRED'])
  })
})

describe('In assist an event is evidence', () => {
  beforeEach(() => chooseAutoConfirmMode(creator, 'assist'))

  test('that marks a claim, and its amount is what the creator confirms', async () => {
    const { donation } = await claim(7000)
    await receive(eventOf(creator, fan, { payAmount: 1000 }))
    expect(await donations()).toMatchObject([{ status: 'OCCURRED', amount: null }])
    const confirmed = await confirmDonation(creator, donation.id)
    expect(confirmed).toMatchObject({ amount: 1000, signal: { amount: 1000 } })
  })

  test('or begins a donation that waits, which the fan joins', async () => {
    await receive(eventOf(creator, fan))
    expect(await donations()).toEqual([
      { status: 'OCCURRED', amount: null, words: '치지직에서 쓴 말', by: null },
    ])
    await claim(1000)
    expect(await donations()).toEqual([{ status: 'OCCURRED', amount: null, words: '멜트에 쓴 말', by: null }])
  })

  test('and in auto too where CHZZK names a kind that it does not document as a donation', async () => {
    await chooseAutoConfirmMode(creator, 'auto')
    await claim(3000)
    await receive(
      eventOf(creator, fan, { payAmount: 3000, donationType: 'MISSION' }),
      eventOf(creator, null, { payAmount: 4000, donationType: 'PARTY' }),
    )
    expect(await donations()).toMatchObject([
      { status: 'OCCURRED', by: null },
      { status: 'OCCURRED', by: null },
    ])
    expect(await outcomes()).toEqual(['evidence', 'evidence'])
    await receive(eventOf(creator, fan, { payAmount: 5000, donationType: 'VIDEO' }))
    expect((await donations()).at(-1)).toMatchObject({ status: 'CONFIRMED', amount: 5000, by: 'session' })
  })

  test('and stays evidence when auto is switched on later', async () => {
    await claim(1000)
    await receive(eventOf(creator, fan))
    await chooseAutoConfirmMode(creator, 'auto')
    await processAll()
    expect(await donations()).toMatchObject([{ status: 'OCCURRED' }])
  })
})

test('A creator’s own donation to themselves does what any other does', async () => {
  await receive(eventOf(creator, creator))
  expect(await donations()).toHaveLength(1)
})

describe('What counts nothing', () => {
  test('a test donation is kept and labelled', async () => {
    await receive(eventOf(creator, null, { donatorChannelId: 'TEST', donatorNickname: 'TEST' }))
    expect([await outcomes(), await donations()]).toEqual([['test'], []])
  })

  test('while the mode is off', async () => {
    await chooseAutoConfirmMode(creator, 'off')
    await receive(eventOf(creator, fan))
    expect([await outcomes(), await donations()]).toEqual([['off'], []])
  })

  test.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['a list', []],
    ['no amount', { payAmount: undefined }],
    ['half a cheese', { payAmount: 0.5 }],
    ['no cheese', { payAmount: 0 }],
    ['less than nothing', { payAmount: -1000 }],
    ['words for an amount', { payAmount: '천 원' }],
    ['more than there is', { payAmount: 1e15 }],
    ['a donor of no known form', { donatorChannelId: 'someone' }],
    ['another channel', { channelId: someChzzkId() }],
  ])('%s', async (_name, fields) => {
    const payload =
      fields && typeof fields === 'object' && !Array.isArray(fields) ? eventOf(creator, fan, fields) : fields
    await receive(payload)
    expect([await outcomes(), await donations()]).toEqual([['unreadable'], []])
  })
})

test('Amounts as text, objects instead of text, unknown fields and hostile words are taken as they should be', async () => {
  await receive(
    eventOf(creator, fan, {
      payAmount: '1000',
      donationType: 'VIDEO',
      more: { than: ['expected'] },
      donatorNickname: '\u0000\u202e\ud800',
      donationText: `<script>\u0000\u202e${'가'.repeat(5000)}`,
    }),
  )
  const [one] = await donations()
  expect(one).toMatchObject({ status: 'CONFIRMED', amount: 1000 })
  expect([...(one?.words ?? '')]).toHaveLength(300)
  const [event] = await db.chzzkEvent.findMany({ where: { channelId: creator.channel?.id } })
  expect(event?.payload).toContain('than')
})
