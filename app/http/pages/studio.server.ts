import { env } from '~/env.server'

/** Where a creator sends themselves CHZZK's test donation (docs/chzzk.md §4.4, §6). */
export function studioUrl(chzzkChannelId: string) {
  const { sandbox, webUrl } = env.chzzk
  return sandbox ? `${webUrl}/studio/${chzzkChannelId}` : 'https://studio.chzzk.naver.com/'
}
