import { type LineParty, toDonationParties } from './pairing'
import { type LedgerRow, MAX_CANDIDATES } from './plan'

type Person = { donorId: string | null; name: string | null; amount: number | null; day: number }

/** By id, by name and by neither: a file may know less of a donor than another did. */
function keysOf({ donorId, name, amount, day }: Person): string[] {
  const keys = [`${amount} ${day}`]
  if (name !== null) keys.unshift(`${amount} ${day} n ${name}`)
  if (donorId !== null) keys.unshift(`${amount} ${day} i ${donorId}`)
  return keys
}

/** Open lines that equal a donation which an earlier statement's absent row explained: perhaps that row in other columns. */
export function explainedTwins(
  lines: readonly LineParty[],
  open: readonly LineParty[],
  ledgerRows: readonly LedgerRow[],
  explained: ReadonlyMap<string, string | null>,
): Map<LineParty, string[]> {
  const twins = new Map<LineParty, string[]>()
  const wanted = new Set(open.flatMap((line) => keysOf(line)))
  const here = new Set(lines.flatMap(({ line }) => explained.get(line.identity) ?? []))
  const absent = ledgerRows.filter(({ id, explainedBy }) => explainedBy !== null && !here.has(id))
  const byKey = new Map<string, string[]>()
  for (const party of toDonationParties(absent))
    for (const key of keysOf(party)) {
      if (!wanted.has(key)) continue
      const ids = byKey.get(key)
      if (ids) ids.push(party.donation.id)
      else byKey.set(key, [party.donation.id])
    }
  const used = new Map<string, number>()
  for (const line of open) {
    const [own = '', ...less] = keysOf(line)
    const key = [own, ...less.slice(0, -1)].find((one) => byKey.has(one))
    const ids = (key && byKey.get(key)) || []
    const count = used.get(key ?? '') ?? 0
    if (!key || count >= ids.length) continue
    used.set(key, count + 1)
    twins.set(line, ids.slice(0, MAX_CANDIDATES))
  }
  return twins
}
