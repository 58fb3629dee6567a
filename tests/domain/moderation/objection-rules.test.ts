import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { storedReasonCopy } from '~/copy/ko/moderation'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { removeMessage, restoreMessage } from '~/domain/moderation/hide.server'
import { createObjection } from '~/domain/moderation/objection.server'
import { resolveObjection } from '~/domain/moderation/resolve.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer } from '../../support/people'
import { insert, refusal } from '../../support/refused-by-database'

useDatabase()

let creator: Viewer
let fan: Viewer
let admin: Viewer
let message: string

beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  fan = await makeViewer('새벽세시라면')
  admin = await makeViewer('운영자', 'admin')
  const donationId = await donateAs(fan, creator)
  message = (await db.message.findUniqueOrThrow({ where: { donationId } })).id
})

const event = (kind: string, actor: Viewer, actorKind: string) =>
  insert('message_events', {
    message_id: message,
    seq: 0,
    channel_id: creator.channel?.id,
    kind,
    actor_kind: actorKind,
    actor_id: actor.id,
  })
const objection = (by: Viewer, seq: number) =>
  insert('objections', {
    id: randomUUID(),
    message_id: message,
    hidden_seq: seq,
    channel_id: creator.channel?.id,
    author_id: by.id,
    text: '괜찮은 글이에요',
  })
const lastSeq = async () => {
  const { seq } = await db.messageEvent.findFirstOrThrow({
    where: { messageId: message },
    orderBy: { seq: 'desc' },
  })
  return seq
}
const set = (id: string, what: string, ...values: unknown[]) =>
  refusal([`UPDATE objections SET ${what} WHERE id = $1`, [id, ...values]])

describe('The database refuses', () => {
  test('a viewer who hides, and a creator who brings back what an admin hid', async () => {
    expect(await refusal(event('hidden', fan, 'viewer'))).toBe('message_events_hidden_by')
    await removeMessage(admin, message, '규칙', storedReasonCopy)
    expect(await refusal(event('restored', creator, 'creator'))).toBe('message_events_restored_by')
    expect(await refusal(event('restored', admin, 'admin'))).toBe('nothing was refused')
  })

  test('an objection of another person, to nothing, to an older hiding, or twice', async () => {
    expect(await refusal(objection(fan, await lastSeq()))).toBe('objections_to_what_stands')
    await removeMessage(creator, message, '규칙', storedReasonCopy)
    const first = await lastSeq()
    expect(await refusal(objection(creator, first))).toBe('objections_by_author')
    expect(await refusal(objection(fan, first), objection(fan, first))).toBe(
      'objections_message_id_hidden_seq_key',
    )
    await restoreMessage(creator, message)
    await removeMessage(creator, message, '다시', storedReasonCopy)
    expect(await refusal(objection(fan, first))).toBe('objections_to_what_stands')
    expect(await refusal(objection(fan, await lastSeq()))).toBe('nothing was refused')
  })

  test('a decision by whoever did not hide, twice, or words that change', async () => {
    await removeMessage(admin, message, '규칙', storedReasonCopy)
    const { objectionId } = await createObjection(fan, message, '괜찮은 글이에요')
    const decide = "outcome = 'kept', resolved_at = now(), resolved_by = $2"
    expect(await set(objectionId, decide, creator.id)).toBe('objections_decided_by')
    expect(await set(objectionId, decide, fan.id)).toBe('objections_decided_by')
    expect(await set(objectionId, "outcome = 'kept', resolved_by = $2", admin.id)).toBe(
      'objections_decided_whole',
    )
    expect(await set(objectionId, "text = 'x'")).toBe('objections_never_rewritten')
    await resolveObjection(admin, objectionId, { outcome: 'kept', reason: null })
    expect(await set(objectionId, "outcome = 'restored'")).toBe('objections_decided_once')
  })
})
