import { z } from 'zod'
import {
  FILES,
  ownRewardsQuery,
  rewardChange,
  rewardInput,
  rewardPath,
  rewardsQuery,
} from '~/domain/rewards/input'
import type { Operation } from './operation'
import { amount, instant, page } from './shapes'

const opens = z.union([
  z.object({ tier: z.int(), name: z.string(), thresholdAmount: amount }),
  z.object({ vip: z.literal(true) }),
])
const known = { id: z.uuid(), title: z.string(), createdAt: instant, opens }
const image = z.object({ url: z.string(), width: z.int(), height: z.int() }).nullable()
const audio = z.object({ url: z.string(), mediaType: z.string(), sizeBytes: z.int() }).nullable()
export const coupon = z.object({ code: z.string(), claimedAt: instant })

const reward = z.discriminatedUnion('locked', [
  z.object({ ...known, locked: z.literal(true) }),
  z.object({
    ...known,
    locked: z.literal(false),
    body: z.string().nullable(),
    link: z.string().nullable(),
    image,
    audio,
    coupon: z.object({ left: z.int(), mine: coupon.nullable() }).nullable(),
  }),
])

const ownListed = z.object({
  ...known,
  updatedAt: instant,
  hasImage: z.boolean(),
  hasAudio: z.boolean(),
  coupon: z.object({ left: z.int(), total: z.int() }).nullable(),
})

export const ownReward = z.object({
  ...known,
  updatedAt: instant,
  body: z.string().nullable(),
  link: z.string().nullable(),
  image,
  audio,
  coupon: z
    .object({
      left: z.int(),
      total: z.int(),
      waiting: z.array(z.object({ code: z.string(), count: z.int() })),
      claims: z.array(coupon.extend({ displayName: z.string(), chzzkUserId: z.string().nullable() })),
    })
    .nullable(),
})

export const rewardOperations = {
  'GET /contents': {
    summary: "A channel's contents; a locked one is its title and what opens it, nothing else",
    who: 'anyone',
    input: rewardsQuery,
    output: page(reward),
  },
  'GET /contents/:id': {
    summary: 'One content, locked or open',
    who: 'anyone',
    params: rewardPath,
    output: reward,
    refusals: ['not_found'],
  },
  'GET /contents/:id/image': {
    summary: 'Its picture, for whom it is open; also in part (Range) and asked again (If-None-Match)',
    who: 'anyone',
    params: rewardPath,
    output: z.string(),
    type: 'image/webp',
    refusals: ['not_found', 'out_of_range'],
  },
  'GET /contents/:id/audio': {
    summary: 'Its sound, in the same way',
    who: 'anyone',
    params: rewardPath,
    output: z.string(),
    type: 'audio/*',
    refusals: ['not_found', 'out_of_range'],
  },
  'POST /contents/:id/coupon': {
    summary: 'Takes one of its coupons; asked again, the same one, also when it is locked or deleted since',
    who: 'viewer',
    params: rewardPath,
    output: coupon,
    refusals: ['not_found', 'forbidden', 'conflict'],
  },
  'GET /creator/contents': {
    summary: 'What the creator shares',
    who: 'viewer',
    input: ownRewardsQuery,
    output: page(ownListed),
    refusals: ['forbidden'],
  },
  'POST /creator/contents': {
    summary: 'Shares a content, as a form also with files; 200 when the same requestId came before',
    who: 'viewer',
    input: rewardInput,
    files: FILES,
    output: z.object({ content: ownReward }),
    status: 201,
    refusals: ['forbidden', 'conflict'],
  },
  'GET /creator/contents/:id': {
    summary: 'One of them, with who got which coupon and when',
    who: 'viewer',
    params: rewardPath,
    output: z.object({ content: ownReward }),
    refusals: ['not_found'],
  },
  'PUT /creator/contents/:id': {
    summary:
      'Rewrites it, whole but for files and coupons, which stay unless others come or they are taken away; the requestId of its last change changes nothing',
    who: 'viewer',
    params: rewardPath,
    input: rewardChange,
    files: FILES,
    output: z.object({ content: ownReward }),
    refusals: ['not_found', 'conflict'],
  },
  'DELETE /creator/contents/:id': {
    summary: 'Deletes it with its files; whoever got a coupon keeps it',
    who: 'viewer',
    params: rewardPath,
    status: 204,
    refusals: ['not_found'],
  },
} as const satisfies Record<string, Operation>
