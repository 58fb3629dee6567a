import type { UserRole } from '#prisma'

/** Who is asking: a few fields only, abilities live with the nouns they act on. */
export type Viewer = {
  id: string
  chzzkUserId: string
  displayName: string
  role: UserRole
  channel: { id: string; chzzkChannelId: string; name: string } | null
}
