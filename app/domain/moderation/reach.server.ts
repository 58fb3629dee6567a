import type { Prisma } from '#prisma'
import type { Viewer } from '~/domain/auth/viewer'

/** Where who reported stays unknown: what a creator may decide is of their own channel and not for admins. */
type Reach = { forAdmins?: boolean; channel?: Prisma.ChannelWhereInput }

/**
 * Reports that this person decides: a creator those about viewers' public messages in their channel, an admin all; never
 * those about one's own words alone in a creator's hands.
 */
export function reportsInReach(viewer: Viewer): Reach {
  return viewer.role === 'admin' ? {} : { forAdmins: false, channel: { ownerId: viewer.id } }
}

/** Objections that this person decides: whoever hid decides again, an admin for admins. */
export function objectionsInReach(viewer: Viewer): Prisma.ObjectionWhereInput {
  const own: Prisma.ObjectionWhereInput = { forAdmins: false, channel: { ownerId: viewer.id } }
  return viewer.role === 'admin' ? { OR: [{ forAdmins: true }, own] } : own
}
