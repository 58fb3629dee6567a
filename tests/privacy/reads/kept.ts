import { expect } from 'vitest'
import { pool } from '~/db/pool.server'
import type { History } from '../history'
import { is } from '../model'
import { CREATORS } from '../people'
import { wordsIn } from '../scan'

const OF_CHANNELS = `SELECT table_name AS name FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name = 'channel_id'`

/** What the database keeps: nothing that was withdrawn, and no one's words among what happened to a message. */
export async function checkKept(history: History) {
  const owners = CREATORS.map((creator) => history.role(creator).account.channel?.id)
  const { rows: tables } = await pool.query<{ name: string }>(OF_CHANNELS)
  const withdrawn = history.things.filter((thing) => is(history.known, thing, 'withdrawn'))
  const gone = new Set(withdrawn.map(({ words }) => words))
  const messages = new Set(
    history.things.filter(({ kind }) => !['reason', 'own'].includes(kind)).map(({ words }) => words),
  )
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT t::text AS row FROM "${name}" t WHERE channel_id = ANY ($1::uuid[])`,
      [owners],
    )
    const kept = wordsIn(rows.map(({ row }) => row).join('\n'))
    expect(
      [...kept].filter((words) => gone.has(words)),
      `what ${name} keeps of what was withdrawn`,
    ).toEqual([])
    if (name === 'message_events' || name === 'feed_items' || name === 'retweets')
      expect(
        [...kept].filter((words) => messages.has(words)),
        `the words in ${name}`,
      ).toEqual([])
  }
}
