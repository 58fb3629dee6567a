import { z } from 'zod'
import {
  alikeInput,
  applyInput,
  choiceInput,
  columnMapping,
  FILES,
  linePath,
  linesQuery,
  mappingInput,
  onlyMeltQuery,
  planInput,
  statementInput,
  statementPath,
  statementsQuery,
  tolerance,
  totals,
} from '~/domain/statements/input'
import { deeds, lineOutcomes } from '~/domain/statements/plan'
import { planView } from '~/domain/statements/presenter'
import type { Operation } from './operation'
import { amount, instant, page } from './shapes'

const day = z.iso.date()
const period = z.object({ from: day, to: day }).nullable()
const job = z.object({ does: z.enum(['apply', 'undo']), done: z.int(), of: z.int() }).nullable()
const refusedRow = z.object({ row: z.int(), column: z.int().nullable(), reason: z.string() })

export const listedStatement = z.object({
  id: z.uuid(),
  kind: z.enum(['totals', 'lines']),
  state: z
    .enum(['mapping', 'ready', 'applied', 'undone'])
    .describe('While a job applies or undoes it, the one of before'),
  period,
  sha256: z.string(),
  sheet: z.string().nullable(),
  rows: z.int(),
  totals: totals.nullable(),
  tolerance: tolerance.nullable(),
  plan: planView.nullable(),
  asked: z
    .object({ count: z.int(), open: z.int() })
    .describe('Lines that the plan asks about, and those that are not answered yet'),
  deeds: z.record(z.enum(deeds), z.int()).nullable().describe('What applying it did, to how many lines'),
  appliedAt: instant.nullable(),
  undoneAt: instant.nullable(),
  createdAt: instant,
  job: job.describe('What goes on with it: more lines than one act can reach'),
})

const statement = listedStatement.extend({
  header: z.object({ row: z.int().nullable(), names: z.array(z.string()) }).nullable(),
  firstRows: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })).nullable(),
  mapping: columnMapping.partial().nullable().describe('By field: the number of its column, from 0'),
  refused: z.array(refusedRow).describe('The first hundred'),
  refusedCount: z.int(),
})
const one = z.object({ statement })

const donation = z.object({
  id: z.uuid(),
  status: z.enum(['PENDING', 'OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED']),
  amount: amount.nullable(),
  donorName: z.string().nullable(),
  occurredAt: instant,
})

export const lineFields = {
  row: z.int(),
  amount,
  donorId: z.string().nullable(),
  nickname: z.string().nullable(),
  kind: z.string().nullable(),
  message: z.string().nullable(),
  fee: amount.nullable(),
  net: amount.nullable(),
  state: z.string().nullable(),
  counted: z.boolean(),
  outcome: z.enum(lineOutcomes).nullable(),
  day: day.nullable(),
  time: z.string().nullable(),
}

const line = z.object({
  ...lineFields,
  period,
  sure: z.boolean(),
  ticked: z.boolean().describe('Applying the plan acts on it'),
  donation: donation.nullable(),
  meltAmount: amount.nullable(),
  chosenAmount: amount.nullable(),
  candidates: z.array(donation),
  explainedTwins: z
    .array(donation)
    .describe('What an earlier statement explained by a row much like this one'),
  choice: z
    .object({ outcome: z.enum(lineOutcomes), donationId: z.uuid().nullable(), amount: amount.nullable() })
    .nullable(),
  applied: z.boolean(),
})

const ofCreator = { who: 'viewer', limit: 'dashboard' } as const
/** Each reads a file, or all of its lines beside the ledger. */
const ofWhole = { who: 'viewer', limit: 'file' } as const

export const statementOperations = {
  'GET /creator/statements': {
    summary: 'The creator’s statements, which nobody else ever reads',
    who: 'viewer',
    input: statementsQuery,
    output: page(listedStatement),
    refusals: ['forbidden'],
  },
  'POST /creator/statements': {
    summary:
      'A settlement file, as a form, or the sums read off a screen, as JSON; 200 when the same came before',
    ...ofWhole,
    input: statementInput,
    files: FILES,
    maxMegabytes: 5,
    output: one,
    status: 201,
    refusals: ['forbidden', 'conflict'],
  },
  'GET /creator/statements/:id': {
    summary: 'One of them, with its columns, its first rows and those that could not be read',
    who: 'viewer',
    params: statementPath,
    output: one,
    refusals: ['forbidden'],
  },
  'PUT /creator/statements/:id/mapping': {
    summary: 'Which column holds what; remembered for files with the same columns, and planned at once',
    ...ofWhole,
    params: statementPath,
    input: mappingInput,
    output: one,
    refusals: ['illegal_transition'],
  },
  'POST /creator/statements/:id/plan': {
    summary: 'What applying it would do, and nothing is done',
    ...ofWhole,
    params: statementPath,
    input: planInput,
    output: planView,
    refusals: ['illegal_transition'],
  },
  'GET /creator/statements/:id/lines': {
    summary: 'Its lines by their rows, with what the plan makes of each',
    who: 'viewer',
    params: statementPath,
    input: linesQuery,
    output: page(line),
    refusals: ['forbidden'],
  },
  'PUT /creator/statements/:id/lines': {
    summary: 'The same of all lines that are alike; the plan is made anew',
    ...ofWhole,
    params: statementPath,
    input: alikeInput,
    output: z.object({ count: z.int(), plan: planView }),
    refusals: ['illegal_transition'],
  },
  'GET /creator/statements/:id/donations': {
    summary: 'Donations of its days that no line stands for; applying it leaves them as they are',
    who: 'viewer',
    params: statementPath,
    input: onlyMeltQuery,
    output: page(donation),
    refusals: ['forbidden'],
  },
  'PUT /creator/statements/:id/lines/:row': {
    summary:
      'What the creator says of one line; after the last that is open the plan is made anew, up to twelve times a minute',
    ...ofCreator,
    params: linePath,
    input: choiceInput,
    output: z.object({ line }),
    refusals: ['illegal_transition'],
  },
  'POST /creator/statements/:id/apply': {
    summary:
      'Does what the plan of this hash says, whole, also of lines that were left the last time; 202 when a job goes on with it. `plan_stale`: the ledger moved',
    ...ofCreator,
    params: statementPath,
    input: applyInput,
    output: one,
    refusals: ['illegal_transition', 'plan_stale'],
  },
  'POST /creator/statements/:id/undo': {
    summary: 'Takes back exactly what applying it changed; 202 when a job goes on with it',
    ...ofCreator,
    params: statementPath,
    output: one,
    refusals: ['illegal_transition'],
  },
} as const satisfies Record<string, Operation>
