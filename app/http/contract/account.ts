import { z } from 'zod'
import { leaveInput } from '~/domain/account/input'
import { visibility } from '~/domain/messages/input'
import { reportReasons } from '~/domain/moderation/reasons'
import { user } from './auth'
import { settings } from './channels'
import { donation, entry } from './donations'
import { mine } from './messages'
import { amount, instant, type Operation } from './operation'

const named = z.object({ chzzkChannelId: z.string(), name: z.string(), createdAt: instant })
const entries = z.array(entry)
const tier = z.object({
  tier: z.int(),
  name: z.string(),
  icon: z.string(),
  thresholdAmount: amount,
  perks: z.object({ lettersFirst: z.boolean(), retweetWeight: z.int() }),
})
const happening = z.object({
  kind: z.enum([
    'created',
    'read',
    'replied_private',
    'replied_public',
    'retweeted',
    'unretweeted',
    'hidden',
    'restored',
    'withdrawn',
  ]),
  actorKind: z.enum(['viewer', 'creator', 'admin', 'rule']),
  at: instant,
})

const everything = z.object({
  exportedAt: instant,
  leftOut: z.array(z.object({ what: z.string(), why: z.string() })),
  channel: named
    .extend({ id: z.uuid(), imageUrl: z.string().nullable(), openedAt: instant.nullable() })
    .nullable(),
  profile: user.omit({ channel: true }).extend({ agreedAt: instant.nullable(), createdAt: instant }),
  sessions: z.array(z.object({ createdAt: instant, expiresAt: instant })),
  follows: z.array(named),
  blocks: z.array(z.object({ chzzkUserId: z.string(), displayName: z.string(), createdAt: instant })),
  settings: settings.nullable(),
  intents: z.array(
    z.object({
      intentId: z.uuid(),
      chzzkChannelId: z.string(),
      message: z.string().nullable(),
      amount: amount.nullable(),
      createdAt: instant,
      dismissedAt: instant.nullable(),
    }),
  ),
  donations: z.array(donation.extend({ entries })),
  receivedDonations: z.array(
    donation.omit({ message: true, messageId: true }).extend({ note: z.string().nullable(), entries }),
  ),
  dailyTotals: z.array(z.object({ date: z.iso.date(), amount, enteredAt: instant })),
  messages: z.array(mine.extend({ history: z.array(happening) })),
  written: z.array(
    z.object({
      id: z.uuid(),
      type: z.enum(['creator_post', 'creator_reply']),
      visibility,
      content: z.string().nullable(),
      createdAt: instant,
      withdrawn: z.boolean(),
      hidden: z.boolean(),
    }),
  ),
  reports: z.array(
    z.object({
      reason: z.enum(reportReasons),
      detail: z.string().nullable(),
      createdAt: instant,
      outcome: z.enum(['hidden', 'kept']).nullable(),
      resolvedAt: instant.nullable(),
    }),
  ),
  objections: z.array(
    z.object({
      messageId: z.uuid(),
      text: z.string().nullable(),
      createdAt: instant,
      outcome: z.enum(['restored', 'kept']).nullable(),
      outcomeReason: z.string().nullable(),
    }),
  ),
  badges: z.array(
    z.object({
      channel: named.omit({ createdAt: true }),
      tier: z.int(),
      thresholdAmount: amount,
      earnedAt: instant,
      changes: z.array(z.object({ fromTier: z.int().nullable(), toTier: z.int().nullable(), at: instant })),
    }),
  ),
  vips: z.array(
    z.object({
      chzzkUserId: z.string(),
      displayName: z.string(),
      note: z.string().nullable(),
      createdAt: instant,
    }),
  ),
  badgeTiers: z.array(tier),
})

export const accountOperations = {
  'GET /me/export': {
    summary: 'Everything of mine that I may take along, as a file',
    who: 'viewer',
    limit: 'export',
    output: everything,
  },
  'POST /me/leave': {
    summary: 'Leaves Melt for good: texts are erased, the ledger stays and names nobody',
    who: 'viewer',
    input: leaveInput,
    status: 204,
  },
} as const satisfies Record<string, Operation>
