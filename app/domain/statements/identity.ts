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

/** N equal rows are N donations: which of them is the third depends on what else they say, and not on where they stand. */
export function identifyRows<T extends IdentityContent>(rows: readonly T[]): (T & { identity: string })[] {
  const places = new Map<string, number[]>()
  for (const [place, row] of rows.entries()) {
    const canonical = toCanonicalRow(row)
    const equal = places.get(canonical)
    if (equal) equal.push(place)
    else places.set(canonical, [place])
  }
  const identities: string[] = []
  const nameAt = (place: number) => rows[place]?.nickname ?? ''
  for (const [canonical, equal] of places) {
    equal.sort((a, b) => (nameAt(a) < nameAt(b) ? -1 : nameAt(a) > nameAt(b) ? 1 : a - b))
    for (const [before, place] of equal.entries())
      identities[place] = createHash('sha256')
        .update(`${canonical}\n${before + 1}`)
        .digest('hex')
  }
  return rows.map((row, place) => ({ ...row, identity: identities[place] ?? '' }))
}
