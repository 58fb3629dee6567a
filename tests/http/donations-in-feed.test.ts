import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { connectionOf, eventOf, processAll } from '../support/chzzk-events'
import { createIntent } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { makeCreator, makeViewer, someChzzkId } from '../support/people'

useMelt()

type Item = {
  id: string
  author: { displayName: string }
  content: string
  donation?: { status: string; amount: number | null }
  replies: { content: string }[]
}
type Donation = { id: string; messageId: string; message: string | null }

let streamer: Viewer
let owner: Client
let fan: Client
let donor: Viewer

beforeEach(async () => {
  streamer = await makeCreator('밤비노래방')
  owner = await signedIn({ channelId: streamer.chzzkUserId, name: '밤비노래방', opened: true })
  donor = await makeViewer('새벽세시라면')
  fan = await signedIn({ channelId: donor.chzzkUserId, name: '새벽세시라면' })
})

const feed = async () =>
  (await stranger.ask<{ items: Item[] }>('GET', `/feed?chzzkChannelId=${streamer.chzzkUserId}`)).items
const lines = async () =>
  (await feed()).map(({ author, content, donation }) => [author.displayName, content, donation?.amount])
const byHand = async (fields: object = {}) =>
  (await owner.ask<{ donation: Donation }>('POST', '/donations/manual', { amount: 1_000, ...fields }))
    .donation
const only = async () => (await feed())[0]?.id

/** What CHZZK sends, without a word of its donor. */
async function signal(from: Viewer | null, fields: object = {}) {
  const socket = await connectionOf(streamer)
  await socket.store(eventOf(streamer, from, { donationText: ' ', ...fields }))
  await processAll()
}

describe('A donation without words stands in the feed', () => {
  test('with who gave and how much, whether a signal or the streamer told of it', async () => {
    await chooseAutoConfirmMode(streamer, 'auto')
    await signal(donor, { payAmount: 3_000 })
    await signal(null, { payAmount: 500 })
    await byHand({ donorName: '오프라인팬', amount: 70 })
    await byHand({ chzzkUserId: donor.chzzkUserId, amount: 60 })
    await byHand({ amount: 50 })
    await byHand({ intentId: await createIntent(fan, owner), amount: 40 })
    expect((await lines()).sort()).toEqual(
      [
        ['새벽세시라면', '', 3_000],
        ['익명', '', 500],
        ['오프라인팬', '', 70],
        ['새벽세시라면', '', 60],
        ['익명', '', 50],
        ['새벽세시라면', '', 40],
      ].sort(),
    )
    const page = await (await stranger.get(`/${streamer.chzzkUserId}`, 'text/html')).text()
    expect(page.replace(/<[^>]*>/g, '')).toContain('새벽세시라면님이 3,000치즈를 후원했어요')
    expect(page).not.toMatch(/<p[^>]*><\/p>/)
    expect((await verifyLedger()).disagreement).toBeNull()
  })

  test('only once it is confirmed, and only as long as it is', async () => {
    await chooseAutoConfirmMode(streamer, 'assist')
    await signal(donor)
    expect(await lines()).toEqual([])
    const { items } = await owner.ask<{ items: Donation[] }>('GET', '/donations')
    const { id, messageId } = items[0] as Donation
    await owner.ask('POST', `/donations/${id}/confirm`)
    expect(await lines()).toEqual([['새벽세시라면', '', 1_000]])
    await owner.ask('POST', `/donations/${id}/reverse`, { reason: '틀림' })
    expect(await lines()).toEqual([])
    await owner.ask('POST', `/donations/${id}/confirm`)
    expect(await only()).toBe(messageId)
    await signal(null)
    const waiting = await owner.ask<{ items: Donation[] }>('GET', '/donations?status=OCCURRED')
    await owner.ask('POST', `/donations/${waiting.items[0]?.id}/reject`, { reason: '아님' })
    expect(await feed()).toHaveLength(1)
  })

  test('without the name and the amount that its donor hides', async () => {
    const { id } = await byHand({ chzzkUserId: donor.chzzkUserId })
    await fan.ask('PUT', `/donations/${id}/disclosure`, { hideAmount: true, hideName: true })
    expect(await lines()).toEqual([['익명', '', null]])
  })

  test('not where its donor is blocked, until the streamer lets it through', async () => {
    await chooseAutoConfirmMode(streamer, 'auto')
    await owner.ask('POST', '/block', { chzzkUserId: donor.chzzkUserId })
    await signal(donor)
    expect(await lines()).toEqual([])
    const { items } = await owner.ask<{ items: Donation[] }>('GET', '/donations')
    await owner.ask('POST', `/messages/${items[0]?.messageId}/release`)
    expect(await lines()).toEqual([['새벽세시라면', '', 1_000]])
  })

  test('until the words that its fan registers take its place, under the same id', async () => {
    await chooseAutoConfirmMode(streamer, 'auto')
    const intentId = await createIntent(fan, owner, { amount: 1_000 })
    await signal(donor)
    const before = await only()
    const { donation } = await fan.ask<{ donation: Donation }>('POST', '/donations/occurred', {
      intentId,
      message: '이제야 남겨요',
      amount: 1_000,
    })
    expect(donation.messageId).toBe(before)
    expect((await feed()).map(({ id, content }) => [id, content])).toEqual([[before, '이제야 남겨요']])
  })

  test('where it was already for whoever ran Melt before, but not of somebody who left', async () => {
    const gone = await makeViewer('떠난 사람')
    const [line, held, left] = await withLedger(streamer.channel?.id ?? '', async ({ createDonation }) => {
      const begun = { status: 'CONFIRMED', source: 'manual', amountCheese: 900 } as const
      const at = { occurredAt: new Date('2026-10-01T00:00:00Z') }
      const actor = { kind: 'creator', id: streamer.id } as const
      const ids = []
      for (const donorId of [null, donor.id, gone.id])
        ids.push((await createDonation({ ...begun, ...at, donorId }, actor)).id)
      return ids
    })
    await owner.ask('POST', '/block', { chzzkUserId: donor.chzzkUserId })
    await db.user.update({ where: { id: gone.id }, data: { displayName: '탈퇴한 사람', agreedAt: null } })
    const path = 'prisma/migrations/20261129050100_donations_without_words/migration.sql'
    const sql = readFileSync(path, 'utf8')
    await pool.query(sql.slice(sql.indexOf('INSERT INTO messages (id')))
    expect(await lines()).toEqual([['익명', '', 900]])
    const kept = await db.message.findMany({ where: { donationId: { in: [line, held, left] as string[] } } })
    expect(kept.map(({ donationId, heldAt }) => [donationId, heldAt !== null]).sort()).toEqual(
      [
        [line, false],
        [held, true],
      ].sort(),
    )
  })
})

describe('A line is a message', () => {
  test('that is answered, reported, hidden and brought back', async () => {
    const reader = await signedIn({ channelId: someChzzkId(), name: '서울숲다람쥐' })
    const { messageId } = await byHand({ chzzkUserId: donor.chzzkUserId })
    await owner.ask('POST', `/messages/${messageId}/reply`, { content: '고마워요', visibility: 'public' })
    expect((await feed())[0]?.replies).toMatchObject([{ content: '고마워요' }])
    const form = await (await reader.get(`/report/${messageId}`, 'text/html')).text()
    expect(form).toContain('메시지 없이 후원했어요')
    await reader.ask('POST', '/report', { messageId, reason: 'impersonation' })
    const queue = await (await owner.get('/dashboard/moderation', 'text/html')).text()
    expect(queue).toContain('메시지 없이 후원했어요')
    await owner.ask('DELETE', `/content/${messageId}`, { reason: '사칭이에요' })
    expect((await feed()).map(({ content }) => content)).toEqual(['고마워요'])
    await owner.ask('POST', `/content/${messageId}/restore`)
    expect(await lines()).toEqual([['새벽세시라면', '', 1_000]])
  })

  test('that its donor finds among their own, takes along and takes away', async () => {
    const { id, messageId, message } = await byHand({ chzzkUserId: donor.chzzkUserId })
    expect(message).toBeNull()
    const { items } = await fan.ask<{ items: object[] }>('GET', '/messages/mine')
    expect(items).toMatchObject([{ id: messageId, content: '', donation: { id } }])
    expect(await (await fan.get('/letters', 'text/html')).text()).toContain('메시지 없이 후원했어요')
    const [mine] = (await fan.ask<{ messages: object[] }>('GET', '/me/export')).messages
    expect(mine).toMatchObject({ id: messageId, history: [{ kind: 'created', actorKind: 'creator' }] })
    await fan.ask('DELETE', `/content/${messageId}`)
    expect(await feed()).toEqual([])
    expect((await verifyLedger()).disagreement).toBeNull()
  })

  test('that its streamer finds by its donor’s name, and of which the file says nothing', async () => {
    await byHand({ chzzkUserId: donor.chzzkUserId })
    const inbox = await owner.ask<{ letters: { items: object[] } }>('GET', '/creator/inbox?query=세시라면')
    expect(inbox.letters.items).toMatchObject([{ content: '', donation: { amount: 1_000 } }])
    expect(await (await owner.get('/creator/export/donations.csv')).text()).toContain('새벽세시라면')
  })

  test('that nobody writes by hand', async () => {
    const empty = { chzzkChannelId: streamer.chzzkUserId, content: '' }
    expect((await fan.post('/messages/dm', empty)).status).toBe(422)
    const insert = `INSERT INTO messages (id, channel_id, author_id, type, visibility, content)
      VALUES (gen_random_uuid(), $1, $2, 'creator_post', 'public', '')`
    await expect(pool.query(insert, [streamer.channel?.id, streamer.id])).rejects.toMatchObject({
      constraint: 'messages_without_words_are_lines',
    })
  })
})
