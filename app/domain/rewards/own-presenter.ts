import type { Prisma } from '#prisma'
import { filesOf, opensOf } from './presenter'

/** What a creator is shown with one of their rewards. */
export const withOwnParts = {
  badge: true,
  files: true,
  coupons: {
    include: { person: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: [{ claimedAt: 'desc' }, { seq: 'asc' }],
  },
} satisfies Prisma.RewardInclude

type OwnRow = Prisma.RewardGetPayload<{ include: typeof withOwnParts }>
export type OwnReward = ReturnType<typeof toOwnReward>

const LEFT = '탈퇴한 사람'

/** A reward as its creator sees it: whole, with who got which code and when, the last first. */
export function toOwnReward({ coupons, badge, ...row }: OwnRow) {
  const { id, title, body, link, files } = row
  const gate = {
    tier: badge?.tier ?? null,
    tierName: badge?.name ?? null,
    threshold: badge?.thresholdCheese ?? null,
  }
  const claims = coupons.flatMap(({ code, claimedAt, person }) =>
    claimedAt
      ? [
          {
            code,
            displayName: person?.displayName ?? LEFT,
            chzzkUserId: person?.chzzkUserId ?? null,
            claimedAt: claimedAt.toISOString(),
          },
        ]
      : [],
  )
  return {
    id,
    title,
    body,
    link,
    opens: opensOf(gate),
    ...filesOf(id, files),
    coupon:
      coupons.length > 0
        ? { total: coupons.length, left: coupons.length - claims.length, waiting: waitingOf(coupons), claims }
        : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** The codes that nobody has yet, each with how often. */
function waitingOf(coupons: OwnRow['coupons']) {
  const counts = new Map<string, number>()
  for (const { code, claimedAt } of coupons) {
    if (claimedAt === null) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return [...counts].map(([code, count]) => ({ code, count }))
}
