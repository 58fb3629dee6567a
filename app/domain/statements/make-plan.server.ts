import { createHash } from 'node:crypto'
import type { Prisma, Statement } from '#prisma'
import { patientDb, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { streamPages } from '~/domain/core/keyset'
import { kstDayOf } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { countAsked } from './asked.server'
import { tolerance as known, totals as totalsOf } from './input'
import { countLedgerRows, findExplained, findLedgerRows } from './ledger-rows.server'
import { getStatement, lockIdle } from './own.server'
import type { LineChoice, LineToPlan, Plan, PlannedLine, PlanOptions } from './plan'
import { hashPlan, planOf } from './plan-of'
import { isWithinTolerance, tallyDonations } from './plan-sums'
import { type PlanView, toPlanView } from './presenter'
import { LINES_TIMEOUT_MS } from './upload.server'

const LINES_AT_ONCE = 5_000
type Tolerance = PlanOptions['tolerance']

/** What applying a statement would do, stored as it is shown; it writes nothing else (POST /creator/statements/:id/plan). */
export async function planStatement(viewer: Viewer, id: string, given?: Tolerance): Promise<PlanView> {
  const { id: channelId } = requireOwnChannel(viewer)
  return patientDb().$transaction(
    async (tx) => {
      const statement = await lockIdle(tx, channelId, id)
      if (statement.state === 'mapping') refuse('illegal_transition', { because: 'statement_unmapped' })
      // Read before the rows: an entry between the two makes the plan stale, and never the other way round.
      const planHeadSeq = (await tx.ledgerHead.findUnique({ where: { channelId } }))?.seq ?? 0
      const tolerance = given ?? known.nullable().parse(statement.tolerance) ?? undefined
      const plan = await (statement.kind === 'lines' ? planLines : planTotals)(tx, statement, tolerance)
      await storeOutcomes(tx, id, plan.lines)
      const planHash = createHash('sha256')
        .update(`${planHeadSeq} ${hashPlan(plan)}`)
        .digest('hex')
      const view = toPlanView(plan, { planHash, headSeq: planHeadSeq })
      const asked = await countAsked(tx, id)
      await tx.statement.update({
        where: { id },
        data: { plan: view, planHash, planHeadSeq, tolerance, ...asked },
      })
      return view
    },
    { timeout: LINES_TIMEOUT_MS },
  )
}

/** The first one comes with the lines themselves. */
export async function ensurePlan(viewer: Viewer, id: string): Promise<void> {
  const { state, planHash } = await getStatement(requireOwnChannel(viewer).id, id)
  if (state === 'ready' && planHash === null) await planStatement(viewer, id)
}

async function planLines(tx: Tx, statement: Statement, tolerance: Tolerance): Promise<Plan> {
  const { id, channelId, fromDay: from, toDay: to } = statement
  const { lines, choices } = await readLines(tx, id)
  const explained = await findExplained(tx, statement)
  const chosen = [...choices.values()].flatMap((choice) =>
    'donationId' in choice ? [choice.donationId] : [],
  )
  const ids = [...chosen, ...[...explained.values()].filter((one) => one !== null)]
  const rows = await findLedgerRows(tx, { channelId, from, to, ids })
  const today = kstDayOf(new Date())
  return planOf(rows, lines, { explained, choices, tolerance, today })
}

/** Of sums alone: what is confirmed in the period beside what the creator read. */
async function planTotals(tx: Tx, statement: Statement, tolerance: Tolerance): Promise<Plan> {
  const { channelId, fromDay: from, toDay: to } = statement
  if (from === null || to === null) throw new Error('totals have a period')
  const plan = planOf([], [], { period: { from, to }, tolerance })
  const { gross } = totalsOf.parse(statement.totals)
  const donationTallies = tallyDonations([])
  let melt = 0
  for (const { status, isExplained, count, sum } of await countLedgerRows(tx, channelId, { from, to })) {
    if (status === 'CONFIRMED') melt += sum
    const only = status === 'CONFIRMED' ? 'onlyMeltConfirmed' : 'onlyMeltWaiting'
    const tally = donationTallies[isExplained ? 'explained' : only]
    tally.count += count
    tally.sum += sum
  }
  const missing = Math.max(0, gross - melt)
  const extra = Math.max(0, melt - gross)
  const within = isWithinTolerance(missing + extra, gross, tolerance)
  const residual = missing - extra
  return {
    ...plan,
    donationTallies,
    sums: { ...plan.sums, statement: gross, melt, meltAfter: melt, missing, extra, residual, within },
  }
}

const LINE = {
  identity: true,
  row: true,
  day: true,
  time: true,
  fromDay: true,
  toDay: true,
  amount: true,
  donorId: true,
  nickname: true,
  counted: true,
  choice: true,
  choiceDonationId: true,
  choiceAmount: true,
} as const satisfies Prisma.StatementLineSelect
type StoredLine = Prisma.StatementLineGetPayload<{ select: typeof LINE }>

async function readLines(tx: Tx, statementId: string) {
  const lines: LineToPlan[] = []
  const choices = new Map<string, LineChoice>()
  const find = (after: StoredLine | null, take: number): Promise<StoredLine[]> =>
    tx.statementLine.findMany({
      where: { statementId, row: { gt: after?.row ?? 0 } },
      orderBy: { row: 'asc' },
      take,
      select: LINE,
    })
  for await (const stored of streamPages(find, LINES_AT_ONCE))
    for (const line of stored) {
      lines.push(toLineToPlan(line))
      const choice = toChoice(line)
      if (choice) choices.set(line.identity, choice)
    }
  return { lines, choices }
}

function toLineToPlan({ fromDay, toDay, ...line }: StoredLine): LineToPlan {
  const { identity, row, day, time, amount, donorId, nickname, counted } = line
  const period = fromDay === null || toDay === null ? null : { from: fromDay, to: toDay }
  return { identity, row, day, time, period, amount, donorId, nickname, counted }
}

function toChoice({ choice, choiceDonationId, choiceAmount }: StoredLine): LineChoice | null {
  if (choice === null || choice === 'explained') return null
  if (choice !== 'matched' && choice !== 'differs') return { outcome: choice }
  if (choiceDonationId === null) return null
  if (choice === 'matched') return { outcome: choice, donationId: choiceDonationId }
  return choiceAmount === null
    ? null
    : { outcome: choice, donationId: choiceDonationId, amount: choiceAmount }
}

async function storeOutcomes(tx: Tx, statementId: string, lines: readonly PlannedLine[]) {
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    const part = lines.slice(from, from + LINES_AT_ONCE).map((line) => ({
      row: line.row,
      outcome: line.outcome,
      is_sure: line.certainty === 'sure',
      ticked: line.ticked,
      pass: line.pass,
      donation_id: line.donationId,
      melt_amount: line.meltAmount,
      chosen_amount: line.chosenAmount,
      candidates: line.candidates,
      explained_twins: line.explainedTwins,
    }))
    await tx.$executeRaw`
      UPDATE statement_lines l SET outcome = p.outcome::statement_outcome, is_sure = p.is_sure, ticked = p.ticked, pass = p.pass,
        donation_id = p.donation_id, melt_amount = p.melt_amount, chosen_amount = p.chosen_amount, candidates = p.candidates,
        explained_twins = p.explained_twins
      FROM jsonb_to_recordset(${JSON.stringify(part)}::jsonb) AS p (row int, outcome text, is_sure boolean, ticked boolean, pass text,
        donation_id uuid, melt_amount int, chosen_amount int, candidates uuid[], explained_twins uuid[])
      WHERE l.statement_id = ${statementId}::uuid AND l.row = p.row
        AND (l.outcome, l.is_sure, l.ticked, l.pass, l.donation_id, l.melt_amount, l.chosen_amount, l.candidates, l.explained_twins)
          IS DISTINCT FROM (p.outcome::statement_outcome, p.is_sure, p.ticked, p.pass, p.donation_id, p.melt_amount, p.chosen_amount,
            p.candidates, p.explained_twins)`
  }
}
