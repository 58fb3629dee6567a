import type { z } from 'zod'
import { Prisma, type StatementLine } from '#prisma'
import { db } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import type { ChoiceInput, linesQuery } from './input'
import { getStatement, lockEditable } from './own.server'

const withDonor = { donor: { select: { displayName: true } } } satisfies Prisma.DonationInclude
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
  { outcome, donationId, amount }: ChoiceInput,
) {
  const { id: channelId } = requireOwnChannel(viewer)
  const line = await db.$transaction(async (tx) => {
    await lockEditable(tx, channelId, id)
    const names = outcome === 'matched' || outcome === 'differs'
    const donation =
      names && donationId ? await tx.donation.findFirst({ where: { id: donationId, channelId } }) : null
    if (names && !donation)
      refuse('invalid', { errors: [{ path: 'donationId', message: 'missing_or_wrong' }] })
    const data = {
      choice: outcome,
      choiceDonationId: donation?.id ?? null,
      choiceAmount: outcome === 'differs' ? (amount ?? null) : null,
    }
    const { count } = await tx.statementLine.updateMany({ where: { statementId: id, row }, data })
    if (count === 0) refuse('not_found')
    const planless = { plan: Prisma.DbNull, planHash: null, planHeadSeq: null }
    await tx.statement.update({ where: { id }, data: planless })
    return tx.statementLine.findUniqueOrThrow({ where: { statementId_row: { statementId: id, row } } })
  })
  const [presented] = await presentLines(channelId, [line])
  return presented
}

async function presentLines(channelId: string, lines: StatementLine[]) {
  const ids = lines.flatMap(({ donationId, candidates, explainedTwins }) => [
    ...(donationId ? [donationId] : []),
    ...candidates,
    ...explainedTwins,
  ])
  const found = await db.donation.findMany({ where: { id: { in: ids }, channelId }, include: withDonor })
  const donations = new Map(found.map((donation) => [donation.id, toCandidate(donation)]))
  const named = (some: readonly string[]) => some.flatMap((id) => donations.get(id) ?? [])
  return lines.map((line) => ({
    row: line.row,
    day: line.day,
    time: line.time,
    period: line.fromDay === null || line.toDay === null ? null : { from: line.fromDay, to: line.toDay },
    amount: line.amount,
    donorId: line.donorId,
    nickname: line.nickname,
    kind: line.kind,
    message: line.message,
    fee: line.fee,
    net: line.net,
    state: line.state,
    counted: line.counted,
    outcome: line.outcome,
    sure: line.isSure,
    ticked: line.ticked,
    donation: named(line.donationId ? [line.donationId] : [])[0] ?? null,
    meltAmount: line.meltAmount,
    chosenAmount: line.chosenAmount,
    candidates: named(line.candidates),
    explainedTwins: named(line.explainedTwins),
    choice: line.choice && {
      outcome: line.choice,
      donationId: line.choiceDonationId,
      amount: line.choiceAmount,
    },
    applied: line.appliedAt !== null,
  }))
}

const toCandidate = ({ id, status, donor, donorName, occurredAt, ...of }: Candidate) => ({
  id,
  status,
  amount: of.amountCheese ?? of.claimedAmountCheese,
  donorName: donor?.displayName ?? donorName,
  occurredAt: occurredAt.toISOString(),
})
