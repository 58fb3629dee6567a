import { z } from 'zod'

/** Keyset pagination: a page begins behind the sort keys of the last item before it (docs/api.md "Lists"). */
export type Cursor = { amount?: number; at: Date; id: string }

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
export const MAX_AMOUNT = 2_147_483_647
const END_OF_YEAR_9999_MS = 253_402_300_799_999
export const MAX_STREAMED_PAGE = 1_000

const MAX_LISTED = 50
/** With the one behind it, by which a page knows that there are more. */
export const MAX_PAGE = MAX_LISTED + 1

export const limit = z.int().min(1).max(MAX_LISTED).default(20)

/** An opaque cursor that a client sends back; anything else is `invalid`. */
export const cursor = cursorUpTo(MAX_AMOUNT)

export const sumCursor = cursorUpTo(Number.MAX_SAFE_INTEGER)

export function encodeCursor({ amount = 0, at, id }: Cursor) {
  return Buffer.from(`${amount}.${at.getTime()}.${id}`).toString('base64url')
}

function cursorUpTo(maxAmount: number) {
  const wholeNumber = (max: number) => z.coerce.number().int().min(0).max(max)
  const parts = z.tuple([wholeNumber(maxAmount), wholeNumber(END_OF_YEAR_9999_MS), z.uuid()])
  return z
    .string()
    .max(200)
    .transform((text, context) => {
      const decoded = parts.safeParse(Buffer.from(text, 'base64url').toString('latin1').split('.'))
      if (!decoded.success) {
        context.addIssue({ code: 'custom', message: 'start_over' })
        return z.NEVER
      }
      const [amount, at, id] = decoded.data
      return { amount, at: new Date(at), id }
    })
}

/** What lies behind a cursor, in SQL: an index ordered by both begins there however deep it is. Its first parameter is number `first`. */
export function keysetBeforeSql(at: string, id: string, first: number) {
  return `(${at}, ${id}) < (${runtimeSql(first, 'timestamptz')}, ${runtimeSql(first + 1, 'uuid')})`
}

/** A parameter that is never planned for: one plan fits whatever it is, and costs no more than one made for it. */
export const runtimeSql = (number: number, type: string) => `(SELECT $${number}::${type})`

/** Any of a list that is a parameter. */
export const anyOfSql = (number: number, type: string) => `ANY (${runtimeSql(number, type)}::${type})`

/** The first rows of a query in its order, as many as parameter `limit` says. That they are few is known when it is planned. */
export const pageSql = (rows: string, limit: number, most = MAX_PAGE) =>
  `SELECT * FROM (${rows} LIMIT ${most}) page LIMIT $${limit}`

/** `before` bounds the list from above in the same condition: with two of them PostgreSQL may begin at the wrong one. */
export function keysetValues(
  cursor: Cursor | null | undefined,
  before?: Date,
): [at: Date | 'infinity', id: string] {
  if (before && !(cursor && cursor.at < before)) return [before, FIRST_ID]
  return [cursor?.at ?? 'infinity', cursor?.id ?? LAST_ID]
}

export function toPage<Row>(rows: Row[], limit: number, keysOf: (row: Row) => Cursor) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keysOf(last)) : null }
}

/** A list without end in pages, each found when it is taken: `find` answers the rows behind `after`, null for the first. */
export async function* streamPages<Row>(
  find: (after: Row | null, limit: number) => Promise<Row[]>,
  limit = MAX_STREAMED_PAGE,
): AsyncGenerator<Row[]> {
  for (let after: Row | null = null; ; ) {
    const rows: Row[] = await find(after, limit)
    if (rows.length > 0) yield rows
    after = rows.at(-1) ?? null
    if (!after || rows.length < limit) return
  }
}
