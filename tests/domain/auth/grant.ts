import { issueTokens } from '~/chzzk/sandbox/people.server'
import { db } from '~/db/client.server'
import { saveTokens } from '~/domain/auth/tokens.server'
import type { Viewer } from '~/domain/auth/viewer'
import { makeCreator } from '../../support/people'

/** A living grant at the sandbox, of which Melt thinks that its access token lives this long. */
export function grantAtChzzk(channelId: string, livesMs: number) {
  const { accessToken, refreshToken } = issueTokens(channelId)
  return {
    accessToken,
    refreshToken,
    scope: '유저 조회 후원 조회',
    expiresAt: new Date(Date.now() + livesMs),
  }
}

/** Melt keeps a grant of this person, given long enough ago to be renewed. */
export async function keepGrantOf({ id, chzzkUserId }: Viewer, livesMs: number) {
  const tokens = grantAtChzzk(chzzkUserId, livesMs)
  await db.$transaction((tx) => saveTokens(tx, id, tokens))
  const updatedAt = new Date(Date.now() - 60_000)
  await db.oauthToken.update({ where: { userId: id }, data: { updatedAt } })
  return tokens
}

/** A creator who wants CHZZK's signals and gave a grant for it. */
export async function makeListener(livesMs: number) {
  const creator = await makeCreator('밤비노래방')
  const tokens = await keepGrantOf(creator, livesMs)
  await listen(creator)
  return { ...creator, tokens }
}

export async function listen({ id: actorId, channel }: Viewer) {
  const channelId = channel?.id ?? ''
  await db.$transaction([
    db.autoConfirmModeChange.create({ data: { channelId, mode: 'assist', reason: 'chosen', actorId } }),
    db.channelSettings.upsert({
      where: { channelId },
      create: { channelId, sessionMode: 'assist' },
      update: { sessionMode: 'assist' },
    }),
  ])
}
