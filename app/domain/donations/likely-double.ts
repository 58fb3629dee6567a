import type { DonationStatus } from '#prisma'
import { chooseMerge, type Mergeable } from './merge-rules'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** One telling of a donation: by CHZZK's signal, by the fan (from when they left for CHZZK), or by its creator's hand. */
export type DonationReport = Mergeable & {
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
  source: DonationReport['source']
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
export function isLikelyDouble(one: DonationReport, other: DonationReport): boolean {
  if (one.id === other.id || one.amountCheese === null || one.amountCheese !== other.amountCheese)
    return false
  if (one.source === other.source || !isNear(one, other)) return false
  const rejected = [one, other].find(({ status }) => status === 'REJECTED')
  if (rejected) return cameAfterRejection(rejected, rejected === one ? other : one)
  return one.donorId === null || other.donorId === null
}

function cameAfterRejection({ source, donorId, rejectedAt }: DonationReport, came: DonationReport) {
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
function isNear(one: DonationReport, other: DonationReport) {
  const [from, at] = one.source === 'session' ? [other, one] : [one, other]
  const after = at.occurredAt.getTime() - from.toldFrom.getTime()
  const isByHand = from.source === 'manual' || at.source === 'manual'
  return after <= DAY_MS && after >= -(isByHand ? DAY_MS : HOUR_MS)
}

/** A donation and the other tellings that are near it. */
type Asked = { one: DonationReport; others: readonly DonationReport[] }

/**
 * The likeliest other telling of each, where there is one: what stands before what was rejected, then the nearest in time. One telling
 * is asked about beside one donation alone: a thousand cheese added by hand is not everybody's thousand.
 */
export function pairDoubles(asked: readonly Asked[]): Map<string, LikelyDouble> {
  const couples = asked.flatMap(({ one, others }) =>
    others.flatMap((other) => {
      const merge = isLikelyDouble(one, other) ? chooseMerge(one, other) : null
      const distance = Math.abs(other.occurredAt.getTime() - one.toldFrom.getTime())
      return merge ? [{ one, other, merge, distance, isRejected: other.status === 'REJECTED' }] : []
    }),
  )
  couples.sort((a, b) => Number(a.isRejected) - Number(b.isRejected) || a.distance - b.distance)
  const partners = new Map<string, string>()
  const found = new Map<string, LikelyDouble>()
  for (const { one, other, merge } of couples) {
    const isFree =
      (partners.get(one.id) ?? other.id) === other.id && (partners.get(other.id) ?? one.id) === one.id
    if (!isFree) continue
    partners.set(one.id, other.id).set(other.id, one.id)
    found.set(one.id, {
      id: other.id,
      status: other.status,
      source: other.source,
      donorName: other.name,
      amount: other.amountCheese ?? 0,
      occurredAt: other.occurredAt.toISOString(),
      merge: { id: merge.from.id, intoId: merge.into.id },
    })
  }
  return found
}
