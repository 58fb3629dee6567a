import type { Statement, StatementLine } from '#prisma'
import type { Tx } from '~/db/client.server'
import type { Ledger } from '~/domain/donations/ledger.server'
import { statementReason } from '~/domain/donations/presenter'
import { BY_STATEMENT } from './apply-lines.server'

/** What came to a donation since without an entry of its own: what was merged into it, and CHZZK's word for it. */
type Since = { amountCheese: number; lastSeq: number; hasConfirmed: boolean; isClaimed: boolean }

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
  const since = await findSince(tx, lines)
  for (const line of lines) {
    const { donationId, entrySeq } = line
    const of = donationId === null ? undefined : since.get(donationId)
    if (donationId !== null && entrySeq !== null && of?.lastSeq === entrySeq)
      await undoLine(ledger, line, { donationId, entrySeq, of })
  }
  await tx.statementLine.updateMany({
    where: { statementId, row: { in: lines.map(({ row }) => row) } },
    data: { appliedAt: null, undoneAt: new Date() },
  })
  return lines.length
}

type Undoing = { donationId: string; entrySeq: number; of: Since }

async function undoLine(ledger: Ledger, line: StatementLine, { donationId, entrySeq, of }: Undoing) {
  const { changeStatus } = ledger
  // It stands for one that counted without the statement.
  if (of.hasConfirmed && line.deed !== 'corrected') return
  const { amountCheese } = of
  const change = { actor: BY_STATEMENT, reason: statementReason(line.statementId, line.row) }
  await changeStatus({ id: donationId, status: 'CONFIRMED' }, { to: 'REVERSED', amountCheese, ...change })
  const reversed = { id: donationId, status: 'REVERSED' } as const
  if (line.deed === 'confirmed' || (line.deed === 'added' && of.isClaimed))
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

/** One that was merged was confirmed if it was reversed for that, and waited if it was rejected at once. */
async function findSince(tx: Tx, lines: StatementLine[]): Promise<Map<string, Since>> {
  const ids = lines.flatMap(({ donationId, entrySeq }) =>
    donationId !== null && entrySeq !== null ? [donationId] : [],
  )
  const rows = await tx.$queryRaw<({ id: string } & Since)[]>`
    SELECT wanted.id, d.amount_cheese AS "amountCheese", (SELECT max(seq) FROM donation_entries e WHERE e.donation_id = wanted.id) AS "lastSeq",
      coalesce(merged.from_statuses @> '{REVERSED}', false) AS "hasConfirmed",
      coalesce(merged.from_statuses @> '{OCCURRED}', false)
        OR EXISTS (SELECT 1 FROM session_events s WHERE s.donation_id = wanted.id) AS "isClaimed"
    FROM unnest(${ids}::uuid[]) AS wanted (id) JOIN donation_events d ON d.id = wanted.id
    LEFT JOIN LATERAL (
      SELECT array_agg((SELECT e.from_status::text FROM donation_entries e WHERE e.donation_id = m.id ORDER BY e.seq DESC LIMIT 1))
        AS from_statuses
      FROM donation_events m WHERE m.merged_into_id = wanted.id) merged ON true`
  return new Map(rows.map(({ id, ...since }) => [id, since]))
}
