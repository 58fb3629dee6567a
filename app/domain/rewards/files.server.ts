import type { RewardFileKind } from '#prisma'
import { query, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { refuseFullQueue, type StoredFile } from '~/domain/files/file'
import { retainFile, type StagedFile, stageFile } from '~/domain/files/stored-file.server'
import { toPicture, toSound, type Unusable } from '~/files/media.server'
import { store } from '~/files/store.server'

export type Uploads = Partial<Record<RewardFileKind, Buffer>>
type ReceivedFile = StagedFile & { kind: RewardFileKind; width?: number; height?: number }

const MAX_BYTES = 10 * 1024 * 1024

/** Stages the checked files, which wait to be attached. Refusal: `invalid`. */
export async function receiveFiles({ image, audio }: Uploads): Promise<ReceivedFile[]> {
  const picture = image && (await requireUsable('image', image, toPicture))
  const sound = audio && (await requireUsable('audio', audio, toSound))
  const received: ReceivedFile[] = []
  if (picture) {
    const { bytes, mediaType, width, height } = picture
    received.push({ kind: 'image', width, height, ...(await stageFile(bytes, mediaType)) })
  }
  if (sound) received.push({ kind: 'audio', ...(await stageFile(sound.bytes, sound.mediaType)) })
  return received
}

async function requireUsable<Made extends object>(
  kind: RewardFileKind,
  bytes: Buffer,
  make: (bytes: Buffer) => Promise<Made | Unusable>,
): Promise<Made> {
  const made = bytes.byteLength > MAX_BYTES ? 'too_large' : await make(bytes).catch(refuseFullQueue)
  if (typeof made !== 'string') return made
  return refuse('invalid', { errors: [{ path: kind, message: `${kind}_${made}` }] })
}

/** A gigabyte holds a hundred of the longest sounds. */
const MAX_BYTES_A_CHANNEL = 1024 ** 3

type Where = { channelId: string; rewardId: string }

/** In place of those of the same kind. Refusal: `conflict` (the channel is full). */
export async function attachFiles(tx: Tx, { channelId, rewardId }: Where, files: ReceivedFile[]) {
  if (files.length === 0) return
  await detachFiles(
    tx,
    rewardId,
    files.map(({ kind }) => kind),
  )
  for (const file of files) {
    await retainFile(tx, file)
    await tx.rewardFile.create({ data: { rewardId, ...file } })
  }
  const { _sum: kept } = await tx.rewardFile.aggregate({
    where: { reward: { channelId } },
    _sum: { sizeBytes: true },
  })
  if ((kept.sizeBytes ?? 0) > MAX_BYTES_A_CHANNEL) {
    refuse('conflict', { because: 'channel_storage_full' })
  }
}

/** A trigger queues the files of deleted rows for removal (prisma/functions/rewards.sql). */
export async function detachFiles(tx: Tx, rewardId: string, kinds: RewardFileKind[]) {
  await tx.rewardFile.deleteMany({ where: { rewardId, kind: { in: kinds } } })
}

type Row = { key: string; mediaType: string; sizeBytes: number; sha256: string }

const OPEN_FILE = `
  SELECT f.key, f.media_type AS "mediaType", f.size_bytes AS "sizeBytes", f.sha256
  FROM contents c
  JOIN channels ch ON ch.id = c.channel_id AND ch.opened_at IS NOT NULL
  JOIN content_files f ON f.content_id = c.id AND f.kind = $3::content_file_kind
  WHERE c.id = $2 AND reward_open_to(c, $1)`

/** Access is checked at every request (GET /contents/:id). Refusal: `not_found`, also where it is locked. */
export async function getRewardFile(
  viewer: Viewer | null,
  id: string,
  kind: RewardFileKind,
): Promise<StoredFile> {
  const [file] = await query<Row>('content_file', OPEN_FILE, [viewer?.id ?? null, id, kind])
  if (!file) refuse('not_found')
  const { key, ...known } = file
  return { ...known, read: (span) => store.get(key, span) }
}
