import type { UserRole } from '#prisma'
import { type Because, refuse } from '~/domain/core/refusal'

export type Viewer = {
  id: string
  chzzkUserId: string
  displayName: string
  role: UserRole
  channel: { id: string; chzzkChannelId: string; name: string } | null
  /** Found with whoever asks for a page, whose frame shows it. */
  unreadNotifications?: number
}

export function requireOwnChannel({ channel }: Viewer, because: Because = 'no_channel') {
  return channel ?? refuse('forbidden', { because })
}

/** Refusal: `not_found`, so that nobody else learns that an admin's page or act exists. */
export function requireAdmin(viewer: Viewer | null): Viewer {
  return viewer?.role === 'admin' ? viewer : refuse('not_found')
}
