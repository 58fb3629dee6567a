import { z } from 'zod'
import { MAX_TIERS } from '~/domain/channels/input'
import { isBlank, writing } from '~/domain/core/text'
import { drawnIcons } from './badge'

const MAX_WEIGHT = 10
const MAX_NAME = 20
const UPLOADED = /^\/badges\/icons\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MAX_THRESHOLD = 2_000_000_000

export const badgesPageQuery = z.object({ tiers: z.int().min(1).max(MAX_TIERS).optional() })

export const iconQuery = z.object({ id: z.uuid() })

const tier = z.object({
  tier: z.int().min(1).max(MAX_TIERS),
  name: writing(MAX_NAME).refine((name) => !isBlank(name), 'name_required'),
  icon: z.union([z.enum(drawnIcons), z.string().regex(UPLOADED, 'choose_picture_again')]),
  thresholdAmount: z
    .int('digits')
    .min(1, 'at_least_cheese:1')
    .max(MAX_THRESHOLD, `at_most_cheese:${MAX_THRESHOLD}`),
  perks: z.object({
    lettersFirst: z.boolean(),
    retweetWeight: z.int().min(0).max(MAX_WEIGHT),
  }),
})

type Tier = z.output<typeof tier>

function* findMistakes(tiers: Tier[]): Generator<[field: keyof Tier, index: number, message: string]> {
  for (const [index, { tier, name, thresholdAmount }] of tiers.entries()) {
    const lower = tiers.slice(0, index)
    const below = lower.at(-1)
    if (tier !== index + 1) yield ['tier', index, 'tiers_in_order']
    if (lower.some((other) => other.name === name)) yield ['name', index, 'duplicate_name']
    if (below && thresholdAmount <= below.thresholdAmount)
      yield ['thresholdAmount', index, 'above_tier_below']
  }
}

export const tierConfigInput = z.object({
  tiers: z
    .array(tier)
    .min(1, 'at_least_one_badge')
    .max(MAX_TIERS, `at_most_tiers:${MAX_TIERS}`)
    .superRefine((tiers, context) => {
      for (const [field, index, message] of findMistakes(tiers)) {
        context.addIssue({ code: 'custom', path: [index, field], message })
      }
    }),
})
