import { createHash } from 'node:crypto'

export type IdentityContent = {
  day: string | null
  time: string | null
  period: { from: string; to: string } | null
  amount: number
  donorId: string | null
  nickname: string | null
  kind: string | null
  message: string | null
}

const VERSION = 1

/** What a row says of the donation; number, fee, net, state and a known donor's nickname differ from file to file. */
export function toCanonicalRow(row: IdentityContent): string {
  return JSON.stringify([
    VERSION,
    row.day ?? (row.period ? `${row.period.from}/${row.period.to}` : null),
    row.time,
    row.amount,
    row.donorId ?? null,
    row.donorId === null ? row.nickname : null,
    row.kind,
    row.message,
  ])
}

/** The third of equal rows is the third wherever it stands: N equal rows are N donations. */
export function createIdentifier(): (row: IdentityContent) => string {
  const occurrences = new Map<string, number>()
  return (row) => {
    const canonical = toCanonicalRow(row)
    const occurrence = (occurrences.get(canonical) ?? 0) + 1
    occurrences.set(canonical, occurrence)
    return createHash('sha256').update(`${canonical}\n${occurrence}`).digest('hex')
  }
}
