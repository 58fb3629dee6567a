import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { Actor } from './entry'
import type { Reader } from './presenter.server'

/** The donations of a person's own channel: an admin reads no others' (docs/decisions/0013-moderation.md). */
export function ofOwnChannel(viewer: Viewer): Prisma.DonationWhereInput {
  return { channel: { ownerId: viewer.id } }
}

/** An admin may confirm what waits in any channel (docs/ledger.md §1). */
export function confirmableBy(viewer: Viewer): Prisma.DonationWhereInput {
  return viewer.role === 'admin' ? {} : ofOwnChannel(viewer)
}

export function getChannelOfOwnDonation(viewer: Viewer, id: string): Promise<string> {
  return getChannelAmong(ofOwnChannel(viewer), id)
}

export function getChannelToConfirmIn(viewer: Viewer, id: string): Promise<string> {
  return getChannelAmong(confirmableBy(viewer), id)
}

async function getChannelAmong(among: Prisma.DonationWhereInput, id: string) {
  const donation = await db.donation.findFirst({ where: { id, ...among }, select: { channelId: true } })
  return donation?.channelId ?? refuse('not_found')
}

/** As whom an act is recorded: the channel's creator, or an admin in somebody else's channel. */
export function actorFor(viewer: Viewer, channelId: string): Actor {
  const isForeign = viewer.role === 'admin' && viewer.channel?.id !== channelId
  return { kind: isForeign ? 'admin' : 'creator', id: viewer.id }
}

export function readerFor(viewer: Viewer, channelId: string): Reader {
  return actorFor(viewer, channelId).kind === 'admin' ? 'admin' : 'creator'
}
