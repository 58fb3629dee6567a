import { z } from 'zod'
import { writing } from '~/domain/text'
import { allowedWords, blockedWords } from '~/domain/words/input'

/** A whole address may be pasted, with whatever hangs on it. */
export const MOST_QUERY = 500

/** How many tiers of badges a channel may have. */
export const MOST_TIERS = 10

/** CHZZK's own identifier of a user and of that user's channel (chzzk.md §3.1). */
export const chzzkChannelId = z.string().regex(/^[0-9a-f]{32}$/, '채널 주소가 올바르지 않아요')

const ID_IN_TEXT = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/i

/** The CHZZK id that a text holds, such as a pasted address; null where it holds none. */
export function channelIdIn(text: string): string | null {
  return text.match(ID_IN_TEXT)?.[0].toLowerCase() ?? null
}

export const channelPath = z.object({ chzzkChannelId })

export const channelsQuery = z.object({ query: writing(MOST_QUERY).default('') })

export const whoMayWrite = z.enum(['everyone', 'supporters', 'badge', 'nobody'])

/** What CHZZK's donation events may do in a channel (ledger.md §3). */
export const sessionMode = z.enum(['off', 'assist', 'auto'])
export const sessionModeInput = z.object({ mode: sessionMode })

export const settingsInput = z.object({
  whoMayWrite,
  fromTier: z.int().min(1).max(MOST_TIERS).default(1),
  sessionMode: sessionMode.optional(),
  allowLinks: z.boolean().default(false),
  retweetsADay: z.int().min(0).max(100).default(20),
  blockedWords,
  allowedWords,
})

export const blockInput = z.object({ chzzkUserId: chzzkChannelId })
