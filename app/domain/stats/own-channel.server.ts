import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/refusal'

/** The channel whose figures somebody may read: their own. Refusal: `forbidden` (no channel). */
export function ownChannelId({ channel }: Viewer): string {
  return channel?.id ?? refuse('forbidden', { detail: '채널을 열면 쓸 수 있어요' })
}
