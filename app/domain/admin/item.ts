/** The instance in numbers; sums in cheese. */
export type InstanceFigures = {
  confirmed: { count: number; sum: number }
  waiting: { count: number; oldestAt: string | null }
  reports: { count: number; oldestAt: string | null }
  channels: number
  people: number
}

/** What the latest look over the whole ledger found. */
export type LedgerCheck = { at: string; disagreement: string | null }
