import { type BadgeNewsRow, badgeNews } from './badge-news'

/** One row of the figures' SQL: cheese, and where the badge stands. */
export type FiguresRow = {
  chzzkChannelId: string
  name: string
  lifetime: number
  today: number
  week: number
  month: number
  lastSupportAt: Date | null
  tier: number | null
  badgeName: string | null
  icon: string | null
  nextTier: number | null
  nextName: string | null
  nextThreshold: number | null
  asOf: Date
}

export type CardRow = FiguresRow & BadgeNewsRow
export type OwnFigures = ReturnType<typeof ownFigures>
export type OwnCard = ReturnType<typeof ownCard>

/** A person's figures in a channel as they read them (api.md GET /me/stats). */
export function ownFigures(row: FiguresRow) {
  const { lifetime, today, week, month, tier, badgeName, icon, nextTier, nextName, nextThreshold } = row
  return {
    lifetime,
    today,
    week,
    month,
    lastSupportAt: row.lastSupportAt?.toISOString() ?? null,
    badge: tier !== null && badgeName !== null && icon !== null ? { tier, name: badgeName, icon } : null,
    nextBadge:
      nextTier !== null && nextName !== null && nextThreshold !== null
        ? {
            tier: nextTier,
            name: nextName,
            thresholdAmount: nextThreshold,
            missing: Math.max(0, nextThreshold - lifetime),
          }
        : null,
    asOf: row.asOf.toISOString(),
  }
}

/** The same as a card, with the channel's name and what is new of the badge. */
export function ownCard(row: CardRow, now: Date) {
  const { chzzkChannelId, name } = row
  return { chzzkChannelId, channelName: name, ...ownFigures(row), news: badgeNews(row, now) }
}
