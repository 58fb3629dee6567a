import { z } from 'zod'
import type { NotificationKind } from '#prisma'
import { chzzkChannelId } from '~/domain/core/chzzk-id'
import { instant } from '~/domain/core/kst'

/** What comes to whoever writes and donates. */
export const fanKinds = [
  'reply',
  'retweet',
  'confirmed',
  'corrected',
  'badge',
  'post',
  'decision',
] as const satisfies readonly NotificationKind[]

/** What comes to a channel's creator. */
export const creatorKinds = [
  'waiting',
  'letter',
  'report',
  'signal_lost',
  'statement',
] as const satisfies readonly NotificationKind[]

export const notificationKinds = [...fanKinds, ...creatorKinds] as const

const kind = z.enum(notificationKinds)
const hour = z.int().min(0).max(23)

export const notificationPath = z.object({ id: z.uuid() })

export const markReadInput = z.object({
  until: instant.optional().describe('What came later stays unread'),
})

export const muteInput = z.object({
  kind,
  chzzkChannelId: chzzkChannelId.nullish().describe('Without it the kind everywhere'),
})

export const quietInput = z.object({
  quietFrom: hour.describe('Hours of the day in Korea; equal ones are none'),
  quietTo: hour,
})

export const QUIET_HOURS = { quietFrom: 22, quietTo: 8 }

const endpoint = z.url().max(1_000)

export const subscriptionQuery = z.object({ endpoint: endpoint.optional() })

const key = z
  .string()
  .regex(/^[\w-]+=*$/)
  .max(120)
export const subscriptionInput = z.object({
  endpoint,
  keys: z.object({ p256dh: key, auth: key }),
})

export const endpointInput = z.object({ endpoint })

export const webhookInput = z.object({ url: z.string().trim().max(300) })
