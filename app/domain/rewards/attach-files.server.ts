import type { RewardFileKind } from '#prisma'
import type { Tx } from '~/db/transaction'
import { refuse } from '~/domain/core/refusal'
import { retainFile } from '~/domain/files/stage.server'
import type { ReceivedFile } from './receive-files.server'

/** A gigabyte holds a hundred of the longest sounds. */
const MAX_BYTES_A_CHANNEL = 1024 ** 3

type Where = { channelId: string; rewardId: string }

/** Points a reward at files that came, in place of those of the same kind. Refusal: `conflict` (the channel is full). */
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
    refuse('conflict', { detail: '파일은 채널에 1GB까지 둘 수 있어요. 오래된 것을 지우고 다시 올려 주세요' })
  }
}

/** The rows go now; the database sees to it that the files follow. */
export async function detachFiles(tx: Tx, rewardId: string, kinds: RewardFileKind[]) {
  await tx.rewardFile.deleteMany({ where: { rewardId, kind: { in: kinds } } })
}
