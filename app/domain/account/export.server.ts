import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { IS_THERE } from '~/domain/channels/follow.server'
import { getSettings } from '~/domain/channels/settings.server'
import { collectOptIn } from '~/domain/settlement/opt-in.server'
import {
  byId,
  collectDailyTotals,
  collectDonations,
  collectIntents,
  collectMessages,
  collectObjections,
  collectReceivedDonations,
  collectReports,
  collectWritten,
} from './collect-activity.server'
import { collectNotificationPreferences, collectNotifications } from './collect-notifications.server'
import { collectCoupons, collectRewards } from './collect-rewards.server'
import { collectStatementLines, collectStatements } from './collect-statements.server'
import { type Part, parts } from './inventory'

type LeftOut = { what: string; why: string }
type Read = (viewer: Viewer) => AsyncGenerator<object>

/** `one` says that there is one of it or none. */
const READERS: Record<Part, Read | { one: Read }> = {
  channel: { one: collectOwnChannel },
  profile: { one: collectProfile },
  sessions: collectSessions,
  follows: collectFollows,
  blocks: collectBlocks,
  settings: { one: collectOwnSettings },
  settlementOptIn: { one: collectOptIn },
  intents: collectIntents,
  donations: collectDonations,
  receivedDonations: collectReceivedDonations,
  dailyTotals: collectDailyTotals,
  messages: collectMessages,
  written: collectWritten,
  reports: collectReports,
  objections: collectObjections,
  notifications: collectNotifications,
  notificationPreferences: { one: collectNotificationPreferences },
  contents: collectRewards,
  coupons: collectCoupons,
  statements: collectStatements,
  statementLines: collectStatementLines,
  badges: collectBadges,
  vips: collectVips,
  badgeTiers: collectBadgeTiers,
}

/** Everything of a person that is theirs to take along, as the text of one JSON object in pieces (GET /me/export). */
export async function* exportAccount(
  viewer: Viewer,
  leftOut: LeftOut[],
  now = new Date(),
): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(now)},"leftOut":${JSON.stringify(leftOut)}`
  for (const part of parts) {
    const reader = READERS[part]
    yield `,\n"${part}":`
    yield* 'one' in reader ? onlyOne(reader.one(viewer)) : list(reader(viewer))
  }
  yield '}\n'
}

async function* onlyOne(items: AsyncGenerator<object>) {
  const { value } = await items.next()
  yield JSON.stringify(value ?? null)
}

async function* list(items: AsyncGenerator<object>) {
  let before = '['
  for await (const item of items) {
    yield `${before}\n${JSON.stringify(item)}`
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

const iso = (at: Date | null) => at?.toISOString() ?? null
const ownChannel = ({ id }: Viewer) => db.channel.findUnique({ where: { ownerId: id } })

async function* collectProfile({ id }: Viewer) {
  const user = await db.user.findUniqueOrThrow({ where: { id } })
  const { chzzkUserId, displayName, role, agreedAt, createdAt } = user
  yield { id, chzzkUserId, displayName, role, agreedAt: iso(agreedAt), createdAt: createdAt.toISOString() }
}

async function* collectOwnChannel(viewer: Viewer) {
  const channel = await ownChannel(viewer)
  if (!channel) return
  const { id, chzzkChannelId, name, imageUrl, openedAt, createdAt } = channel
  yield { id, chzzkChannelId, name, imageUrl, openedAt: iso(openedAt), createdAt: createdAt.toISOString() }
}

async function* collectOwnSettings(viewer: Viewer) {
  const channel = await ownChannel(viewer)
  if (channel) yield await getSettings(channel.id)
}

/** Times only: a session's token stays in its browser. */
async function* collectSessions({ id: userId }: Viewer) {
  for await (const session of byId(({ where, ...page }) =>
    db.session.findMany({ where: { userId, ...where }, ...page }),
  )) {
    yield { createdAt: session.createdAt.toISOString(), expiresAt: session.expiresAt.toISOString() }
  }
}

async function* collectFollows({ id: userId }: Viewer) {
  const follows = await db.follow.findMany({
    where: { userId, channel: IS_THERE },
    include: { channel: { select: { chzzkChannelId: true, name: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { channel, createdAt } of follows) yield { ...channel, createdAt: createdAt.toISOString() }
}

/** Whom this creator blocked; by whom they are blocked themselves is others' to know. */
async function* collectBlocks({ id: ownerId }: Viewer) {
  const blocks = await db.block.findMany({
    where: { channel: { ownerId } },
    include: { user: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { user, createdAt } of blocks) yield { ...user, createdAt: createdAt.toISOString() }
}

async function* collectBadges({ id: userId }: Viewer) {
  const channels = await db.channel.findMany({
    where: { OR: [{ userBadges: { some: { userId } } }, { badgeChanges: { some: { userId } } }] },
    select: {
      chzzkChannelId: true,
      name: true,
      badges: { select: { tier: true, thresholdCheese: true } },
      userBadges: { where: { userId }, orderBy: { tier: 'asc' } },
      badgeChanges: { where: { userId }, orderBy: { seq: 'asc' } },
    },
    orderBy: { createdAt: 'asc' },
  })
  for (const { badges, userBadges, badgeChanges, ...channel } of channels) {
    const standing = new Map(badges.map(({ tier, thresholdCheese }) => [tier, thresholdCheese]))
    yield {
      channel,
      tiers: userBadges.flatMap(({ tier, earnedAt }) => {
        const thresholdAmount = standing.get(tier)
        return thresholdAmount ? [{ tier, thresholdAmount, earnedAt: earnedAt.toISOString() }] : []
      }),
      changes: badgeChanges.map(({ fromTier, toTier, at }) => ({ fromTier, toTier, at: at.toISOString() })),
    }
  }
}

async function* collectVips({ id: ownerId }: Viewer) {
  const vips = await db.vipUser.findMany({
    where: { channel: { ownerId } },
    include: { user: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { user, note, createdAt } of vips) yield { ...user, note, createdAt: createdAt.toISOString() }
}

async function* collectBadgeTiers({ id: ownerId }: Viewer) {
  const tiers = await db.badge.findMany({ where: { channel: { ownerId } }, orderBy: { tier: 'asc' } })
  for (const { tier, name, icon, thresholdCheese, lettersFirst, retweetWeight } of tiers) {
    yield { tier, name, icon, thresholdAmount: thresholdCheese, perks: { lettersFirst, retweetWeight } }
  }
}
