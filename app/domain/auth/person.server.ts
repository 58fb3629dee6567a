import { fetchChannels } from '~/chzzk/client.server'
import { db, newId, type Tx } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { NAMELESS } from '~/domain/core/stored-names'
import { tidyRelayed } from '~/domain/core/text'
import { chzzkOrRefuse } from './chzzk-or-refuse.server'

const MAX_NAME = 50

/** An unknown donor, named by CHZZK and never by a creator, gets a row that their first login takes over (docs/ledger.md §3, docs/chzzk.md §3.2). */
export async function ensurePerson(chzzkUserId: string): Promise<string> {
  const before = await db.user.findUnique({ where: { chzzkUserId } })
  if (before) return before.id
  const [seen] = await chzzkOrRefuse(() => fetchChannels([chzzkUserId]))
  if (!seen) refuse('invalid', { errors: [{ path: 'chzzkUserId', message: 'unknown_chzzk_id' }] })
  await db.user.createMany({ data: { chzzkUserId, displayName: seen.channelName }, skipDuplicates: true })
  return (await db.user.findUniqueOrThrow({ where: { chzzkUserId } })).id
}

type Person = { id: string; chzzkUserId: string; displayName: string }

/** The same for many by their CHZZK ids, with the names that came with them. */
export async function ensurePeople(tx: Tx, names: Map<string, string>): Promise<Map<string, Person>> {
  const ids = [...names.keys()].sort()
  if (ids.length === 0) return new Map()
  await tx.$executeRaw`
    INSERT INTO users (id, chzzk_user_id, display_name)
    SELECT * FROM unnest(${ids.map(() => newId())}::uuid[], ${ids}::text[],
      ${ids.map((id) => tidyRelayed(names.get(id) ?? '', MAX_NAME) || NAMELESS)}::text[])
    ON CONFLICT (chzzk_user_id) DO NOTHING`
  const people = await tx.$queryRaw<Person[]>`
    SELECT id, chzzk_user_id AS "chzzkUserId", display_name AS "displayName"
    FROM users WHERE chzzk_user_id = ANY (${ids}::text[])`
  return new Map(people.map((person) => [person.chzzkUserId, person]))
}
