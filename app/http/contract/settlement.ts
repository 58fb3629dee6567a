import { z } from 'zod'
import { optInInput, settlementExplainQuery, settlementFigureNames } from '~/domain/settlement/input'
import type { Operation } from './operation'
import { amount, explainedRow, instant, page } from './shapes'

const share = z.number().nullable().describe('A share of 1, four decimals, rounded down')
const total = { sum: amount, count: z.int() }
const window = z.object({ ...total, dailyMean: amount, monthly: amount })

const figures = z.object({
  asOf: instant,
  windows: z.object({ d30: window, d60: window, d90: window }).describe('Days that end yesterday'),
  months: z
    .array(z.object({ month: z.string(), ...total, complete: z.boolean() }))
    .describe('Twelve complete months of Korea and the running one'),
  volatility: z.object({
    value: z.number().nullable(),
    word: z.string().nullable(),
    weeks: z.array(amount).describe('Thirteen complete weeks from Monday on, the oldest first'),
  }),
  activity: z.object({ weeks: z.int(), of: z.int() }),
  concentration: z.object({ top1: share, top5: share }),
  repeatRate: share,
  reference: z
    .object({ average: amount, riskFactor: z.number(), advanceRate: z.number(), amount })
    .nullable(),
  computableFrom: z.iso.date().nullable(),
})

export const settlementOperations = {
  'GET /creator/settlement': {
    summary: "One's own settlement reference figures, where the creator opted in to them",
    who: 'viewer',
    output: z.object({
      optedInAt: instant.nullable(),
      available: z.boolean(),
      reason: z.string().nullable().describe('Why there are no figures'),
      figures: figures.nullable(),
    }),
    refusals: ['forbidden'],
  },
  'PUT /creator/settlement/opt-in': {
    summary: 'Asks for reference figures of the own channel; repeated, the first date stays',
    who: 'viewer',
    limit: 'dashboard',
    input: optInInput,
    output: z.object({ optedInAt: instant }),
    refusals: ['forbidden'],
  },
  'DELETE /creator/settlement/opt-in': {
    summary: 'Revokes that: from then on there are no figures',
    who: 'viewer',
    limit: 'dashboard',
    status: 204,
    refusals: ['forbidden'],
  },
  'GET /creator/settlement/explain': {
    summary: 'Why a reference figure is what it is: its rule, the donations of its days and those left out',
    who: 'viewer',
    input: settlementExplainQuery,
    output: z.object({
      figure: z.enum(settlementFigureNames),
      value: z.number().nullable(),
      rule: z.string(),
      included: page(explainedRow),
      excluded: page(explainedRow),
      asOf: instant,
    }),
    refusals: ['forbidden', 'not_found'],
  },
} as const satisfies Record<string, Operation>
