/** What the inventory says of one table. */
export type TableRule = {
  /** Columns with a user's id that make a row that person's. */
  person?: readonly string[]
  channel?: string
  /** Columns with a user's id that only say who else took part. */
  others?: readonly string[]
  /** Columns in which somebody could be recognised. */
  pii?: readonly string[]
  export: { as: readonly string[] } | { within: string } | typeof LEFT_OUT
  onDelete: OnDelete
}

/** `later`: a channel may have any number, which are erased in batches once the account is gone; those that stay by a key that an index has behind the channel. */
export type OnDelete =
  | { does: 'keep' }
  | { does: 'erase'; by: 'deleting' | 'withdrawing'; later?: boolean }
  /** Columns and the SQL of what they become. */
  | {
      does: 'anonymise'
      set: Readonly<Record<string, string>>
      only?: 'person' | 'channel'
      later?: readonly Key[]
    }

/** What batches go on behind, by column: its type. */
export const KEY_TYPES = {
  occurred_at: 'timestamptz',
  created_at: 'timestamptz',
  id: 'uuid',
  event_key: 'text',
} as const

export type Key = keyof typeof KEY_TYPES

export const LEFT_OUT = 'left out'
export const KEEP = { does: 'keep' } as const
export const ERASE = { does: 'erase', by: 'deleting' } as const
export const ERASE_LATER = { ...ERASE, later: true } as const

/** Nobody's id in place of CHZZK's. */
export const RANDOM_ID_SQL = "replace(gen_random_uuid()::text, '-', '')"

export const isOfPeople = ({ person, channel, others }: TableRule) => Boolean(person || channel || others)
