import type { Statement, StatementDeed } from '#prisma'
import { insertMany, type Tx } from '~/db/client.server'
import { DAY_MS, kstDayBounds } from '~/domain/core/kst'
import { DELETED_NAME } from '~/domain/core/stored-names'
import { tidyRelayed } from '~/domain/core/text'
import type { Actor } from '~/domain/donations/entry'
import type { Ledger } from '~/domain/donations/ledger.server'
import { statementReason } from '~/domain/donations/presenter'
import { HELD_FOR_BLOCKED_PERSON } from '~/domain/messages/message'
import { relayMessages } from '~/domain/messages/write.server'
import { findTakenRows } from './own.server'

export const BY_STATEMENT: Actor = { kind: 'statement', id: null }

const MAX_NAME = 50

type Line = Awaited<ReturnType<typeof findLines>>[number]
type Donors = Awaited<ReturnType<typeof findDonors>>
type Applied = { row: number; deed: StatementDeed; donationId: string; entrySeq: number | null }
type Prepared = ReturnType<Ledger['prepareDonation']>
type Batch = { applied: Applied[]; moved: number[]; created: { row: Prepared; line: Line }[] }

/**
 * The next ticked lines of a plan, in the channel's locked ledger: how many there were. A line is applied with its entries and never
 * without; one whose donation is no longer as the plan saw it is left to the creator.
 */
export async function applyLines(
  ledger: Ledger,
  { id, channelId }: Statement,
  limit: number,
): Promise<number> {
  const { tx } = ledger
  const lines = await findLines(tx, id, limit)
  const donors = await findDonors(tx, channelId, lines)
  const batch: Batch = { applied: [], moved: [], created: [] }
  const taken = await findTakenRows(
    tx,
    id,
    lines.map(({ row }) => row),
  )
  for (const line of lines) {
    if (taken.has(line.row)) batch.moved.push(line.row)
    else if (line.outcome === 'onlyStatement') addDonation(ledger, line, donors, batch)
    else await applyToDonation(ledger, line, batch)
  }
  await insertMany(
    tx,
    'donation_events',
    batch.created.map(({ row }) => toColumns(row)),
  )
  await relayMessages(
    tx,
    batch.created.map(({ row, line }) => toLineOfFeed(channelId, row, line, donors)),
  )
  await markLines(tx, id, batch)
  return lines.length
}

function findLines(tx: Tx, statementId: string, take: number) {
  return tx.statementLine.findMany({
    where: { statementId, ticked: true, appliedAt: null },
    include: { donation: { select: { id: true, status: true, amountCheese: true, mergedIntoId: true } } },
    orderBy: { row: 'asc' },
    take,
  })
}

/** Who is known to Melt and has not left it; nobody becomes it because a file names them, and the creator is no supporter of their own. */
async function findDonors(tx: Tx, channelId: string, lines: { donorId: string | null }[]) {
  const ids = [...new Set(lines.flatMap(({ donorId }) => donorId ?? []))]
  const { ownerId } = await tx.channel.findUniqueOrThrow({ where: { id: channelId } })
  const people = await tx.user.findMany({
    where: {
      chzzkUserId: { in: ids },
      NOT: { agreedAt: null, displayName: DELETED_NAME },
      ...(ownerId && { id: { not: ownerId } }),
    },
    select: { id: true, chzzkUserId: true, displayName: true, blocks: { where: { channelId } } },
  })
  return new Map(people.map((person) => [person.chzzkUserId, person]))
}

/** The amount that its creator picked, else the line's. */
async function applyToDonation(ledger: Ledger, line: Line, batch: Batch) {
  const { donation, row } = line
  const amountCheese = line.chosenAmount ?? line.amount
  const change = { amountCheese, actor: BY_STATEMENT, reason: statementReason(line.statementId, row) }
  if (!donation || donation.mergedIntoId) return batch.moved.push(row)
  const done = (deed: StatementDeed) =>
    batch.applied.push({
      row,
      deed,
      donationId: donation.id,
      entrySeq: deed === 'explained' ? null : ledger.lastSeq(),
    })
  if (donation.status === 'OCCURRED') {
    await ledger.changeStatus(donation, { to: 'CONFIRMED', ...change })
    return done('confirmed')
  }
  if (donation.status === 'CONFIRMED' && donation.amountCheese === amountCheese) return done('explained')
  if (
    donation.status !== 'CONFIRMED' ||
    line.outcome !== 'differs' ||
    donation.amountCheese !== line.meltAmount
  )
    return batch.moved.push(row)
  await ledger.changeStatus(donation, { to: 'REVERSED', ...change, amountCheese: donation.amountCheese })
  await ledger.changeStatus({ id: donation.id, status: 'REVERSED' }, { to: 'CONFIRMED', ...change })
  return done('corrected')
}

function addDonation(ledger: Ledger, line: Line, donors: Donors, { applied, created }: Batch) {
  const donor = line.donorId === null ? undefined : donors.get(line.donorId)
  const row = ledger.prepareDonation(
    {
      donorId: donor?.id ?? null,
      donorName: donor ? null : tidyRelayed(line.nickname ?? '', MAX_NAME) || null,
      // A file's names are its creator's to read alone.
      hideName: !donor && line.nickname !== null,
      status: 'CONFIRMED',
      source: 'statement',
      amountCheese: line.amount,
      occurredAt: occurredAt(line),
    },
    BY_STATEMENT,
    statementReason(line.statementId, line.row),
  )
  created.push({ row, line })
  applied.push({ row: line.row, deed: 'added', donationId: row.id, entrySeq: ledger.lastSeq() })
}

/** Without a time it is noon, and never later than now. */
function occurredAt({ day, time, toDay }: Line): Date {
  const known = day ?? toDay
  if (known === null) throw new Error('a line of no day is not ticked')
  const { from } = kstDayBounds(known)
  const at = time === null ? from.getTime() + DAY_MS / 2 : Date.parse(`${known}T${time}+09:00`)
  return new Date(Math.min(at, Date.now()))
}

const toColumns = (row: Prepared) => ({
  id: row.id,
  channel_id: row.channelId,
  donor_id: row.donorId,
  donor_name: row.donorName,
  hide_name: row.hideName,
  status: row.status,
  source: row.source,
  amount_cheese: row.amountCheese,
  occurred_at: row.occurredAt,
  confirmed_at: row.confirmedAt ?? null,
  confirmed_by_kind: row.confirmedByKind ?? null,
})

/** What a file says beside the amount stays in the file. */
function toLineOfFeed(channelId: string, { id, donorId, donorName }: Prepared, line: Line, donors: Donors) {
  const donor = line.donorId === null ? undefined : donors.get(line.donorId)
  const heldBy = donor && donor.blocks.length > 0 ? HELD_FOR_BLOCKED_PERSON : null
  const authorName = donor?.displayName ?? donorName ?? ''
  return { channelId, authorId: donorId ?? null, donationId: id, content: '', authorName, heldBy }
}

async function markLines(tx: Tx, statementId: string, { applied, moved }: Batch) {
  if (applied.length > 0)
    await tx.$executeRaw`
      UPDATE statement_lines l SET applied_at = now(), undone_at = NULL, deed = p.deed::statement_deed, donation_id = p.donation_id,
        entry_seq = p.entry_seq
      FROM jsonb_to_recordset(${JSON.stringify(applied.map(toMark))}::jsonb) AS p (row int, deed text, donation_id uuid, entry_seq int)
      WHERE l.statement_id = ${statementId}::uuid AND l.row = p.row`
  if (moved.length > 0)
    await tx.statementLine.updateMany({
      where: { statementId, row: { in: moved } },
      data: { ticked: false, outcome: 'onHold', isSure: false },
    })
}

const toMark = ({ row, deed, donationId, entrySeq }: Applied) => ({
  row,
  deed,
  donation_id: donationId,
  entry_seq: entrySeq,
})
