import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findBadges } from '~/domain/badges/find-badges.server'
import { refuse } from '~/domain/core/refusal'
import { awaitingWords } from './join-signal.server'
import { INTENT_LIFE_MS } from './status'

const MAX_LISTED = 50
const MATCHABLE_FOR_MS = 30 * 24 * 60 * 60 * 1000

const since = (ms: number) => new Date(Date.now() - ms)

/**
 * My open intents, newest first, those among them that CHZZK already told of and that wait for my words: `{items: [{intentId, chzzkChannelId, channelName, message, amount, createdAt, lapsesAt}]}`
 * (api.md GET /donations/intents).
 */
export async function listOwnIntents(viewer: Viewer, chzzkChannelId?: string) {
  const intents = await db.donationIntent.findMany({
    where: {
      viewerId: viewer.id,
      createdAt: { gt: since(INTENT_LIFE_MS) },
      OR: [{ donation: null }, { donation: awaitingWords }],
      dismissedAt: null,
      registeredAt: null,
      ...(chzzkChannelId ? { channel: { chzzkChannelId } } : {}),
    },
    include: { channel: { select: { chzzkChannelId: true, name: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_LISTED,
  })
  return {
    items: intents.map((intent) => ({
      intentId: intent.id,
      chzzkChannelId: intent.channel.chzzkChannelId,
      channelName: intent.channel.name,
      message: intent.message,
      amount: intent.amountCheese,
      createdAt: intent.createdAt.toISOString(),
      lapsesAt: new Date(intent.createdAt.getTime() + INTENT_LIFE_MS).toISOString(),
    })),
  }
}

/**
 * Lapsed and unused intents of the last 30 days for the channel's creator, so that late donations can be matched by
 * hand. A message its fan never registered stays the fan's: it is not shown. Refusal: `not_found`.
 */
export async function listLapsedIntents(viewer: Viewer, chzzkChannelId: string) {
  const channel = await db.channel.findFirst({ where: { chzzkChannelId, ownerId: viewer.id } })
  if (!channel) refuse('not_found')
  const intents = await db.donationIntent.findMany({
    where: {
      channelId: channel.id,
      createdAt: { lte: since(INTENT_LIFE_MS), gt: since(MATCHABLE_FOR_MS) },
      donation: null,
      dismissedAt: null,
      registeredAt: null,
    },
    include: { viewer: { select: { displayName: true, chzzkUserId: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_LISTED,
  })
  const donor = ({ channelId, viewerId }: (typeof intents)[number]) => ({ channelId, donorId: viewerId })
  const badges = await findBadges(intents.map(donor))
  return {
    items: intents.map((intent) => ({
      intentId: intent.id,
      chzzkChannelId,
      donor: { ...intent.viewer, badge: badges(donor(intent)) },
      amount: intent.amountCheese,
      createdAt: intent.createdAt.toISOString(),
      lapsesAt: new Date(intent.createdAt.getTime() + INTENT_LIFE_MS).toISOString(),
    })),
  }
}
