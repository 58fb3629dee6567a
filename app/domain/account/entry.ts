/** What the inventory says of one table: whose its rows are, what the export holds of them and what deleting an account does to them. */
export type Entry = {
  /** Columns with a user's id that make a row that person's. */
  person?: readonly string[]
  /** The column with a channel's id, where a row belongs to the channel's creator too. */
  channel?: string
  /** Columns with a user's id that only say who else took part. */
  others?: readonly string[]
  /** Personal data: columns of text, names or keys in which somebody could be recognised. */
  pii?: readonly string[]
  /** Under which names the export holds it, inside which other part, or that it does not. */
  export: { as: readonly string[] } | { within: string } | typeof LEFT_OUT
  onDelete: OnDelete
}

export type OnDelete =
  | { does: 'keep' }
  /** `withdrawing` is how the database erases a message's text; everything else is deleted. */
  | { does: 'erase'; by: 'deleting' | 'withdrawing' }
  /** Columns and the SQL of what they become, in the rows of the person, of their channel, or both. */
  | { does: 'anonymise'; set: Readonly<Record<string, string>>; only?: 'person' | 'channel' }

export const LEFT_OUT = 'left out'
export const KEEP = { does: 'keep' } as const
export const ERASE = { does: 'erase', by: 'deleting' } as const

/** The names that anonymised rows carry from then on. */
export const DELETED_NAME = '탈퇴한 사람'
export const CLOSED_NAME = '닫힌 채널'

/** An id of CHZZK's form that is nobody's. */
export const NOBODY = "replace(gen_random_uuid()::text, '-', '')"
