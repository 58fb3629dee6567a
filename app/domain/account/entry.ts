/** What the inventory says of one table. */
export type Entry = {
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

export type OnDelete =
  | { does: 'keep' }
  | { does: 'erase'; by: 'deleting' | 'withdrawing' }
  /** Columns and the SQL of what they become. */
  | { does: 'anonymise'; set: Readonly<Record<string, string>>; only?: 'person' | 'channel' }

export const LEFT_OUT = 'left out'
export const KEEP = { does: 'keep' } as const
export const ERASE = { does: 'erase', by: 'deleting' } as const

export const DELETED_NAME = '탈퇴한 사람'
export const CLOSED_NAME = '닫힌 채널'

export const NOBODY = "replace(gen_random_uuid()::text, '-', '')"
