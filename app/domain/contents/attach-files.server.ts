import type { ContentFileKind, Prisma } from '#prisma'
import { holdFile } from '~/domain/files/keep.server'
import { refuse } from '~/domain/refusal'
import type { ReceivedFile } from './receive.server'

/** A gigabyte holds a hundred of the longest sounds. */
const MOST_BYTES_A_CHANNEL = 1024 ** 3

type Where = { channelId: string; contentId: string }

/** Points a content at files that came, in place of those of the same kind. Refusal: `conflict` (the channel is full). */
export async function attachFiles(
  tx: Prisma.TransactionClient,
  { channelId, contentId }: Where,
  files: ReceivedFile[],
) {
  if (files.length === 0) return
  await detachFiles(
    tx,
    contentId,
    files.map(({ kind }) => kind),
  )
  for (const file of files) {
    await holdFile(tx, file)
    await tx.contentFile.create({ data: { contentId, ...file } })
  }
  const { _sum: kept } = await tx.contentFile.aggregate({
    where: { content: { channelId } },
    _sum: { sizeBytes: true },
  })
  if ((kept.sizeBytes ?? 0) > MOST_BYTES_A_CHANNEL) {
    refuse('conflict', { detail: '파일은 채널에 1GB까지 둘 수 있어요. 오래된 것을 지우고 다시 올려 주세요' })
  }
}

/** The rows go now; the database sees to it that the files follow. */
export async function detachFiles(tx: Prisma.TransactionClient, contentId: string, kinds: ContentFileKind[]) {
  await tx.contentFile.deleteMany({ where: { contentId, kind: { in: kinds } } })
}
