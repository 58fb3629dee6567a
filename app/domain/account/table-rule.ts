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

export type OnDelete =
  | { does: 'keep' }
  | { does: 'erase'; by: 'deleting' | 'withdrawing' }
  /** Columns and the SQL of what they become. */
  | { does: 'anonymise'; set: Readonly<Record<string, string>>; only?: 'person' | 'channel' }

export const LEFT_OUT = 'left out'
export const KEEP = { does: 'keep' } as const
export const ERASE = { does: 'erase', by: 'deleting' } as const

/** Nobody's id in place of CHZZK's. */
export const RANDOM_ID_SQL = "replace(gen_random_uuid()::text, '-', '')"
