import { z } from 'zod'
import { periods } from '~/domain/core/kst'
import type { Divergence } from '~/domain/proofs/divergence'
import type { WitnessTrouble } from '~/domain/proofs/witness'

export const figuresQuery = z.object({ period: z.enum(periods).default('today') })

export const autoConfirmInput = z.object({ allowed: z.boolean() })

/** Open reports and events that wait are counted so far. */
export const MAX_COUNTED = 1_000

export type InstanceFigures = {
  confirmed: { count: number; sum: number }
  waiting: { count: number; oldestAt: string | null }
  reports: { count: number; oldestAt: string | null }
  channels: number
  people: number
}

export type LedgerCheck = { at: string; disagreements: string[] }

export type LogState = {
  isSigning: boolean
  newest: { size: number; at: string } | null
  divergence: Divergence | 'unknown' | null
  witnesses: WitnessLine[]
}

/** What one witness cosigned last, and what has become of it since. */
export type WitnessLine = {
  name: string
  cosigned: { size: number; at: string } | null
  isUpToDate: boolean
  divergence: Divergence | null
  failure: { reason: WitnessTrouble; detail: string | null; at: string } | null
}

export type AutoConfirm = { allowed: boolean; environmentAllows: boolean; stoppedAt: string | null }

export type GrantFigures = {
  held: number
  ending: number
  failing: { count: number; since: string | null }
  olderKey: number
  missing: number
}
