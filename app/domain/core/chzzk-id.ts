import { z } from 'zod'

/** CHZZK's own identifier of a user and of that user's channel (docs/chzzk.md §3.1). */
export const chzzkChannelId = z.string().regex(/^[0-9a-f]{32}$/, 'not_a_channel_address')

const ID_IN_TEXT = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/i

export function channelIdIn(text: string): string | null {
  return text.match(ID_IN_TEXT)?.[0].toLowerCase() ?? null
}
