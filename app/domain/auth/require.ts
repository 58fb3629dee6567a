import { type Because, refuse } from '~/domain/core/refusal'
import type { Viewer } from './viewer'

/** The viewer's own open channel. Refusal: `forbidden` where they have none. */
export function requireOwnChannel({ channel }: Viewer, because: Because = 'no_channel') {
  return channel ?? refuse('forbidden', { because })
}

/** Nobody but an admin learns that an admin's page or act exists: everybody else is refused with `not_found`. */
export function requireAdmin(viewer: Viewer | null): Viewer {
  return viewer?.role === 'admin' ? viewer : refuse('not_found')
}
