import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { type Alike, alikeOf, LIKENESSES } from './alike'
import { findAskedRowBefore, findOpenRow, findTakenDonations } from './asked.server'
import type { AlikeInput, ChoiceInput } from './input'
import type { CandidateView } from './line-view'
import { presentLines } from './list-lines.server'
import { planStatement } from './make-plan.server'
import { getStatement, lockIdle, PLANLESS } from './own.server'

type Place = { id: string; row: number }

/** One line to decide, this or the first that is open, with how far the creator is; null where there is none (page …/decide). */
export async function findDecision(viewer: Viewer, id: string, wanted: number | undefined) {
  const { id: channelId } = requireOwnChannel(viewer)
  const { askedCount: count, openCount: open } = await getStatement(channelId, id)
  const asked = { count, open }
  const row = wanted ?? (await findOpenRow(id))
  const where = { statementId_row: { statementId: id, row: row ?? 0 } }
  const stored = row === null ? null : await db.statementLine.findUnique({ where })
  if (!stored || stored.appliedAt !== null || stored.outcome === 'explained') return { asked, decision: null }
  const [line] = await presentLines(channelId, [stored])
  if (!line) throw new Error('a line that was found is presented')
  const possible = [...(line.donation ? [line.donation] : []), ...line.candidates].filter(mayBeLine)
  const alike = stored.isSure ? null : alikeOf(stored)
  const [taken, previous, next, alikeCount] = await Promise.all([
    findTakenDonations(
      id,
      stored.row,
      possible.map((donation) => donation.id),
    ),
    findAskedRowBefore(id, stored.row),
    findOpenRow(id, stored.row),
    alike ? countAlike(id, alike) : 0,
  ])
  return {
    asked,
    decision: {
      ...{ line, alike, alikeCount, previous },
      candidates: possible.filter((donation) => !taken.has(donation.id)),
      canAdd: line.amount > 0 && (line.counted || line.kind === 'unknown'),
      next: next === stored.row ? null : next,
    },
  }
}

/** Others are no part of a plan. */
const mayBeLine = ({ status }: CandidateView) => status === 'OCCURRED' || status === 'CONFIRMED'

/**
 * After a line was answered: the next open one. After the last of them, and where an answer was taken back, the plan is made anew, if
 * there is room for that; null where nothing is open then, or the plan is left to be made.
 */
export async function goOnDeciding(
  viewer: Viewer,
  { id, row }: Place,
  { outcome }: ChoiceInput,
  hasRoom = async () => true,
) {
  const next = outcome === 'undecided' ? null : await findOpenRow(id, row)
  if (next !== null) return next
  if (!(await hasRoom())) return null
  await planStatement(viewer, id)
  return outcome === 'undecided' ? row : findOpenRow(id)
}

/** What the creator says of all lines alike at once, of which the plan is made anew (PUT /creator/statements/:id/lines). */
export async function chooseAlike(viewer: Viewer, id: string, { of, outcome, counts }: AlikeInput) {
  const { id: channelId } = requireOwnChannel(viewer)
  const choice = outcome === 'undecided' ? null : outcome
  const right = outcome === 'differs' ? (counts ?? null) : null
  const count = await db.$transaction(async (tx) => {
    await lockIdle(tx, channelId, id)
    const where = of === 'chosen' ? { choice: { not: null } } : linesAlike(of)
    const lines = await tx.statementLine.findMany({
      where: { statementId: id, appliedAt: null, ...where },
      select: { row: true },
    })
    const changed = await tx.$executeRaw`
      UPDATE statement_lines SET choice = ${choice}::statement_outcome,
        choice_amount = CASE ${right}::text WHEN 'melt' THEN melt_amount WHEN 'statement' THEN amount END,
        choice_donation_id = CASE WHEN ${right}::text IS NOT NULL THEN donation_id END
      WHERE statement_id = ${id}::uuid AND row = ANY (${lines.map(({ row }) => row)}::int[])
        AND (${right}::text IS NULL OR donation_id IS NOT NULL AND CASE ${right}::text WHEN 'melt' THEN melt_amount ELSE amount END > 0)`
    await tx.statement.update({ where: { id }, data: PLANLESS })
    return changed
  })
  return { count, plan: await planStatement(viewer, id) }
}

function linesAlike(alike: Alike): Prisma.StatementLineWhereInput {
  const { outcome, sure, hasTwins, hasCandidates } = LIKENESSES[alike]
  return {
    outcome,
    isSure: sure,
    ...(hasTwins !== null && { explainedTwins: { isEmpty: !hasTwins } }),
    ...(hasCandidates !== null && { candidates: { isEmpty: !hasCandidates } }),
  }
}

const countAlike = (statementId: string, alike: Alike) =>
  db.statementLine.count({ where: { statementId, appliedAt: null, ...linesAlike(alike) } })
