import { query } from '~/db/client.server'
import { type Cursor, encodeCursor, streamPages } from '~/domain/core/keyset'
import { instantsOf, type Span } from '~/domain/stats/span'
import type { MonthlyRow } from './monthly-report'
import { type DonationOfMonth, type LineOfMonth, toDonationRow, toLineRow } from './monthly-rows'
import { monthlyLinesSql, monthlyNamesSql, monthlyRowsSql } from './monthly-sql'
import type { SaidStatement } from './waterfall'

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Which rows: a month of a channel, whose ledger was at this entry when it was asked for. */
export type RowsOf = { channelId: string; days: Span; seq: number; statements: readonly SaidStatement[] }

/** `until` are rows of that entry, whatever came since; `now` costs less, for a page that is gone when it is read. */
type Which = keyof typeof monthlyRowsSql

/** A row and where it stands; what a cursor calls an amount is 0 of a donation, and of a line its row. */
type Placed = { row: MonthlyRow; place: Required<Cursor> }

/** Donations by when they came, then the lines that stand for none. */
async function findRows(
  of: RowsOf,
  which: Which,
  after: Cursor | undefined,
  limit: number,
): Promise<Placed[]> {
  const donations = after?.amount ? [] : await findDonations(of, which, after, limit)
  if (donations.length === limit) return donations
  const from = after?.amount ? after : undefined
  return [...donations, ...(await findLines(of, from, limit - donations.length))]
}

const donationValues = (
  { channelId, days, seq }: Omit<RowsOf, 'statements'>,
  after: Pick<Cursor, 'at' | 'id'> | null | undefined,
  limit: number,
) => {
  const { from, to } = instantsOf(days)
  // A page that begins at no time at all is looked for from the channel's first donation on.
  return [channelId, from, to, seq, after?.at ?? from, after?.id ?? FIRST_ID, limit]
}

async function findDonations(
  of: RowsOf,
  which: Which,
  after: Cursor | undefined,
  limit: number,
): Promise<Placed[]> {
  const sql = monthlyRowsSql[which]
  const rows = await query<DonationOfMonth>(`monthly_${which}`, sql, donationValues(of, after, limit))
  return rows.map((donation) => ({
    row: toDonationRow(donation, of.statements),
    place: { amount: 0, at: donation.at, id: donation.id },
  }))
}

async function findLines(
  { channelId, days, seq }: RowsOf,
  after: Cursor | undefined,
  limit: number,
): Promise<Placed[]> {
  const { from, to } = instantsOf(days)
  const place = [after?.id ?? FIRST_ID, after?.amount ?? 0]
  const values = [channelId, days.first, days.last, from, to, seq, ...place, limit]
  const rows = await query<LineOfMonth>('monthly_lines', monthlyLinesSql, values)
  return rows.map((line) => ({
    row: toLineRow(line),
    place: { amount: line.row, at: new Date(0), id: line.statementId },
  }))
}

/** A page of them, or of those where Melt and a statement do not agree. */
export async function listMonthlyRows(
  of: RowsOf,
  which: Which,
  { cursor, limit }: { cursor?: Cursor; limit: number },
) {
  const rows = await findRows(of, which, cursor, limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(({ row }) => row),
    nextCursor: rows.length > limit && last ? encodeCursor(last.place) : null,
  }
}

/** All rows of the month in pages, each found when it is taken. */
export async function* streamMonthlyRows(of: RowsOf): AsyncGenerator<MonthlyRow[]> {
  const find = (after: Placed | null, limit: number) => findRows(of, 'until', after?.place, limit)
  for await (const rows of streamPages(find)) yield rows.map(({ row }) => row)
}

export type DonationOfFile = Pick<DonationOfMonth, 'id' | 'at' | 'amount' | 'confirmedAt' | 'source'> & {
  name: string | null
  hideName: boolean
}

/** The confirmed donations of the month with their names, or without having read one. */
export function streamMonthlyDonations(
  of: RowsOf,
  { names }: { names: boolean },
): AsyncGenerator<DonationOfFile[]> {
  return streamPages((after: DonationOfFile | null, limit) => {
    const values = donationValues(of, after, limit)
    return names ? query<DonationOfFile>('monthly_names', monthlyNamesSql, values) : findNameless(values)
  })
}

async function findNameless(values: unknown[]): Promise<DonationOfFile[]> {
  const rows = await query<DonationOfMonth>('monthly_until', monthlyRowsSql.until, values)
  return rows.map(({ id, at, amount, confirmedAt, source }) => ({
    id,
    at,
    amount,
    confirmedAt,
    source,
    name: null,
    hideName: false,
  }))
}
