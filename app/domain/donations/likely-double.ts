import type { DonationStatus } from '#prisma'
import { chooseMerge, type Mergeable } from './merge-rules'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** One telling of a donation: by CHZZK's signal, by the fan (from when they left for CHZZK), or by its creator's hand. */
export type Telling = Mergeable & {
  id: string
  name: string | null
  amountCheese: number | null
  occurredAt: Date
  toldFrom: Date
  createdAt: Date
  rejectedAt: Date | null
}

/** Another telling that may be of the same donation, and which would be merged into which. */
export type LikelyDouble = {
  id: string
  status: DonationStatus
  source: Telling['source']
  donorName: string | null
  amount: number
  occurredAt: string
  merge: { id: string; intoId: string }
}

/**
 * Whether two donations of one channel are likely one that was told twice: the same amount, learnt in different ways, at most one of
 * them by CHZZK, one of nobody known, and near in time. A fan gives within a day of leaving for CHZZK, or gave in the hour before
 * telling Melt; a creator notes a day's donation when they come to it. A rejected claim counts where CHZZK told of it afterwards.
 */
export function isLikelyDouble(one: Telling, other: Telling): boolean {
  if (one.id === other.id || one.amountCheese === null || one.amountCheese !== other.amountCheese)
    return false
  if (one.source === other.source || !isNear(one, other)) return false
  const rejected = [one, other].find(({ status }) => status === 'REJECTED')
  if (rejected) return cameAfterRejection(rejected, rejected === one ? other : one)
  return one.donorId === null || other.donorId === null
}

function cameAfterRejection({ source, donorId, rejectedAt }: Telling, came: Telling) {
  const sameFan = came.donorId === null || came.donorId === donorId
  return (
    source === 'user_flow' &&
    came.source === 'session' &&
    sameFan &&
    rejectedAt !== null &&
    came.createdAt > rejectedAt
  )
}

/** A signal's time is CHZZK's own: it is measured from the other telling. */
function isNear(one: Telling, other: Telling) {
  const [from, at] = one.source === 'session' ? [other, one] : [one, other]
  const after = at.occurredAt.getTime() - from.toldFrom.getTime()
  const isByHand = from.source === 'manual' || at.source === 'manual'
  return after <= DAY_MS && after >= -(isByHand ? DAY_MS : HOUR_MS)
}

/** The likeliest of several: what stands before what was rejected, then the nearest in time; null where none is. */
export function likeliestDouble(one: Telling, others: readonly Telling[]): LikelyDouble | null {
  const distance = (other: Telling) => Math.abs(other.occurredAt.getTime() - one.toldFrom.getTime())
  const [nearest] = others
    .flatMap((other) => {
      const merge = isLikelyDouble(one, other) ? chooseMerge(one, other) : null
      return merge ? [{ other, merge }] : []
    })
    .toSorted(
      (a, b) =>
        Number(a.other.status === 'REJECTED') - Number(b.other.status === 'REJECTED') ||
        distance(a.other) - distance(b.other),
    )
  if (!nearest) return null
  const { other, merge } = nearest
  return {
    id: other.id,
    status: other.status,
    source: other.source,
    donorName: other.name,
    amount: other.amountCheese ?? 0,
    occurredAt: other.occurredAt.toISOString(),
    merge: { id: merge.from.id, intoId: merge.into.id },
  }
}
