import { z } from 'zod'
import { chzzkChannelId, MAX_TIERS } from '~/domain/channels/input'
import { isBlank, writing } from '~/domain/core/text'
import { drawnIcons } from './badge'

const MAX_WEIGHT = 10
const MAX_NAME = 20
const BROUGHT = /^\/badges\/icons\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MAX_THRESHOLD = 2_000_000_000

export const badgesQuery = z.object({ chzzkChannelId })

/** How many rows the form of tiers shows. */
export const badgesPageQuery = z.object({ tiers: z.int().min(1).max(MAX_TIERS).optional() })

export const iconQuery = z.object({ id: z.uuid() })

const tier = z.object({
  tier: z.int().min(1).max(MAX_TIERS),
  name: writing(MAX_NAME).refine((name) => !isBlank(name), '이름을 적어 주세요'),
  icon: z.union([z.enum(drawnIcons), z.string().regex(BROUGHT, '그림을 다시 골라 주세요')]),
  thresholdAmount: z
    .int('숫자로 적어 주세요')
    .min(1, '1치즈부터 정할 수 있어요')
    .max(MAX_THRESHOLD, '20억 치즈까지 정할 수 있어요'),
  perks: z.object({
    lettersFirst: z.boolean(),
    retweetWeight: z.int().min(0).max(MAX_WEIGHT),
  }),
})

type Tier = z.output<typeof tier>

/** What is wrong with a tier beside the one below it, as path and words. */
function* mistakes(tiers: Tier[]): Generator<[field: keyof Tier, index: number, message: string]> {
  for (const [index, { tier, name, thresholdAmount }] of tiers.entries()) {
    const before = tiers.slice(0, index)
    const below = before.at(-1)
    if (tier !== index + 1) yield ['tier', index, '단계는 1부터 차례로 이어져야 해요']
    if (before.some((other) => other.name === name)) yield ['name', index, '다른 단계와 이름이 같아요']
    if (below && thresholdAmount <= below.thresholdAmount)
      yield ['thresholdAmount', index, '앞 단계보다 높게 정해 주세요']
  }
}

export const tierConfigInput = z.object({
  tiers: z
    .array(tier)
    .min(1, '배지를 하나는 남겨 주세요')
    .max(MAX_TIERS, `${MAX_TIERS}단계까지 만들 수 있어요`)
    .superRefine((tiers, context) => {
      for (const [field, index, message] of mistakes(tiers)) {
        context.addIssue({ code: 'custom', path: [index, field], message })
      }
    }),
})
