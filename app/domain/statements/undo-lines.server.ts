import type { Statement, StatementLine } from '#prisma'
import type { Tx } from '~/db/client.server'
import type { Ledger } from '~/domain/donations/ledger.server'
import { statementReason } from '~/domain/donations/presenter'
import { BY_STATEMENT } from './apply-lines.server'

/** The next applied lines, the last first, in the channel's locked ledger: how many there were. What somebody changed since stays as they left it. */
export async function undoLines(
  ledger: Ledger,
  { id: statementId }: Statement,
  limit: number,
): Promise<number> {
  const { tx } = ledger
  const lines = await tx.statementLine.findMany({
    where: { statementId, appliedAt: { not: null } },
    orderBy: { row: 'desc' },
    take: limit,
  })
  const last = await findLastEntries(tx, lines)
  for (const line of lines) {
    const { donationId, entrySeq } = line
    if (donationId !== null && entrySeq !== null && last.get(donationId) === entrySeq)
      await undoLine(ledger, line, donationId, entrySeq)
  }
  await tx.statementLine.updateMany({
    where: { statementId, row: { in: lines.map(({ row }) => row) } },
    data: { appliedAt: null, undoneAt: new Date() },
  })
  return lines.length
}

async function undoLine(ledger: Ledger, line: StatementLine, donationId: string, entrySeq: number) {
  const { tx, changeStatus } = ledger
  const { amountCheese } = await tx.donation.findUniqueOrThrow({ where: { id: donationId } })
  const change = { actor: BY_STATEMENT, reason: statementReason(line.statementId, line.row) }
  await changeStatus({ id: donationId, status: 'CONFIRMED' }, { to: 'REVERSED', amountCheese, ...change })
  const reversed = { id: donationId, status: 'REVERSED' } as const
  if (line.deed === 'confirmed')
    await changeStatus(reversed, { to: 'OCCURRED', amountCheese: null, ...change, undoesStatement: true })
  if (line.deed === 'corrected') {
    const before = await findConfirmationBefore(ledger, donationId, entrySeq)
    await changeStatus(reversed, { to: 'CONFIRMED', ...change, ...before })
  }
}

/** Figures know by which source it was confirmed, and so does the confirmation that comes back; an admin may be none any more. */
async function findConfirmationBefore({ tx, channelId }: Ledger, donationId: string, entrySeq: number) {
  const { actorKind, actorId, amountDelta } = await tx.donationEntry.findFirstOrThrow({
    where: { donationId, to: 'CONFIRMED', seq: { lt: entrySeq } },
    orderBy: { seq: 'desc' },
  })
  if (actorKind !== 'admin') return { actor: { kind: actorKind, id: actorId }, amountCheese: amountDelta }
  const { ownerId } = await tx.channel.findUniqueOrThrow({ where: { id: channelId } })
  return { actor: { kind: 'creator', id: ownerId } as const, amountCheese: amountDelta }
}

async function findLastEntries(tx: Tx, lines: StatementLine[]): Promise<Map<string, number>> {
  const ids = lines.flatMap(({ donationId, entrySeq }) =>
    donationId !== null && entrySeq !== null ? [donationId] : [],
  )
  const rows = await tx.$queryRaw<{ id: string; seq: number }[]>`
    SELECT donation_id AS id, max(seq) AS seq FROM donation_entries WHERE donation_id = ANY (${ids}::uuid[]) GROUP BY donation_id`
  return new Map(rows.map(({ id, seq }) => [id, seq]))
}
