/**
 * A creator with more than one transaction erases leaves: at once for everybody else, and the rest in batches that any instance goes on
 * with, wherever one of them died.
 */
import { describe, expect, test } from 'vitest'
import { db, newId } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { deleteAccount } from '~/domain/account/delete-account.server'
import { eraseLater } from '~/domain/account/erase.server'
import { exportAccount } from '~/domain/account/export.server'
import { settleBadges } from '~/domain/badges/settle.server'
import { favouritesSql } from '~/domain/channels/follow.server'
import { type Batch, type JobState, runJobs } from '~/domain/core/jobs.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { listMyLetters } from '~/domain/letters/find.server'
import { sendLetter } from '~/domain/letters/send.server'
import { getReportable, reportMessage } from '~/domain/moderation/report.server'
import { announcePost } from '~/domain/notifications/announce.server'
import { applyLater, undoLater } from '~/domain/statements/apply.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer, someChzzkId } from '../../support/people'
import { tablesHolding } from '../../support/stored'

useDatabase()

const [POST, REPLY, NOTE, GUEST, COPIED] = ['올린글', '답장글', '적은메모', '손님이름', '옮긴글']
const WORDS = [POST, REPLY, NOTE, GUEST, COPIED].map((word) => word ?? '')
const POSTS = 90
const DONATIONS = 80
const FOLLOWERS = 60

/** A creator who wrote, noted and copied more than a batch, and a fan with an answered letter. */
async function bigCreator() {
  const creator = await makeCreator('밤비노래방')
  const channelId = creator.channel?.id ?? ''
  const fan = await makeViewer('새벽세시라면')
  await sendLetter(fan, {
    chzzkChannelId: creator.chzzkUserId,
    content: '팬의 편지',
    allowRetweet: true,
    requestId: null,
  })
  const letter = await db.message.findFirstOrThrow({ where: { authorId: fan.id } })
  const own = { channelId, authorId: creator.id }
  const post = { ...own, type: 'creator_post', visibility: 'public', content: POST } as const
  await db.message.createMany({ data: Array.from({ length: POSTS }, () => post) })
  await db.message.create({
    data: { ...own, type: 'creator_reply', visibility: 'private', content: REPLY, replyToId: letter.id },
  })
  await withLedger(channelId, async (ledger) => {
    const actor = { kind: 'creator', id: creator.id } as const
    const given = {
      status: 'CONFIRMED',
      source: 'manual',
      amountCheese: 10_000,
      occurredAt: new Date(),
    } as const
    const rows = Array.from({ length: DONATIONS }, () =>
      ledger.prepareDonation({ ...given, donorId: null, donorName: GUEST, note: NOTE }, actor),
    )
    await ledger.tx.donation.createMany({ data: rows })
    await ledger.tx.message.createMany({
      data: rows.map(({ id }) => ({
        channelId,
        donationId: id,
        type: 'donation',
        visibility: 'public',
        content: COPIED,
      })),
    })
  })
  const followers = Array.from({ length: FOLLOWERS }, () => ({
    id: newId(),
    chzzkUserId: someChzzkId(),
    displayName: '팬',
  }))
  await db.user.createMany({ data: followers.map((one) => ({ ...one, agreedAt: new Date() })) })
  await db.follow.createMany({ data: followers.map(({ id: userId }) => ({ userId, channelId })) })
  return { creator, channelId, fan }
}

const run = (eraseAccount: Batch) =>
  runJobs({
    batches: {
      settle_badges: settleBadges,
      delete_account: eraseAccount,
      apply_statement: applyLater,
      undo_statement: undoLater,
      announce_post: announcePost,
    },
    goesOn: () => true,
    report: () => undefined,
  })
const agrees = async () => expect((await verifyLedger()).disagreements).toEqual([])

describe('A creator of more than one transaction', () => {
  test('is gone at once for everybody else', async () => {
    const { creator, channelId, fan } = await bigCreator()
    await deleteAccount(creator)
    expect(await db.job.count({ where: { subjectId: creator.id } })).toBe(1)
    expect(await db.channel.findUnique({ where: { id: channelId } })).toMatchObject({
      name: '닫힌 채널',
      openedAt: null,
    })
    expect(await db.user.findUnique({ where: { id: creator.id } })).toMatchObject({ agreedAt: null })
    expect(await tablesHolding([creator.displayName])).toEqual([])
    const { items } = await listMyLetters(fan, { limit: 20 })
    expect(items.map(({ content, replies }) => [content, replies])).toEqual([['팬의 편지', []]])
    await agrees()
    await run(eraseLater)
    expect(await tablesHolding(WORDS)).toEqual([])
  })

  test('leaves nothing that anybody could report, follow or take along meanwhile', async () => {
    const { creator, channelId, fan } = await bigCreator()
    const post = await db.message.findFirstOrThrow({ where: { channelId, type: 'creator_post' } })
    const reply = await db.message.findFirstOrThrow({ where: { channelId, type: 'creator_reply' } })
    const copied = await db.message.findFirstOrThrow({ where: { channelId, content: COPIED } })
    await db.follow.create({ data: { userId: fan.id, channelId } })
    await deleteAccount(creator)
    expect(
      await db.message.count({ where: { channelId, withdrawnAt: null, type: 'donation' } }),
    ).toBeGreaterThan(0)
    for (const { id: messageId } of [post, reply, copied]) {
      await expect(getReportable(fan, messageId)).rejects.toMatchObject({ reason: 'not_found' })
      const report = { messageId, reason: 'abuse', detail: null } as const
      await expect(reportMessage(fan, report)).rejects.toMatchObject({ reason: 'not_found' })
    }
    let exported = ''
    for await (const chunk of exportAccount(fan, [])) exported += chunk
    expect(exported).toContain('"follows":[]')
    const { rows } = await pool.query(favouritesSql('$1::uuid'), [fan.id])
    expect(rows).toEqual([])
  })

  test('comes back as somebody new while the one before is still erased', async () => {
    const { creator, channelId } = await bigCreator()
    await deleteAccount(creator)
    const again = await makeCreator('밤비노래방', creator.chzzkUserId)
    expect(again.id).not.toBe(creator.id)
    await run(eraseLater)
    expect(await tablesHolding(WORDS)).toEqual([])
    expect(await db.channel.findUnique({ where: { ownerId: again.id } })).toMatchObject({
      name: '밤비노래방',
    })
    expect(again.channel?.id).not.toBe(channelId)
    await agrees()
  })

  test('is erased whole, wherever the work is cut short', async () => {
    const { creator, channelId } = await bigCreator()
    await deleteAccount(creator)
    await deleteAccount(creator)
    expect(await tablesHolding(WORDS)).not.toEqual([])
    let batches = 0
    const dying: Batch = async (tx, job, limit) => {
      const result = await eraseLater(tx, job, Math.min(limit, 37))
      expect(result.count).toBeLessThanOrEqual(37)
      batches += 1
      if (batches % 2 === 0) throw new Error('killed')
      return result
    }
    while ((await db.job.count()) > 0) {
      await run(dying)
      await db.job.updateMany({ data: { retryAt: null } })
      await agrees()
    }
    expect(batches).toBeGreaterThan(5)
    expect(await tablesHolding(WORDS)).toEqual([])
    expect(await db.follow.count({ where: { channelId } })).toBe(0)
    expect(await db.donation.count({ where: { channelId, status: 'CONFIRMED' } })).toBe(DONATIONS)
  })

  test('goes on at the first step where the next one is not known any more', async () => {
    const { creator } = await bigCreator()
    await deleteAccount(creator)
    const { id, kind, subjectId } = await db.job.findFirstOrThrow({ where: { subjectId: creator.id } })
    let state: JobState | null = { step: 'a table of before', after: ['2999-01-01', newId()] }
    while (state)
      ({ state } = await db.$transaction((tx) =>
        eraseLater(tx, { id, kind, subjectId, state: state ?? {} }, 100),
      ))
    expect(await tablesHolding(WORDS)).toEqual([])
  })
})
