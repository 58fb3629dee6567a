/** The instance in numbers; sums in cheese. */
export type InstanceFigures = {
  confirmed: { count: number; sum: number }
  waiting: { count: number; oldestAt: string | null }
  reports: { count: number; oldestAt: string | null }
  channels: number
  people: number
}

/** What the latest look over the whole ledger found. */
export type LedgerCheck = { at: string; disagreements: string[] }

/** Whether machines may confirm at all: the environment and an operator both have to allow it. */
export type AutoConfirm = { allowed: boolean; environmentAllows: boolean; stoppedAt: string | null }

/** CHZZK's grants in numbers. */
export type GrantFigures = {
  held: number
  ending: number
  failing: { count: number; since: string | null }
  olderKey: number
  missing: number
}
