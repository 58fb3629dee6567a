import { query } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { keysetValues, toPage } from '~/domain/core/keyset'
import { kstDayOf, startOfPeriod } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import type { ProofQuery } from './own-input'
import type { OwnProof, ProofDonation } from './own-proof'
import { proofSql } from './proof-sql'

const MAX_ROWS = 20

type Row = {
  name: string
  asOf: Date
  value: number | null
  sum: number | null
  count: number
  leftCount: number
  counted: ProofDonation[]
  left: ProofDonation[]
}

/**
 * Why a person's figure of a period in a channel is what it is: `{channelName, period, value, sum, count, leftCount, counted,
 * left, asOf}`, lists of their own donations with `nextCursor`, all of one moment; with `list` the other one is empty.
 * A value that its rows do not add up to is an error and never an answer. Refusal: `not_found` (a channel Melt has not seen) (product.md §1 rule 8).
 */
export async function proveOwn(
  viewer: Viewer,
  chzzkChannelId: string,
  { period, list, cursor }: ProofQuery,
  now = new Date(),
): Promise<OwnProof> {
  const since = startOfPeriod(period, now)
  const maxOf = (name: typeof list) => (list === undefined || list === name ? MAX_ROWS + 1 : 0)
  const [row] = await query<Row>('own_proof', proofSql, [
    viewer.id,
    chzzkChannelId,
    since,
    since && kstDayOf(since),
    ...keysetValues(list && cursor),
    maxOf('counted'),
    maxOf('left'),
  ])
  const { name, asOf, value, sum, count, leftCount, counted, left } = row ?? refuse('not_found')
  if ((value ?? 0) !== (sum ?? 0)) throw new Error(`The own figure of ${viewer.id} does not fit its rows`)
  return {
    channelName: name,
    period,
    value: value ?? 0,
    sum: sum ?? 0,
    count,
    leftCount,
    counted: proofPage(counted),
    left: proofPage(left),
    asOf: asOf.toISOString(),
  }
}

function proofPage(rows: ProofDonation[]) {
  const told = rows.map((row) => ({ ...row, occurredAt: new Date(row.occurredAt).toISOString() }))
  return toPage(told, MAX_ROWS, ({ occurredAt, id }) => ({ at: new Date(occurredAt), id }))
}
