import { z } from 'zod'
import { ownStatsQuery } from '~/domain/stats/input'
import { badge } from './badges'
import { amount, instant, type Operation } from './operation'

export const ownStatsOperations = {
  'GET /me/stats': {
    summary: "One's own figures in a channel: confirmed cheese, and the badge",
    who: 'viewer',
    input: ownStatsQuery,
    output: z.object({
      lifetime: amount,
      today: amount,
      week: amount,
      month: amount,
      lastSupportAt: instant.nullable(),
      badge,
      nextBadge: z
        .object({ tier: z.int(), name: z.string(), thresholdAmount: amount, missing: amount })
        .nullable(),
      asOf: instant,
    }),
    refusals: ['not_found'],
  },
} as const satisfies Record<string, Operation>
