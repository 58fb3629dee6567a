import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { getSettings } from '~/domain/channels/settings.server'
import { collectPages } from './collect-pages.server'

const iso = (at: Date | null) => at?.toISOString() ?? null
const ownChannel = ({ id }: Viewer) => db.channel.findUnique({ where: { ownerId: id } })

export async function* collectProfile({ id }: Viewer) {
  const user = await db.user.findUniqueOrThrow({ where: { id } })
  const { chzzkUserId, displayName, role, agreedAt, createdAt } = user
  yield { id, chzzkUserId, displayName, role, agreedAt: iso(agreedAt), createdAt: createdAt.toISOString() }
}

export async function* collectOwnChannel(viewer: Viewer) {
  const channel = await ownChannel(viewer)
  if (!channel) return
  const { id, chzzkChannelId, name, imageUrl, openedAt, createdAt } = channel
  yield { id, chzzkChannelId, name, imageUrl, openedAt: iso(openedAt), createdAt: createdAt.toISOString() }
}

export async function* collectOwnSettings(viewer: Viewer) {
  const channel = await ownChannel(viewer)
  if (channel) yield await getSettings(channel.id)
}

/** Times only: what a session is opened with stays in its browser. */
export async function* collectSessions({ id: userId }: Viewer) {
  for await (const session of collectPages((page) =>
    db.session.findMany({ where: { userId }, orderBy: { id: 'asc' }, ...page }),
  )) {
    yield { createdAt: session.createdAt.toISOString(), expiresAt: session.expiresAt.toISOString() }
  }
}

/** The favourites of one person, all at once: they are kept by hand, one tap each. */
export async function* collectFollows({ id: userId }: Viewer) {
  const follows = await db.follow.findMany({
    where: { userId },
    include: { channel: { select: { chzzkChannelId: true, name: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { channel, createdAt } of follows) yield { ...channel, createdAt: createdAt.toISOString() }
}

/** Whom this creator blocked; by whom they are blocked themselves is others' to know. */
export async function* collectBlocks({ id: ownerId }: Viewer) {
  const blocks = await db.block.findMany({
    where: { channel: { ownerId } },
    include: { user: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { user, createdAt } of blocks) yield { ...user, createdAt: createdAt.toISOString() }
}

export async function* collectDailyTotals({ id: enteredById }: Viewer) {
  const totals = await db.dailyTotal.findMany({ where: { enteredById }, orderBy: { date: 'asc' } })
  for (const { date, amountCheese, enteredAt } of totals) {
    yield {
      date: date.toISOString().slice(0, 10),
      amount: amountCheese,
      enteredAt: enteredAt.toISOString(),
    }
  }
}
