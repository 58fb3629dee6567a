import { fileTypeFromBuffer } from 'file-type'
import { startsWithAudio } from './mp3'
import { containsOnlyAudio } from './mp4'

export type AudioType = 'audio/mpeg' | 'audio/mp4' | 'audio/ogg' | 'audio/wav' | 'audio/flac'

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])
const SOUNDS: Record<string, AudioType> = {
  'audio/mpeg': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/wav': 'audio/wav',
  'audio/flac': 'audio/flac',
}
/** Recorders of some phones say "video" of a file without one. */
const PERHAPS_SOUND = new Set(['video/mp4', 'video/3gpp'])

/** What a file is by its bytes, whatever its name says: a picture, a sound of this type, or null. */
export async function kindOf(bytes: Uint8Array): Promise<'picture' | AudioType | null> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (!found) return null
  if (PICTURES.has(found.mime)) return 'picture'
  if (PERHAPS_SOUND.has(found.mime)) return containsOnlyAudio(bytes) ? 'audio/mp4' : null
  const sound = SOUNDS[found.mime] ?? null
  return sound === 'audio/mpeg' && !startsWithAudio(bytes) ? null : sound
}
