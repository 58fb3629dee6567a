import type { Prisma, RewardFileKind } from '#prisma'
import { DELETED_NAME } from '~/domain/core/stored-names'

type FileRow = {
  kind: RewardFileKind
  mediaType: string
  sizeBytes: number
  width: number | null
  height: number | null
}

export type RewardRow = {
  id: string
  title: string
  createdAt: Date
  chzzkChannelId: string
  channelName: string
  channelId: string
  gateVip: boolean
  tier: number | null
  tierName: string | null
  threshold: number | null
  open: boolean
  body: string | null
  link: string | null
  files: FileRow[] | null
  coupons: { total: number; left: number } | null
  mine: { code: string; claimedAt: string } | null
}

export type Opens = { vip: true } | { tier: number; name: string; thresholdAmount: number }
export type RewardView = ReturnType<typeof toReward>

/** Locked it is its title and what opens it, nothing else (GET /contents). */
export function toReward(row: RewardRow) {
  const { id, title, open } = row
  const known = { id, title, createdAt: row.createdAt.toISOString(), opens: opensOf(row) }
  if (!open) return { ...known, locked: true as const }
  return {
    ...known,
    locked: false as const,
    body: row.body,
    link: row.link,
    ...filesOf(id, row.files ?? []),
    coupon: row.coupons?.total ? { left: row.coupons.left, mine: mineOf(row.mine) } : null,
  }
}

export function opensOf({
  tier,
  tierName,
  threshold,
}: Pick<RewardRow, 'tier' | 'tierName' | 'threshold'>): Opens {
  if (tier === null || tierName === null || threshold === null) return { vip: true }
  return { tier, name: tierName, thresholdAmount: threshold }
}

function filesOf(id: string, files: FileRow[]) {
  const of = (kind: RewardFileKind) => files.find((file) => file.kind === kind)
  const [image, audio] = [of('image'), of('audio')]
  return {
    image: image
      ? { url: `/contents/${id}/image`, width: image.width ?? 0, height: image.height ?? 0 }
      : null,
    audio: audio
      ? { url: `/contents/${id}/audio`, mediaType: audio.mediaType, sizeBytes: audio.sizeBytes }
      : null,
  }
}

function mineOf(mine: RewardRow['mine']) {
  return mine && { code: mine.code, claimedAt: new Date(mine.claimedAt).toISOString() }
}

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

/** For its creator: whole, with who got which code and when, the last first. */
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
            displayName: person?.displayName ?? DELETED_NAME,
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

function waitingOf(coupons: OwnRow['coupons']) {
  const counts = new Map<string, number>()
  for (const { code, claimedAt } of coupons) {
    if (claimedAt === null) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return [...counts].map(([code, count]) => ({ code, count }))
}
