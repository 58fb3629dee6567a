import { db, type Tx } from '~/db/client.server'

/**
 * What a plan asks its creator: a line is open until they answer, and asked about for as long as it is not applied. Each statement here
 * says the condition of the index that it goes by (prisma/functions/statements.sql).
 */
export async function countAsked(tx: Tx, statementId: string) {
  const [counts] = await tx.$queryRaw<{ askedCount: number; openCount: number }[]>`
    SELECT count(*)::int AS "askedCount", count(*) FILTER (WHERE NOT is_sure)::int AS "openCount" FROM statement_lines
    WHERE statement_id = ${statementId}::uuid AND outcome IS NOT NULL AND (choice IS NOT NULL OR NOT is_sure) AND applied_at IS NULL`
  return counts ?? { askedCount: 0, openCount: 0 }
}

/** The first open line behind a row, else the first of all. */
export async function findOpenRow(statementId: string, after = 0): Promise<number | null> {
  const [next] = await db.$queryRaw<{ row: number }[]>`
    SELECT row FROM statement_lines
    WHERE statement_id = ${statementId}::uuid AND outcome IS NOT NULL AND NOT is_sure AND applied_at IS NULL AND row > ${after}
    ORDER BY row LIMIT 1`
  if (next || after === 0) return next?.row ?? null
  return findOpenRow(statementId)
}

/** The line that was asked about before this one. */
export async function findAskedRowBefore(statementId: string, before: number): Promise<number | null> {
  const [previous] = await db.$queryRaw<{ row: number }[]>`
    SELECT row FROM statement_lines
    WHERE statement_id = ${statementId}::uuid AND outcome IS NOT NULL AND (choice IS NOT NULL OR NOT is_sure) AND applied_at IS NULL
      AND row < ${before}
    ORDER BY row DESC LIMIT 1`
  return previous?.row ?? null
}

/** Of these donations, those that its creator gave to another line since the plan was made. */
export async function findTakenDonations(
  statementId: string,
  row: number,
  donationIds: readonly string[],
): Promise<Set<string>> {
  if (donationIds.length === 0) return new Set()
  const taken = await db.$queryRaw<{ id: string }[]>`
    SELECT choice_donation_id AS id FROM statement_lines
    WHERE statement_id = ${statementId}::uuid AND choice_donation_id IS NOT NULL
      AND choice_donation_id = ANY (${donationIds}::uuid[]) AND row <> ${row}`
  return new Set(taken.map(({ id }) => id))
}
