import { db } from '~/db/client.server'
import { query } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/append.server'
import { letterSql } from './letter-sql'
import { type LetterRow, letterItem } from './presenter'

/** Notes that a creator opened a letter; once more changes nothing. Refusal: `not_found` (api.md POST /messages/:id/read). */
export async function markRead(viewer: Viewer, id: string) {
  await db.$transaction(async (tx) => {
    const { readAt } = await lockMessage(tx, {
      id,
      ...inOwnChannel(viewer),
      type: { in: ['dm', 'donation'] },
    })
    if (!readAt) await appendMessageEvent(tx, id, { kind: 'read', actor: asCreator(viewer) })
  })
}

/** One letter or donation message of a creator's own channel, opened and thereby read. Refusal: `not_found`. */
export async function getLetter(viewer: Viewer, id: string) {
  await markRead(viewer, id)
  const [row] = await query<LetterRow>('letter', `${letterSql} WHERE m.id = $1`, [id])
  return letterItem(row ?? refuse('not_found'))
}
