import type { z } from 'zod'
import type { Donation, DonationIntent, Prisma } from '#prisma'
import { db, query } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findBadges } from '~/domain/badges/standing.server'
import { donateUrl } from '~/domain/channels/chzzk-pages.server'
import { requireOpenChannel } from '~/domain/channels/find.server'
import { isBlocked } from '~/domain/channels/settings.server'
import type { JsonRow } from '~/domain/core/json-row'
import { refuse } from '~/domain/core/refusal'
import type { intentInput } from './input'
import type { IntentState } from './presenter'
import { countUnconfirmed, refuseTooManyUnconfirmed } from './queue.server'

export const INTENT_LIFE_MS = 24 * 60 * 60 * 1000
const MAX_LISTED = 50
const MATCHABLE_FOR_MS = 30 * 24 * 60 * 60 * 1000

const since = (ms: number) => new Date(Date.now() - ms)
const lapseOf = ({ createdAt }: Pick<DonationIntent, 'createdAt'>) =>
  new Date(createdAt.getTime() + INTENT_LIFE_MS)

/** The same `requestId` again updates it until it is registered (docs/ledger.md §1, prisma/functions/accounts.sql). */
export async function createIntent(viewer: Viewer, input: Omit<z.infer<typeof intentInput>, 'leave'>) {
  const channel = await requireOpenChannel(input.chzzkChannelId)
  if (channel.ownerId === viewer.id) refuse('forbidden', { because: 'own_channel' })
  if (await isBlocked(viewer.id, channel.id)) refuse('blocked')
  const { requestId = null, message = null, amount: amountCheese = null } = input
  const key = { channelId: channel.id, viewerId: viewer.id, requestId }
  const content = { message, amountCheese }
  const isReplayed =
    requestId && (await db.donationIntent.count({ where: { viewerId: viewer.id, requestId } })) > 0
  if (!isReplayed && (await countUnconfirmed(channel.id, viewer.id)).isFull) refuseTooManyUnconfirmed()
  const [created] = await db.donationIntent.createManyAndReturn({
    data: { ...key, ...content },
    skipDuplicates: true,
  })
  const [updated] = created
    ? [created]
    : await db.donationIntent.updateManyAndReturn({
        where: { ...key, donation: null, registeredAt: null },
        data: content,
      })
  const intent = updated ?? (await db.donationIntent.findFirst({ where: key })) ?? refuse('conflict')
  return {
    intentId: intent.id,
    chzzkChannelId: channel.chzzkChannelId,
    status: 'PENDING' as const,
    donateUrl: donateUrl(channel.chzzkChannelId),
    createdAt: intent.createdAt.toISOString(),
    lapsesAt: lapseOf(intent).toISOString(),
  }
}

/** No donation followed, the registration leaves the queue, or the fan has no message for a signal: they are not asked again. */
export async function dismissIntent(viewer: Viewer, id: string) {
  const { count } = await db.donationIntent.updateMany({
    where: { id, viewerId: viewer.id, OR: [{ donation: null }, { donation: awaitingMessage }] },
    data: { dismissedAt: new Date(), registeredAt: null },
  })
  if (count === 0) refuse('not_found')
}

export function awaitsMessage({
  source,
  mergedIntoId,
  message,
}: Pick<Donation, 'source' | 'mergedIntoId'> & {
  message: { relayed: boolean; content: string | null } | null
}) {
  return (
    source === 'session' &&
    !mergedIntoId &&
    (message === null || (message.relayed && message.content !== null))
  )
}

const awaitingMessage = {
  source: 'session',
  mergedIntoId: null,
  OR: [{ message: null }, { message: { relayed: true, content: { not: null } } }],
} satisfies Prisma.DonationWhereInput

export async function getOwnIntent(viewer: Viewer, chzzkChannelId: string, id: string) {
  const intent = await db.donationIntent.findFirst({
    where: { id, viewerId: viewer.id, channel: { chzzkChannelId } },
    include: { donation: { include: { message: true, signal: { select: { amountCheese: true } } } } },
  })
  if (!intent) refuse('not_found')
  const { donation } = intent
  const signaled = donation && awaitsMessage(donation) ? donation : null
  return {
    intentId: intent.id,
    state: stateOf(intent, { hasDonation: donation !== null, isSignaled: signaled !== null }),
    message: intent.message,
    amount: intent.amountCheese,
    lapsesAt: lapseOf(intent).toISOString(),
    donationId: donation?.id ?? null,
    signaledAmount: signaled ? (signaled.amountCheese ?? signaled.signal?.amountCheese ?? null) : null,
    isConfirmed: donation?.status === 'CONFIRMED',
    hideAmount: donation?.hideAmount ?? false,
    hideName: donation?.hideName ?? false,
  }
}

function stateOf(
  intent: DonationIntent,
  { hasDonation, isSignaled }: { hasDonation: boolean; isSignaled: boolean },
): IntentState {
  if (isSignaled) return intent.dismissedAt ? 'registered' : 'open'
  if (hasDonation) return 'registered'
  if (intent.dismissedAt) return 'dismissed'
  if (intent.registeredAt) return 'queued'
  return lapseOf(intent).getTime() < Date.now() ? 'lapsed' : 'open'
}

export type OpenIntentRow = {
  intentId: string
  chzzkChannelId: string
  channelName: string
  message: string | null
  amount: number | null
  createdAt: Date
}

/** Open since a time: without a donation, or with one that CHZZK signaled and that awaits a message. Each asks for its own donation. */
export const openIntentsSql = (person: string, since: string, also = '') => `
  SELECT i.id AS "intentId", c.chzzk_channel_id AS "chzzkChannelId", c.name AS "channelName", i.message,
    i.amount_cheese AS amount, i.created_at AS "createdAt"
  FROM donation_intents i JOIN channels c ON c.id = i.channel_id
  WHERE i.viewer_id = ${person} AND i.created_at > ${since}${also}
    AND i.dismissed_at IS NULL AND i.registered_at IS NULL
    AND coalesce((SELECT d.source = 'session' AND d.merged_into_id IS NULL
        AND (m.id IS NULL OR (m.relayed AND m.content IS NOT NULL))
      FROM donation_events d LEFT JOIN messages m ON m.donation_id = d.id WHERE d.intent_id = i.id), true)
  ORDER BY i.created_at DESC, i.id DESC LIMIT ${MAX_LISTED}`

export const openSince = (now = Date.now()) => new Date(now - INTENT_LIFE_MS)

/** One's own, newest first (GET /donations/intents). */
export async function listOwnIntents({ id }: Viewer) {
  const rows = await query<OpenIntentRow>('own_intents', openIntentsSql('$1', '$2'), [id, openSince()])
  return { items: rows.map(presentOpenIntent) }
}

export function presentOpenIntent({ createdAt, ...intent }: OpenIntentRow | JsonRow<OpenIntentRow>) {
  const began = new Date(createdAt)
  return { ...intent, createdAt: began.toISOString(), lapsesAt: lapseOf({ createdAt: began }).toISOString() }
}

/** Lapsed intents of 30 days, for the creator to match by hand; a message that was never registered stays the fan's. */
export async function listLapsedIntents(viewer: Viewer, chzzkChannelId: string) {
  const channel = await db.channel.findFirst({ where: { chzzkChannelId, ownerId: viewer.id } })
  if (!channel) refuse('not_found')
  const intents = await db.donationIntent.findMany({
    where: {
      channelId: channel.id,
      createdAt: { lte: since(INTENT_LIFE_MS), gt: since(MATCHABLE_FOR_MS) },
      hasDonation: false,
      dismissedAt: null,
      registeredAt: null,
    },
    include: { viewer: { select: { displayName: true, chzzkUserId: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_LISTED,
  })
  const donorOf = ({ channelId, viewerId }: DonationIntent) => ({ channelId, donorId: viewerId })
  const badges = await findBadges(intents.map(donorOf))
  const items = intents.map((intent) => ({
    intentId: intent.id,
    chzzkChannelId,
    donor: { ...intent.viewer, badge: badges(donorOf(intent)) },
    amount: intent.amountCheese,
    createdAt: intent.createdAt.toISOString(),
    lapsesAt: lapseOf(intent).toISOString(),
  }))
  return { items }
}
