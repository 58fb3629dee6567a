import { type AudioType, kindOf } from './kind.server'
import type { Unusable } from './unusable'

export const MAX_SOUND_BYTES = 10 * 1024 * 1024

type Sound = { bytes: Uint8Array; mediaType: AudioType }

/** A sound as it came, under the type that its bytes have. */
export async function toSound(bytes: Uint8Array): Promise<Sound | Unusable> {
  if (bytes.byteLength > MAX_SOUND_BYTES) return 'too_large'
  const mediaType = await kindOf(bytes)
  return mediaType === null || mediaType === 'picture' ? 'unknown' : { bytes, mediaType }
}
