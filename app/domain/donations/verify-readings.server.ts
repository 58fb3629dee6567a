import { db } from '~/db/client.server'

/** The first feed row that disagrees with the messages and donations it is a reading of. */
export async function findWrongReading(): Promise<string | null> {
  const [wrong] = await db.$queryRaw<{ id: string }[]>`
    SELECT message_id AS id FROM feed_items kept FULL JOIN feed_readings told USING (message_id)
    WHERE (kept.channel_id, kept.at, kept.sort_amount, kept.pinned)
      IS DISTINCT FROM (told.channel_id, told.at, told.sort_amount, told.pinned)
    LIMIT 1`
  return wrong ? `feed item ${wrong.id} does not fit its message and donation` : null
}
