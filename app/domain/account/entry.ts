/** One table's line of the inventory: whose its rows are, what the export holds of them and what leaving does to them. */
export type Entry = {
  /** What it holds, in a person's words. */
  what: string
  /** Columns with a user's id that make a row that person's. */
  person?: readonly string[]
  /** The column with a channel's id, where a row belongs to the channel's creator too. */
  channel?: string
  /** Columns with a user's id that only say who else took part. */
  others?: readonly string[]
  /** Columns of words, names or keys, in which somebody could be recognised. */
  tells?: readonly string[]
  /** Under which names the export holds it, inside which other part, or why it does not. */
  export: { as: readonly string[] } | { within: string } | { not: string }
  leaving: Deletion
}

export type Deletion = { why: string } & (
  | { does: 'keep' }
  /** `withdrawing` is how the database lets a message's text go; everything else is deleted. */
  | { does: 'erase'; by: 'deleting' | 'withdrawing' }
  /** Columns and the SQL of what they become, in the rows of the person, of their channel, or both. */
  | { does: 'anonymise'; set: Readonly<Record<string, string>>; only?: 'person' | 'channel' }
)

export const DELETED_NAME = '탈퇴한 사람'
export const CLOSED_NAME = '닫힌 채널'

/** An id of CHZZK's form that is nobody's. */
export const NOBODY = "replace(gen_random_uuid()::text, '-', '')"
