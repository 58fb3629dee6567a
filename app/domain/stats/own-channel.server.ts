import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'

/** The channel whose figures somebody may read: their own. Refusal: `forbidden` (no channel). */
export function ownChannelId({ channel }: Viewer): string {
  return channel?.id ?? refuse('forbidden', { because: 'no_channel' })
}
