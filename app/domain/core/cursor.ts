import { z } from 'zod'

/** Where a page ended: the sort keys of its last item (api.md, "Lists"). */
export type Cursor = { amount?: number; at: Date; id: string }

/** Behind every id: where a first page begins. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const MAX_AMOUNT = 2_147_483_647
const END_OF_YEAR_9999_MS = 253_402_300_799_999

const wholeNumber = (most: number) => z.coerce.number().int().min(0).max(most)

export function writeCursor({ amount = 0, at, id }: Cursor) {
  return Buffer.from(`${amount}.${at.getTime()}.${id}`).toString('base64url')
}

/** An opaque cursor that a client sends back; anything else is `invalid`. */
export const cursor = cursorUpTo(MAX_AMOUNT)

/** The same where the amount is a sum. */
export const sumCursor = cursorUpTo(Number.MAX_SAFE_INTEGER)

function cursorUpTo(maxAmount: number) {
  const parts = z.tuple([wholeNumber(maxAmount), wholeNumber(END_OF_YEAR_9999_MS), z.uuid()])
  return z
    .string()
    .max(200)
    .transform((text, context) => {
      const read = parts.safeParse(Buffer.from(text, 'base64url').toString('latin1').split('.'))
      if (!read.success) {
        context.addIssue({ code: 'custom', message: '처음부터 다시 불러와 주세요' })
        return z.NEVER
      }
      const [amount, at, id] = read.data
      return { amount, at: new Date(at), id }
    })
}

export const limit = z.int().min(1).max(50).default(20)

/** Cuts a list read one longer than asked into a page and the cursor of the next one. */
export function pageOf<Row>(rows: Row[], limit: number, keys: (row: Row) => Cursor) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? writeCursor(keys(last)) : null }
}
