import type { RewardFileKind } from '#prisma'
import { refuse } from '~/domain/core/refusal'
import { type StagedFile, stageFile } from '~/domain/files/stage.server'
import { toPicture } from '~/files/picture.server'
import { toSound } from '~/files/sound.server'
import type { Unusable } from '~/files/unusable'

export type Uploads = Partial<Record<RewardFileKind, Buffer>>
export type ReceivedFile = StagedFile & { kind: RewardFileKind; width?: number; height?: number }

const MAX_BYTES = 10 * 1024 * 1024

const WORDS: Record<RewardFileKind, Record<Unusable, string>> = {
  image: {
    unknown: '사진은 JPG, PNG, WebP, GIF만 올릴 수 있어요',
    broken: '사진을 읽지 못했어요. 다른 사진을 올려 주세요',
    too_large: '사진이 너무 커요. 10MB, 5천만 화소까지 올릴 수 있어요',
  },
  audio: {
    unknown: '소리는 MP3, M4A, OGG, WAV, FLAC만 올릴 수 있어요',
    broken: '소리를 읽지 못했어요. 다른 파일을 올려 주세요',
    too_large: '소리는 10MB까지 올릴 수 있어요',
  },
}

/** The files of a form, found good and put into the store, where they wait to be pointed at. Refusal: `invalid`. */
export async function receiveFiles({ image, audio }: Uploads): Promise<ReceivedFile[]> {
  const picture = image && (await usable('image', image, toPicture))
  const sound = audio && (await usable('audio', audio, toSound))
  const received: ReceivedFile[] = []
  if (picture) {
    const { bytes, mediaType, width, height } = picture
    received.push({ kind: 'image', width, height, ...(await stageFile(bytes, mediaType)) })
  }
  if (sound) received.push({ kind: 'audio', ...(await stageFile(sound.bytes, sound.mediaType)) })
  return received
}

/** What is too long is not looked at any further. */
async function usable<Made extends object>(
  kind: RewardFileKind,
  bytes: Buffer,
  make: (bytes: Buffer) => Promise<Made | Unusable>,
): Promise<Made> {
  const made = bytes.byteLength > MAX_BYTES ? 'too_large' : await make(bytes)
  if (typeof made !== 'string') return made
  return refuse('invalid', { errors: [{ path: kind, message: WORDS[kind][made] }] })
}
