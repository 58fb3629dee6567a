import { z } from 'zod'
import { iconQuery, tierConfigInput } from '~/domain/badges/input'
import { channelQuery } from '~/domain/channels/input'
import { vipInput, vipPath, vipsQuery } from '~/domain/vips/vip'
import type { Operation } from './operation'
import { amount, badge, instant, page } from './shapes'

export const tier = z.object({
  tier: z.int(),
  name: z.string(),
  icon: z.string(),
  thresholdAmount: amount,
  perks: z.object({ lettersFirst: z.boolean(), retweetWeight: z.int() }),
})
const tiers = z.object({ tiers: z.array(tier) })

export const vip = z.object({
  chzzkUserId: z.string(),
  displayName: z.string(),
  badge,
  note: z.string().nullable(),
  createdAt: instant,
})

export const badgeOperations = {
  'GET /badges': {
    summary: "An open channel's badge tiers, lowest first",
    who: 'anyone',
    input: channelQuery,
    output: tiers,
    refusals: ['not_found'],
  },
  'PUT /badges/tier-config': {
    summary:
      'The creator’s tiers, whole: what is lowered gives, what is raised takes nothing; `settling`: more supporters than one act can reach, and a job goes on',
    who: 'viewer',
    limit: 'dashboard',
    input: tierConfigInput,
    output: tiers.extend({ settling: z.boolean() }),
    refusals: ['forbidden', 'conflict'],
  },
  'POST /badges/icons': {
    summary:
      'A picture for a badge, as a form with a file; the tiers name it by `icon` when they are saved, and what none names goes',
    who: 'viewer',
    files: ['image'],
    maxMegabytes: 5,
    output: z.object({ icon: z.string() }),
    status: 201,
    refusals: ['forbidden', 'conflict'],
  },
  'GET /badges/icons/:id': {
    summary: 'A picture of a badge',
    who: 'anyone',
    params: iconQuery,
    output: z.string(),
    type: 'image/webp',
    refusals: ['not_found', 'out_of_range'],
  },
  'GET /creator/vips': {
    summary: 'Whom the creator put first; nobody else learns it',
    who: 'viewer',
    input: vipsQuery,
    output: page(vip),
    refusals: ['forbidden'],
  },
  'GET /creator/vips/:chzzkUserId': {
    summary: 'One of them',
    who: 'viewer',
    params: vipPath,
    output: vip,
    refusals: ['forbidden', 'not_found'],
  },
  'PUT /creator/vips/:chzzkUserId': {
    summary: 'Puts somebody first, with a note for the creator alone',
    who: 'viewer',
    limit: 'dashboard',
    params: vipPath,
    input: vipInput,
    output: vip,
    refusals: ['forbidden', 'not_found'],
  },
  'DELETE /creator/vips/:chzzkUserId': {
    summary: 'Puts somebody first no longer',
    who: 'viewer',
    limit: 'dashboard',
    params: vipPath,
    status: 204,
    refusals: ['forbidden'],
  },
} as const satisfies Record<string, Operation>
