import { issueTokens } from '~/chzzk/sandbox/grants.server'

/** A living grant at the stand-in, of which Melt thinks that its access token lives this long. */
export function grantAtChzzk(channelId: string, livesMs: number) {
  const { accessToken, refreshToken } = issueTokens(channelId)
  return {
    accessToken,
    refreshToken,
    scope: '유저 조회 후원 조회',
    expiresAt: new Date(Date.now() + livesMs),
  }
}
