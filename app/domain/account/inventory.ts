import { aggregateTables } from './aggregate-tables'
import { sessionTables } from './chzzk-event-tables'
import { cheeseTables } from './donation-tables'
import type { Entry } from './entry'
import { innerTables } from './inner-tables'
import { messageTables } from './message-tables'
import { moderationTables } from './moderation-tables'
import { peopleTables } from './people-tables'
import { rewardTables } from './reward-tables'

const kept = {
  ...peopleTables,
  ...cheeseTables,
  ...messageTables,
  ...moderationTables,
  ...sessionTables,
  ...rewardTables,
  ...aggregateTables,
  ...innerTables,
}

/**
 * Every table of the database and what becomes of a person in it: the export, leaving and the privacy page are read
 * from here and from nowhere else. Contents stand before the badges they lean on. Channels stand before users, because leaving takes their locks in this order.
 */
export const inventory: Readonly<Record<string, Entry>> = kept

/** Whether a table tells anything of people at all. */
export const isOfPeople = ({ person, channel, others }: Entry) => Boolean(person || channel || others)

type Exported<Line> = Line extends { export: { as: readonly (infer Name extends string)[] } } ? Name : never

/** The names of the export's parts: each needs a reader. */
export type Part = { [Table in keyof typeof kept]: Exported<(typeof kept)[Table]> }[keyof typeof kept]

/** The inventory's parts in its own order. */
export const parts = Object.values(inventory).flatMap((entry) =>
  'as' in entry.export ? entry.export.as : [],
) as Part[]

/** What the export does not hold, and why. */
export const leftOut = Object.values(inventory).flatMap((entry) =>
  'not' in entry.export ? [{ what: entry.what, why: entry.export.not }] : [],
)
