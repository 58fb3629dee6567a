import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { storedReasonCopy } from '~/copy/ko/moderation'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { createPost } from '~/domain/feed/post.server'
import { replyToMessage } from '~/domain/letters/reply.server'
import { sendLetter } from '~/domain/letters/send.server'
import { reportMessage } from '~/domain/moderation/report.server'
import { eraseOldEvidence, resolveReport } from '~/domain/moderation/resolve.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer } from '../../support/people'
import { insert, refusal } from '../../support/refused-by-database'

useDatabase()

let creator: Viewer
let fan: Viewer
let passer: Viewer
let admin: Viewer
let cheer: string
let letter: string

beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  fan = await makeViewer('새벽세시라면')
  passer = await makeViewer('지나가던분')
  admin = await makeViewer('운영자', 'admin')
  const donationId = await donateAs(fan, creator, '나쁜 말이 든 응원')
  cheer = (await db.message.findUniqueOrThrow({ where: { donationId } })).id
  const chzzkChannelId = creator.chzzkUserId
  letter = (await sendLetter(fan, { chzzkChannelId, content: '둘만의 말', allowRetweet: true })).messageId
})

const reportOf = (messageId: string, reporter: Viewer, fields: object = {}) =>
  insert('reports', {
    id: randomUUID(),
    message_id: messageId,
    channel_id: creator.channel?.id,
    reporter_id: reporter.id,
    reason: 'abuse',
    ...fields,
  })
const made = (by: Viewer, messageId: string) =>
  reportMessage(by, { messageId, reason: 'abuse', detail: '설명' }).then(({ reportId }) => reportId)
const set = (id: string, what: string, ...values: unknown[]) =>
  refusal([`UPDATE reports SET ${what} WHERE id = $1`, [id, ...values]])
const decide = "outcome = 'hidden', outcome_reason = 'x', resolved_at = now(), resolved_by"

describe('The database refuses', () => {
  test('a report by whoever cannot read the message, of their own words, or a second one', async () => {
    expect(await refusal(reportOf(letter, passer))).toBe('reports_by_who_reads')
    expect(await refusal(reportOf(letter, admin))).toBe('reports_by_who_reads')
    expect(await refusal(reportOf(cheer, fan))).toBe('reports_of_others_words')
    const { messageId } = await replyToMessage(creator, letter, { content: '답', visibility: 'private' })
    expect(await refusal(reportOf(messageId, passer))).toBe('reports_by_who_reads')
    expect(await refusal(reportOf(messageId, fan))).toBe('nothing was refused')
    await made(passer, cheer)
    expect(await refusal(reportOf(cheer, passer))).toBe('reports_message_id_reporter_id_key')
  })

  test('evidence that is not the message’s own words, and words that change afterwards', async () => {
    await db.report.create({
      data: {
        messageId: cheer,
        channelId: creator.channel?.id ?? '',
        reporterId: passer.id,
        reason: 'spam',
        evidence: '지어낸 말',
      },
    })
    const { id, evidence } = await db.report.findFirstOrThrow({ where: { messageId: cheer } })
    expect(evidence).toBe('나쁜 말이 든 응원')
    expect(await set(id, "evidence = 'x'")).toBe('reports_never_rewritten')
    expect(await set(id, "detail = 'x'")).toBe('reports_never_rewritten')
    expect(await set(id, "reason = 'other'")).toBe('reports_never_rewritten')
    expect(await set(id, 'reporter_id = $2', fan.id)).toBe('reports_never_rewritten')
    expect(await set(id, 'for_admins = true')).toBe('reports_never_rewritten')
    expect(await set(id, 'evidence = NULL')).toBe('reports_open_keeps_evidence')
  })

  test('a decision by whoever it is not for, by halves, or twice', async () => {
    const id = await made(passer, cheer)
    expect(await set(id, `${decide} = $2`, passer.id)).toBe('reports_decided_by')
    expect(await set(id, `${decide} = $2`, creator.id)).toBe('nothing was refused')
    expect(await set(id, `${decide} = $2`, admin.id)).toBe('nothing was refused')
    expect(await set(id, "outcome = 'kept'")).toBe('reports_decided_by')
    expect(await set(id, "outcome = 'kept', resolved_by = $2", creator.id)).toBe('reports_decided_whole')
    const kept = "outcome = 'kept', resolved_at = now(), resolved_by = $2"
    expect(await set(id, kept, creator.id)).toBe('reports_kept_is_erased')
    const bare = "outcome = 'hidden', resolved_at = now(), resolved_by = $2"
    expect(await set(id, bare, creator.id)).toBe('reports_hidden_for_a_reason')
    await resolveReport(creator, id, { outcome: 'hidden', reason: null }, storedReasonCopy)
    expect(await set(id, `${decide} = $2`, admin.id)).toBe('reports_decided_once')
  })

  test('a creator who decides on reports of their own words, or their own report', async () => {
    const { messageId } = await createPost(creator, { content: '공지', pinned: false })
    for (const id of [await made(fan, messageId), await made(creator, letter)]) {
      expect(await set(id, `${decide} = $2`, creator.id)).toBe('reports_decided_by')
      expect(await set(id, `${decide} = $2`, admin.id)).toBe('nothing was refused')
    }
  })

  test('an audit log that is changed, emptied or written by others than admins', async () => {
    const entry = { id: randomUUID(), actor_id: admin.id, act: 'ledger_checked' }
    const written = insert('audit_entries', entry)
    expect(await refusal(insert('audit_entries', { ...entry, actor_id: creator.id }))).toBe(
      'audit_entries_by_admin',
    )
    for (const text of [
      "UPDATE audit_entries SET reason = 'x'",
      'DELETE FROM audit_entries',
      'TRUNCATE audit_entries',
    ]) {
      expect(await refusal(written, [text])).toBe('audit_entries_append_only')
    }
  })
})

describe('The words of a report', () => {
  test('are erased at once when it is kept', async () => {
    const id = await made(passer, cheer)
    await resolveReport(creator, id, { outcome: 'kept', reason: null }, storedReasonCopy)
    expect(await db.report.findUnique({ where: { id } })).toMatchObject({ evidence: null, detail: null })
  })

  test('stay for 90 days when it is hidden, and go then', async () => {
    const id = await made(passer, cheer)
    await resolveReport(creator, id, { outcome: 'hidden', reason: null }, storedReasonCopy)
    const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000)
    await eraseOldEvidence(inDays(89))
    expect(await db.report.findUnique({ where: { id } })).toMatchObject({ evidence: '나쁜 말이 든 응원' })
    await eraseOldEvidence(inDays(91))
    expect(await db.report.findUnique({ where: { id } })).toMatchObject({ evidence: null, detail: null })
  })
})
