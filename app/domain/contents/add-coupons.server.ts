import type { Prisma } from '#prisma'
import { newId } from '~/db/new-id.server'
import { refuse } from '~/domain/refusal'
import { MOST_COUPONS } from './input'

/** Adds copies to give: each code once, however often it is written, or the one code as often as `stock` says. Refusal: `invalid` (too many). */
export async function addCoupons(
  tx: Prisma.TransactionClient,
  contentId: string,
  { codes, stock }: { codes: string[]; stock?: number | null },
) {
  const copies = stock ? codes.flatMap((code) => Array<string>(stock).fill(code)) : [...new Set(codes)]
  if (copies.length === 0) return
  const { _count: before, _max: last } = await tx.contentCoupon.aggregate({
    where: { contentId },
    _count: true,
    _max: { seq: true },
  })
  if (before + copies.length > MOST_COUPONS) {
    const message = `나눠 준 것까지 ${MOST_COUPONS}장까지 넣을 수 있어요`
    refuse('invalid', { errors: [{ path: 'codes', message }] })
  }
  const from = (last.seq ?? 0) + 1
  await tx.contentCoupon.createMany({
    data: copies.map((code, n) => ({ id: newId(), contentId, seq: from + n, code })),
  })
}
