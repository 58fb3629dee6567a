import { z } from 'zod'
import {
  bundleQuery,
  feeRateInput,
  monthlyRowsQuery,
  monthPath,
  optInInput,
  saidFigureNames,
  settlementExplainQuery,
  settlementFigure,
  settlementFigureNames,
} from '~/domain/settlement/input'
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
  pending: amount.nullable().describe('What statements say is still to be paid out; null where none does'),
  feeRatePercent: z.number().nullable().describe('As the creator typed it in'),
  pendingNet: amount.nullable().describe('Of `pending`, less that rate'),
  net: amount.nullable().describe('Of the last thirty days, less that rate'),
})

const totals = z.object(total)
const day = z.iso.date()
const said = amount.nullable()

const monthlyReport = z.object({
  channel: z.object({ chzzkChannelId: z.string(), name: z.string() }),
  month: z.string(),
  complete: z.boolean(),
  asOf: instant,
  confirmed: totals,
  reconciled: totals.describe('What of the confirmed cheese an applied line explains'),
  share: z.number().nullable().describe('Of the confirmed cheese, three decimals, rounded down'),
  onlyMelt: totals,
  differing: z.object({ count: z.int(), difference: amount }).describe('The lines’ sum less Melt’s'),
  onlyStatement: totals,
  waiting: z.int(),
  waterfalls: z
    .array(
      z.object({
        statementId: z.uuid(),
        statement: z.string(),
        kind: z.enum(['totals', 'lines']),
        period: z.object({ from: day, to: day }),
        within: z.boolean(),
        gross: amount,
        fee: said,
        vat: said,
        withholding: said,
        net: said,
        paidOn: z.string().nullable(),
        residual: said,
        unreadRows: z.int(),
      }),
    )
    .describe('From gross to net as far as each applied statement says; null is not said'),
  ledger: z.object({ seq: z.int(), hash: z.string() }),
  checkpoint: z
    .object({ size: z.int(), signedAt: instant, day, seq: z.int(), unsigned: z.int() })
    .nullable()
    .describe('The newest one that covers the ledger, through entry `seq`'),
  rows: page(
    z.object({
      kind: z.enum(['donation', 'line']),
      donationId: z.uuid().nullable(),
      day,
      cheese: said,
      confirmedAt: instant.nullable(),
      source: z.enum(['user_flow', 'manual', 'session', 'statement']).nullable(),
      line: z.object({ statementId: z.uuid(), statement: z.string(), row: z.int() }).nullable(),
      difference: said,
      reason: z.string().nullable(),
    }),
  ),
  method: z.array(z.string()),
  notice: z.string(),
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
      figure: z.enum([...settlementFigureNames, ...saidFigureNames]),
      value: z.number().nullable(),
      rule: z.string(),
      included: page(explainedRow),
      excluded: page(explainedRow),
      asOf: instant,
    }),
    refusals: ['forbidden', 'not_found'],
  },
  'GET /creator/settlement/explain.csv': {
    summary: 'The rows that a reference figure is made of and those left out, as a file for spreadsheets',
    who: 'viewer',
    limit: 'file',
    input: settlementFigure,
    output: z.string(),
    type: 'text/csv',
    refusals: ['forbidden', 'not_found'],
  },
  'PUT /creator/settlement/fee-rate': {
    summary:
      'What others keep of an amount, in percent, as the creator says it: net figures are made with it',
    who: 'viewer',
    limit: 'dashboard',
    input: feeRateInput,
    output: z.object({ percent: z.number() }),
    refusals: ['forbidden'],
  },
  'DELETE /creator/settlement/fee-rate': {
    summary: 'Forgets that: there is no net figure any more',
    who: 'viewer',
    limit: 'dashboard',
    status: 204,
    refusals: ['forbidden'],
  },
  'GET /creator/settlement/reports/:month': {
    summary:
      'A month of confirmed donations beside the statements that were applied, with a page of its rows',
    who: 'viewer',
    params: monthPath,
    input: monthlyRowsQuery,
    output: monthlyReport,
    refusals: ['forbidden'],
  },
  'GET /creator/settlement/reports/:month.csv': {
    summary: 'The same with all of its rows, as a file for spreadsheets',
    who: 'viewer',
    limit: 'file',
    params: monthPath,
    output: z.string(),
    type: 'text/csv',
    refusals: ['forbidden'],
  },
  'GET /creator/settlement/bundle': {
    summary: 'A month with its ledger, its proof and a program that checks them, as a ZIP to hand over',
    who: 'viewer',
    limit: 'file',
    input: bundleQuery,
    output: z.string(),
    type: 'application/zip',
    refusals: ['forbidden', 'not_found'],
  },
} as const satisfies Record<string, Operation>
