import { env } from '~/env.server'

/** CHZZK has no address for donating: people go to the live page (docs/chzzk.md §6). */
export function donateUrl(chzzkChannelId: string) {
  return `${env.chzzk.webUrl}/live/${chzzkChannelId}`
}

/** Where a creator sends themselves CHZZK's test donation (docs/chzzk.md §4.4, §6). */
export function studioUrl(chzzkChannelId: string) {
  const { sandbox, webUrl } = env.chzzk
  return sandbox ? `${webUrl}/studio/${chzzkChannelId}` : 'https://studio.chzzk.naver.com/'
}
