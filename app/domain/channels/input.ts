import { z } from 'zod'
import { allowedWords, blockedWords } from '~/domain/blocklist/input'
import { chzzkChannelId } from '~/domain/core/chzzk-id'
import { cursor, limit } from '~/domain/core/keyset'
import { writing } from '~/domain/core/text'

export const MAX_QUERY = 500

export const MAX_TIERS = 10

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

export const blocksQuery = z.object({ cursor: cursor.optional(), limit })
export const blockInput = z.object({ chzzkUserId: chzzkChannelId })
