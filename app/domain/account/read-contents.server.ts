import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { ownContent, withOwnParts } from '~/domain/contents/own-view'
import { readPages } from './read-pages.server'

/** What a creator shares, as they see it; who got which coupon is those people's, and stays out. */
export async function* readContents({ id: ownerId }: Viewer) {
  const where = { channel: { ownerId }, deletedAt: null }
  for await (const content of readPages((page) =>
    db.content.findMany({ where, include: withOwnParts, orderBy: { id: 'asc' }, ...page }),
  )) {
    const { coupon, ...own } = ownContent(content)
    const given = coupon?.claims.map(({ code, claimedAt }) => ({ code, claimedAt }))
    yield { ...own, coupon: coupon && { ...coupon, claims: given } }
  }
}

/** The coupons a person got, also of contents that are gone. */
export async function* readCoupons({ id: claimedBy }: Viewer) {
  const include = {
    content: { select: { title: true, channel: { select: { chzzkChannelId: true, name: true } } } },
  }
  for await (const { code, claimedAt, content } of readPages((page) =>
    db.contentCoupon.findMany({ where: { claimedBy }, include, orderBy: { id: 'asc' }, ...page }),
  )) {
    yield {
      code,
      claimedAt: claimedAt?.toISOString() ?? null,
      title: content.title,
      channel: content.channel,
    }
  }
}
