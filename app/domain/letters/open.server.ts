import { db } from '~/db/client.server'
import { query } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { asCreator, inOwnChannel, lockMessage, tellMessage } from '~/domain/messages/record.server'
import { refuse } from '~/domain/refusal'
import { type LetterRow, letterItem } from './item'
import { letterSql } from './letter-sql'

/** Notes that a creator opened a letter; once more changes nothing. Refusal: `not_found` (api.md POST /messages/:id/read). */
export async function markRead(viewer: Viewer, id: string) {
  await db.$transaction(async (tx) => {
    const { readAt } = await lockMessage(tx, {
      id,
      ...inOwnChannel(viewer),
      type: { in: ['dm', 'donation'] },
    })
    if (!readAt) await tellMessage(tx, id, { kind: 'read', actor: asCreator(viewer) })
  })
}

/** One letter or donation message of a creator's own channel, opened and thereby read. Refusal: `not_found`. */
export async function openLetter(viewer: Viewer, id: string) {
  await markRead(viewer, id)
  const [row] = await query<LetterRow>('letter', `${letterSql} WHERE m.id = $1`, [id])
  return letterItem(row ?? refuse('not_found'))
}
