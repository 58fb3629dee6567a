import type { RewardFileKind } from '#prisma'

type FileRow = {
  kind: RewardFileKind
  mediaType: string
  sizeBytes: number
  width: number | null
  height: number | null
}

/** One row of `rewardSql`. */
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

/** A reward as somebody may have it (api.md GET /contents): locked it is its title and what opens it, nothing else. */
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

/** What opens a content: its tier, or being a VIP. */
export function opensOf({
  tier,
  tierName,
  threshold,
}: Pick<RewardRow, 'tier' | 'tierName' | 'threshold'>): Opens {
  if (tier === null || tierName === null || threshold === null) return { vip: true }
  return { tier, name: tierName, thresholdAmount: threshold }
}

/** Where a reward's files are asked for. */
export function filesOf(id: string, files: FileRow[]) {
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
