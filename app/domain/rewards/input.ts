import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { chzzkChannelId } from '~/domain/core/chzzk-id'
import { cursor, limit } from '~/domain/core/keyset'
import { isBlank, writing } from '~/domain/core/text'

export const MAX_TITLE = 80
export const MAX_BODY = 5_000
export const MAX_LINK = 500
const MAX_CODE = 100
export const MAX_COUPONS = 1_000
export const FILES = ['image', 'audio'] as const
const MAX_FIELD = 20_000

export const rewardPath = z.object({ id: z.uuid() })
export const rewardPagePath = z.object({ chzzkChannelId, id: z.uuid() })
export const rewardsQuery = z.object({ chzzkChannelId, cursor: cursor.optional(), limit })
export const ownRewardsQuery = z.object({ cursor: cursor.optional(), limit })

const rewardGates = ['vip', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const
export type Gate = (typeof rewardGates)[number]

const title = writing(MAX_TITLE).refine((text) => !isBlank(text), 'title_missing')
const body = writing(MAX_BODY).transform((text) => (isBlank(text) ? null : text))
const link = writing(MAX_LINK).refine(isOfTheWeb, 'not_a_public_address')
const code = writing(MAX_CODE)

/** As a list, or as the one text field of a form: one a line. */
const codes = z
  .union([
    z.string().max(MAX_FIELD, 'list_too_long'),
    z.array(z.string()).max(MAX_COUPONS, `at_most_coupons:${MAX_COUPONS}`),
  ])
  .transform((written) => (typeof written === 'string' ? written.split(/[\r\n]+/) : written))
  .transform((written) => written.filter((one) => !isBlank(one)))
  .pipe(z.array(code).max(MAX_COUPONS, `at_most_coupons:${MAX_COUPONS}`))
  .default([])
  .describe('Coupon codes to give, each to one person')

const stock = z
  .int('whole_number')
  .min(1, 'at_least_coupons:1')
  .max(MAX_COUPONS, `at_most_coupons:${MAX_COUPONS}`)
  .nullish()
  .describe('How many people get the one code in `codes`')

const fields = {
  title,
  body: body.nullish(),
  link: link.nullish(),
  gate: z.enum(rewardGates).describe('The tier from which it opens, or vip for VIPs alone'),
  codes,
  stock,
}
const oneCodeForMany = ({ codes, stock }: { codes: string[]; stock?: number | null }) =>
  !stock || codes.length === 1
const notOne = { path: ['stock'], message: 'one_code_for_stock' }

export const rewardInput = z
  .object({ ...fields, requestId: z.uuid().nullish() })
  .refine(oneCodeForMany, notOne)

/** Coupons are only added, or taken back while nobody has them: what somebody got stays theirs. */
export const rewardChange = z
  .object({
    ...fields,
    requestId: z.uuid().nullish(),
    takeBack: z.boolean().default(false).describe('Takes back the codes that nobody has yet'),
    removeImage: z.boolean().default(false),
    removeAudio: z.boolean().default(false),
  })
  .refine(oneCodeForMany, notOne)

export type RewardInput = z.infer<typeof rewardInput>
export type RewardChange = z.infer<typeof rewardChange>

/** No name or password that could pass for a host. */
function isOfTheWeb(text: string) {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { username, password, hostname } = new URL(text)
  return username === '' && password === '' && isPublic(hostname.replace(/\.$/, '').replace(/^\[|\]$/g, ''))
}

/** Names that lead into the reader's own machine or network (RFC 6761, 6762, 8375; ICANN's .internal). */
const OWN_NETWORK =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|invalid)$/i

function isPublic(host: string) {
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() === 'unicast'
  return host.includes('.') && !OWN_NETWORK.test(host)
}
