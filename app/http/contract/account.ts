import { z } from 'zod'
import { deleteAccountInput } from '~/domain/auth/input'
import { visibility } from '~/domain/messages/input'
import { reportReasons } from '~/domain/moderation/input'
import { notificationKinds } from '~/domain/notifications/input'
import { user } from './auth'
import { tier, vip } from './badges'
import { settings } from './channels'
import { myMessage } from './messages'
import { preferences } from './notifications'
import type { Operation } from './operation'
import { coupon, ownReward } from './rewards'
import { amount, donation, entry, instant } from './shapes'
import { lineFields, listedStatement } from './statements'

const named = z.object({ chzzkChannelId: z.string(), name: z.string(), createdAt: instant })
const entries = z.array(entry)
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
  settlementOptIn: z.object({ optedInAt: instant, feeRatePercent: z.number().nullable() }).nullable(),
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
  messages: z.array(myMessage.extend({ history: z.array(happening) })),
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
  notifications: z.array(
    z.object({
      kind: z.enum(notificationKinds),
      chzzkChannelId: z.string(),
      messageId: z.uuid().nullable(),
      donationId: z.uuid().nullable(),
      createdAt: instant,
      readAt: instant.nullable(),
    }),
  ),
  notificationPreferences: preferences,
  contents: z.array(
    ownReward.extend({
      coupon: z
        .object({
          left: z.int(),
          total: z.int(),
          waiting: z.array(z.object({ code: z.string(), count: z.int() })),
          claims: z.array(coupon),
        })
        .nullable(),
    }),
  ),
  statements: z.array(
    listedStatement.extend({
      refused: z.array(z.object({ row: z.int(), column: z.int().nullable(), reason: z.string() })),
    }),
  ),
  statementLines: z.array(
    z.object({
      ...lineFields,
      statementId: z.uuid(),
      fromDay: z.iso.date().nullable(),
      toDay: z.iso.date().nullable(),
      donationId: z.uuid().nullable(),
      choice: lineFields.outcome,
      appliedAt: instant.nullable(),
    }),
  ),
  coupons: z.array(coupon.extend({ title: z.string(), channel: named.omit({ createdAt: true }) })),
  badges: z.array(
    z.object({
      channel: named.omit({ createdAt: true }),
      tiers: z.array(z.object({ tier: z.int(), thresholdAmount: amount, earnedAt: instant })),
      changes: z.array(z.object({ fromTier: z.int().nullable(), toTier: z.int().nullable(), at: instant })),
    }),
  ),
  vips: z.array(vip.omit({ badge: true })),
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
    input: deleteAccountInput,
    status: 204,
  },
} as const satisfies Record<string, Operation>
