import { z } from 'zod'
import { channelQuery } from '~/domain/channels/input'
import {
  donationsFileQuery,
  explainQuery,
  figureNames,
  figureQuery,
  rangeQuery,
  statsRange,
  supportersQuery,
} from '~/domain/stats/input'
import type { Operation } from './operation'
import { amount, badge, explainedRow, instant, page } from './shapes'

const summary = z.object({
  range: statsRange,
  total: amount,
  count: z.int(),
  supporters: z.int(),
  activeSupporters: z.int(),
  repeatRate: z.number().nullable(),
  today: amount,
  week: amount,
  month: amount,
  bySource: z.object({ manual: amount, session: amount, statement: amount }),
  byBroadcast: z.object({ live: amount, afterLive: amount, unknown: amount }),
  unconfirmed: z.object({ count: z.int(), oldestAt: instant.nullable() }),
  asOf: instant,
})

const timeline = z.object({
  days: z.array(z.object({ date: z.iso.date(), sum: amount, count: z.int() })),
  asOf: instant,
})

const heatmap = z.object({
  cells: z.array(z.array(amount).length(24)).length(7).describe('Monday first, hours of Korea'),
  asOf: instant,
})

const supporter = z.object({
  chzzkUserId: z.string(),
  displayName: z.string(),
  badge,
  vip: z.boolean(),
  sum: amount,
  count: z.int(),
  lastSupportAt: instant,
})

const figures = { who: 'viewer', input: rangeQuery, refusals: ['forbidden'] } as const

/** The first line of a file names its columns. */
const csv = { output: z.string(), type: 'text/csv', limit: 'file', refusals: ['forbidden'] } as const

export const statsOperations = {
  'GET /creator/stats/summary': {
    ...figures,
    summary: "A creator's figures, of what is confirmed",
    output: summary,
  },
  'GET /creator/stats/timeline': { ...figures, summary: 'What was confirmed on each day', output: timeline },
  'GET /creator/stats/heatmap': { ...figures, summary: 'When cheese comes in', output: heatmap },
  'GET /creator/stats/supporters': {
    ...figures,
    summary: 'Who supported, by sum',
    input: supportersQuery,
    output: page(supporter),
  },
  'GET /creator/stats/explain': {
    ...figures,
    summary: 'Why a figure is what it is: its rule, the rows it is made of and those left out',
    input: explainQuery,
    output: z.object({
      figure: z.enum(figureNames),
      value: z.number().nullable(),
      rule: z.string(),
      included: page(explainedRow),
      excluded: page(explainedRow),
      asOf: instant,
    }),
  },
  'GET /me/stats': {
    summary: "One's own figures in a channel: confirmed cheese, and the badge",
    who: 'viewer',
    input: channelQuery,
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
  'GET /creator/export/donations.csv': {
    summary: "Every donation of one's own channel in these KST days, as a file for spreadsheets",
    who: 'viewer',
    input: donationsFileQuery,
    ...csv,
  },
  'GET /creator/export/supporters.csv': {
    summary: 'Everybody who supported in a range, by their sum, as a file for spreadsheets',
    who: 'viewer',
    input: rangeQuery,
    ...csv,
  },
  'GET /creator/stats/explain.csv': {
    summary: 'The rows that a figure is made of and those left out, as a file for spreadsheets',
    who: 'viewer',
    input: figureQuery,
    ...csv,
  },
  'GET /creator/export/ledger.ndjson': {
    summary: "The ledger of one's own channel, one JSON line an entry with all that its hash covers",
    who: 'viewer',
    ...csv,
    type: 'application/x-ndjson',
  },
} as const satisfies Record<string, Operation>
