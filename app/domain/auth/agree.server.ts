import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { type Newcomer, spendNewcomer } from './newcomer.server'
import { startSession } from './session.server'
import { isAdmin } from './sign-in.server'
import { saveTokens } from './tokens.server'

/**
 * Stores a newcomer who is 14 or older and agrees to the terms: a session token in place of the one this browser held. A
 * row that waited for them, as a donor without a login, becomes theirs. Refusals: `signed_out` when this login was used
 * before, to agree or to decline, `conflict` when the account exists already (product.md §2, ledger.md §3).
 */
export async function agree(newcomer: Newcomer, insteadOf: string | null): Promise<string> {
  const { channelId, channelName, tokens } = newcomer
  const role = isAdmin(channelId) ? 'admin' : 'viewer'
  const person = { displayName: channelName, agreedAt: new Date(), role } as const
  return db.$transaction(async (tx) => {
    if (!(await spendNewcomer(newcomer, tx))) refuse('signed_out')
    const taken = await tx.user.updateMany({
      where: { chzzkUserId: channelId, agreedAt: null },
      data: person,
    })
    if (taken.count === 0) {
      const created = await tx.user.createManyAndReturn({
        data: { chzzkUserId: channelId, ...person },
        skipDuplicates: true,
      })
      if (created.length === 0) refuse('conflict', { detail: '이미 가입했어요. 다시 로그인해 주세요' })
    }
    const user = await tx.user.findUniqueOrThrow({ where: { chzzkUserId: channelId } })
    await saveTokens(tx, user.id, tokens)
    return startSession(user.id, { from: tx, insteadOf })
  })
}
