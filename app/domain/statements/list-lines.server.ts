import type { z } from 'zod'
import type { Prisma, StatementLine } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import type { ChoiceInput, linesQuery } from './input'
import { type CandidateView, toLineView } from './line-view'
import { getStatement, lockIdle, PLANLESS } from './own.server'

const withDonor = {
  donor: { select: { displayName: true } },
  signal: { select: { amountCheese: true } },
} satisfies Prisma.DonationInclude
type Candidate = Prisma.DonationGetPayload<{ include: typeof withDonor }>

/** By their rows, with the donations that each may be (GET /creator/statements/:id/lines). */
export async function listLines(viewer: Viewer, id: string, query: z.infer<typeof linesQuery>) {
  const { id: channelId } = requireOwnChannel(viewer)
  const { outcome, cursor, limit } = query
  const { createdAt: at } = await getStatement(channelId, id)
  const lines = await db.statementLine.findMany({
    where: { statementId: id, ...(outcome && { outcome }), ...(cursor && { row: { gt: cursor.amount } }) },
    orderBy: { row: 'asc' },
    take: limit + 1,
  })
  // What a cursor calls an amount is a row here.
  const { items, nextCursor } = toPage(lines, limit, ({ row: amount }) => ({ amount, at, id }))
  return { items: await presentLines(channelId, items), nextCursor }
}

/** What the creator says of one line, of which the next plan is made (PUT /creator/statements/:id/lines/:row). */
export async function chooseLine(
  viewer: Viewer,
  { id, row }: { id: string; row: number },
  choice: ChoiceInput,
) {
  const { id: channelId } = requireOwnChannel(viewer)
  const line = await db.$transaction(async (tx) => {
    await lockIdle(tx, channelId, id)
    const where = { statementId_row: { statementId: id, row } }
    const before = (await tx.statementLine.findUnique({ where })) ?? refuse('not_found')
    if (before.appliedAt) refuse('illegal_transition', { because: 'statement_applied' })
    const data = await toChoice(tx, before, choice)
    const isAnswer = data.choice !== null
    const chosen = await tx.statementLine.update({ where, data: isAnswer ? { ...data, isSure: true } : data })
    const { askedCount, openCount } = isAnswer ? countAnswer(before) : { askedCount: 0, openCount: 0 }
    const counts = { askedCount: { increment: askedCount }, openCount: { decrement: openCount } }
    await tx.statement.update({ where: { id }, data: { ...PLANLESS, ...counts } })
    return chosen
  })
  const [presented] = await presentLines(channelId, [line])
  return presented
}

/** An open line is open no more; one that nobody was asked about is asked about by now. */
function countAnswer({ outcome, isSure, choice }: StatementLine) {
  const wasOpen = outcome !== null && !isSure
  return { askedCount: wasOpen || choice !== null ? 0 : 1, openCount: wasOpen ? 1 : 0 }
}

async function toChoice(tx: Tx, line: StatementLine, { outcome, donationId, amount, counts }: ChoiceInput) {
  const choice = outcome === 'undecided' ? null : outcome
  if (outcome !== 'matched' && outcome !== 'differs')
    return { choice, choiceDonationId: null, choiceAmount: null }
  const where = { id: donationId, channelId: line.channelId }
  const donation =
    (donationId && (await tx.donation.findFirst({ where, include: withDonor }))) ||
    refuseField('donationId', 'missing_or_wrong')
  const inMelt = amountOf(donation)
  const matches = outcome === 'matched' && (counts === undefined || inMelt === line.amount)
  const counted = amount ?? (counts === 'melt' ? inMelt : line.amount)
  return {
    choice: matches ? ('matched' as const) : ('differs' as const),
    choiceDonationId: donation.id,
    choiceAmount: matches ? null : (counted ?? refuseField('counts', 'amount_missing')),
  }
}

const refuseField = (path: string, message: string) => refuse('invalid', { errors: [{ path, message }] })

export async function presentLines(channelId: string, lines: StatementLine[]) {
  const ids = lines.flatMap(({ donationId, candidates, explainedTwins }) => [
    ...(donationId ? [donationId] : []),
    ...candidates,
    ...explainedTwins,
  ])
  const donations = await findCandidates(channelId, ids)
  return lines.map((line) => toLineView(line, donations))
}

/** Donations as a creator compares them with a line, by their ids. */
export async function findCandidates(channelId: string, ids: string[]) {
  const found = await db.donation.findMany({ where: { id: { in: ids }, channelId }, include: withDonor })
  return new Map(found.map((donation) => [donation.id, toCandidate(donation)]))
}

const toCandidate = (donation: Candidate): CandidateView => ({
  id: donation.id,
  status: donation.status,
  amount: amountOf(donation),
  donorName: donation.donor?.displayName ?? donation.donorName,
  occurredAt: donation.occurredAt.toISOString(),
})

/** As a plan takes it (`findLedgerRows`). */
const amountOf = ({ amountCheese, signal, claimedAmountCheese }: Candidate) =>
  amountCheese ?? signal?.amountCheese ?? claimedAmountCheese
