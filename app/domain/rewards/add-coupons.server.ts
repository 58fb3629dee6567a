import { newId } from '~/db/new-id.server'
import type { Tx } from '~/db/transaction'
import { refuse } from '~/domain/core/refusal'
import { MAX_COUPONS } from './input'

/** Adds copies to give: each code once, however often it is written, or the one code as often as `stock` says. Refusal: `invalid` (too many). */
export async function addCoupons(
  tx: Tx,
  rewardId: string,
  { codes, stock }: { codes: string[]; stock?: number | null },
) {
  const copies = stock ? codes.flatMap((code) => Array<string>(stock).fill(code)) : [...new Set(codes)]
  if (copies.length === 0) return
  const { _count: before, _max: last } = await tx.rewardCoupon.aggregate({
    where: { rewardId },
    _count: true,
    _max: { seq: true },
  })
  if (before + copies.length > MAX_COUPONS) {
    const message = `나눠 준 것까지 ${MAX_COUPONS}장까지 넣을 수 있어요`
    refuse('invalid', { errors: [{ path: 'codes', message }] })
  }
  const from = (last.seq ?? 0) + 1
  await tx.rewardCoupon.createMany({
    data: copies.map((code, n) => ({ id: newId(), rewardId, seq: from + n, code })),
  })
}
