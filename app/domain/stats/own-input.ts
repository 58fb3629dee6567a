import { z } from 'zod'
import { chzzkChannelId } from '~/domain/channels/input'
import { cursor, limit } from '~/domain/core/keyset'
import { periods } from '~/domain/core/kst'

export const ownStatsQuery = z.object({ chzzkChannelId })

/** Which donations a proof lists: those that count, or those that were left out. */
const proofLists = ['counted', 'left'] as const

export const proofQuery = z.object({
  period: z.enum(periods).default('all'),
  list: z.enum(proofLists).optional(),
  cursor: cursor.optional(),
})

export type ProofQuery = z.output<typeof proofQuery>

export const ownCardsQuery = z.object({ cursor: cursor.optional(), limit })
