import { z } from 'zod'
import { ownStatsQuery } from '~/domain/stats/own-input'
import { amount, instant, type Operation } from './operation'

const tier = z.int()

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
      badge: z.object({ tier, name: z.string(), icon: z.string() }).nullable(),
      nextBadge: z.object({ tier, name: z.string(), thresholdAmount: amount, missing: amount }).nullable(),
      asOf: instant,
    }),
    refusals: ['not_found'],
  },
} as const satisfies Record<string, Operation>
