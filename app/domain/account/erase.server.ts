import { z } from 'zod'
import type { Tx } from '~/db/client.server'
import type { Batch } from '~/domain/core/jobs.server'
import { inventory } from './inventory'
import { KEY_TYPES, type Key, type TableRule } from './table-rule'

type Creator = { userId: string; channelId: string }
type Keyed = { key: string[] }
type Erased = { count: number; after: string[] | null }
type Step = {
  name: string
  /** The next rows behind a key; `after` is null once there are no more. */
  erase: (tx: Tx, creator: Creator, after: string[], limit: number) => Promise<Erased>
}

const stateOf = z.object({ step: z.string().optional(), after: z.array(z.string()).optional() })

const WHEN_WRITTEN = ['created_at', 'id'] as const

/** What nobody sees any more once a creator's account and channel are nobody's, and of which a channel may have any number. */
const STEPS: readonly Step[] = [
  { name: 'posts', erase: withdrawing("author_id = $1::uuid AND type = 'creator_post'") },
  { name: 'replies', erase: withdrawing("author_id = $1::uuid AND type = 'creator_reply'") },
  // Fans' own texts are looked through: by whom they are stands in no index of the channel.
  {
    name: 'copied',
    erase: withdrawing("channel_id = $2::uuid AND type = 'donation'", 'm.author_id IS NULL'),
  },
  ...Object.entries(inventory).flatMap(([table, rule]) => stepsOf(table, rule)),
]

/** A creator's channel, step by step: what a deletion that was cut short goes on with (docs/decisions/0014-deleting-an-account.md). */
export const eraseLater: Batch = async (tx, { subjectId: userId, state }, limit) => {
  const { id: channelId } = await tx.channel.findUniqueOrThrow({ where: { ownerId: userId } })
  await tx.$executeRaw`SELECT lock_ledger(${channelId}::uuid)`
  const { step, after: key = [] } = stateOf.parse(state)
  const known = STEPS.findIndex(({ name }) => name === step)
  let place = Math.max(0, known)
  // A step of another version: from the beginning, where what is erased is passed over.
  let [count, after] = [0, known < 0 ? [] : key]
  for (;;) {
    const next = STEPS[place]
    if (!next) return { count, state: null }
    if (count === limit) return { count, state: { step: next.name, after } }
    const erased = await next.erase(tx, { userId, channelId }, after, limit - count)
    count += erased.count
    after = erased.after ?? []
    if (erased.after === null) place += 1
  }
}

function stepsOf(table: string, { channel, onDelete }: TableRule): Step[] {
  if (!channel || onDelete.does === 'keep' || !onDelete.later) return []
  const erase =
    onDelete.does === 'erase'
      ? deletingFrom(table, channel)
      : anonymising(table, channel, onDelete.later, onDelete.set)
  return [{ name: table, erase }]
}

/** The rows go: those that are left are the next. */
function deletingFrom(table: string, channel: string): Step['erase'] {
  const sql = `DELETE FROM "${table}" WHERE ctid IN (SELECT ctid FROM "${table}" WHERE "${channel}" = $1::uuid LIMIT $2)`
  return async (tx, { channelId }, _after, limit) => {
    const count = await tx.$executeRawUnsafe(sql, channelId, limit)
    return { count, after: count < limit ? null : [] }
  }
}

/** Only rows that say something are written. */
function anonymising(
  table: string,
  channel: string,
  keys: readonly Key[],
  set: Readonly<Record<string, string>>,
): Step['erase'] {
  const same = keys.map((column) => `t."${column}" = page."${column}"`).join(' AND ')
  const changes = Object.entries(set).map(([column, value]) => `"${column}" = ${value}`)
  const says = Object.keys(set).map((column) => `t."${column}" IS NOT NULL`)
  const change = `UPDATE "${table}" t SET ${changes.join(', ')} FROM page
    WHERE t."${channel}" = $1::uuid AND ${same} AND (${says.join(' OR ')})`
  return async (tx, { channelId }, after, limit) => {
    const page = pageSql(`"${table}" WHERE "${channel}" = $1::uuid`, keys, { after, first: 3, limit: '$2' })
    return toErased(await tx.$queryRawUnsafe<Keyed[]>(page(change), channelId, limit, ...after), limit)
  }
}

function withdrawing(where: string, only = 'true'): Step['erase'] {
  const change = `
    INSERT INTO message_events (message_id, seq, channel_id, kind, actor_kind, actor_id)
    SELECT m.id, 0, m.channel_id, 'withdrawn', (CASE WHEN m.channel_id = $2::uuid THEN 'creator' ELSE 'viewer' END)::message_actor,
      $1::uuid FROM page JOIN messages m ON m.id = page.id
    WHERE m.withdrawn_at IS NULL AND ${only}`
  return async (tx, { userId, channelId }, after, limit) => {
    const page = pageSql(`messages WHERE ${where}`, WHEN_WRITTEN, { after, first: 4, limit: '$3' })
    return toErased(
      await tx.$queryRawUnsafe<Keyed[]>(page(change), userId, channelId, limit, ...after),
      limit,
    )
  }
}

type From = { after: string[]; first: number; limit: string }

/** A page of rows behind a key, changed by this statement, which names them \`page\`: their keys, the last one first. */
function pageSql(rows: string, keys: readonly Key[], { after, first, limit }: From) {
  const columns = keys.map((column) => `"${column}"`).join(', ')
  const placed = keys.map((column, n) => `$${first + n}::${KEY_TYPES[column]}`).join(', ')
  const behind = after.length > 0 ? `AND (${columns}) > (${placed})` : ''
  const backwards = keys.map((column) => `"${column}" DESC`).join(', ')
  const texts = keys.map((column) => `"${column}"::text`).join(', ')
  return (change: string) => `
    WITH page AS (SELECT ${columns} FROM ${rows} ${behind} ORDER BY ${columns} LIMIT ${limit}), changed AS (${change})
    SELECT ARRAY[${texts}] AS key FROM page ORDER BY ${backwards}`
}

function toErased(rows: Keyed[], limit: number): Erased {
  return { count: rows.length, after: rows.length < limit ? null : (rows[0]?.key ?? null) }
}
