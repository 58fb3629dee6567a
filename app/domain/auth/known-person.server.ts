import type { Prisma } from '#prisma'

/** The person behind a CHZZK id: a donor who never used Melt gets a row without a login, which first login takes over (ledger.md §3). */
export async function knownPerson(
  tx: Prisma.TransactionClient,
  chzzkUserId: string,
  displayName: string | null,
) {
  const before = await tx.user.findUnique({ where: { chzzkUserId } })
  if (before) return before
  const name = displayName ?? `치지직 시청자 ${chzzkUserId.slice(0, 4)}`
  await tx.user.createMany({ data: { chzzkUserId, displayName: name }, skipDuplicates: true })
  return tx.user.findUniqueOrThrow({ where: { chzzkUserId } })
}
