import type { Tx } from '~/db/transaction'

/** As many as one statement withdraws well within the time that the database gives it. */
const AT_ONCE = 2_000

/**
 * Withdraws every text that is a person's: what they wrote, what a creator copied as the message of their donation, and
 * what they copied into their own channel.
 */
export async function withdrawAll(tx: Tx, userId: string) {
  let withdrawn: number
  do {
    withdrawn = await withdrawSome(tx, userId)
  } while (withdrawn === AT_ONCE)
}

function withdrawSome(tx: Tx, userId: string) {
  return tx.$executeRaw`
    INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id)
    SELECT m.id, 0, m.channel_id, 'withdrawn',
      (CASE WHEN c.owner_id = ${userId}::uuid THEN 'creator' ELSE 'viewer' END)::message_actor, ${userId}::uuid
    FROM messages m JOIN channels c ON c.id = m.channel_id
    WHERE m.withdrawn_at IS NULL AND m.id IN (
      SELECT id FROM messages WHERE author_id = ${userId}::uuid
      UNION ALL
      SELECT g.id FROM donation_events d JOIN messages g ON g.donation_id = d.id WHERE d.donor_id = ${userId}::uuid
      UNION ALL
      SELECT g.id FROM channels own JOIN messages g ON g.channel_id = own.id AND g.type = 'donation'
      WHERE own.owner_id = ${userId}::uuid AND g.author_id IS NULL)
    LIMIT ${AT_ONCE}`
}
