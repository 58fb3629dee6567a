import { z } from 'zod'
import { allowedWords, blockedWords } from '~/domain/blocklist/input'
import { writing } from '~/domain/core/text'

/** A whole address may be pasted, with whatever hangs on it. */
export const MAX_QUERY = 500

export const MAX_TIERS = 10

/** CHZZK's own identifier of a user and of that user's channel (docs/chzzk.md §3.1). */
export const chzzkChannelId = z.string().regex(/^[0-9a-f]{32}$/, 'not_a_channel_address')

const ID_IN_TEXT = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/i

export function channelIdIn(text: string): string | null {
  return text.match(ID_IN_TEXT)?.[0].toLowerCase() ?? null
}

export const channelPath = z.object({ chzzkChannelId })
export const channelQuery = channelPath

export const channelsQuery = z.object({ query: writing(MAX_QUERY).default('') })

export const whoMayWrite = z.enum(['everyone', 'supporters', 'badge', 'nobody'])

export const autoConfirmMode = z.enum(['off', 'assist', 'auto'])
export const autoConfirmModeInput = z.object({ mode: autoConfirmMode })

export const settingsInput = z.object({
  whoMayWrite,
  fromTier: z.int().min(1).max(MAX_TIERS).default(1),
  sessionMode: autoConfirmMode.optional(),
  allowLinks: z.boolean().default(false),
  retweetsADay: z.int().min(0).max(100).default(20),
  blockedWords,
  allowedWords,
})

export const blockInput = z.object({ chzzkUserId: chzzkChannelId })
