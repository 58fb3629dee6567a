import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { chzzkChannelId } from '~/domain/channels/input'
import { cursor, limit } from '~/domain/cursor'
import { looksBlank, writing } from '~/domain/text'

export const MOST_TITLE = 80
export const MOST_BODY = 5_000
export const MOST_LINK = 500
const MOST_CODE = 100
export const MOST_COUPONS = 1_000
export const FILES = ['image', 'audio'] as const
const MOST_FIELD = 20_000

export const contentPath = z.object({ id: z.uuid() })
export const contentPagePath = z.object({ chzzkChannelId, id: z.uuid() })
export const contentsQuery = z.object({ chzzkChannelId, cursor: cursor.optional(), limit })
export const ownContentsQuery = z.object({ cursor: cursor.optional(), limit })

export const gates = ['vip', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const
export type Gate = (typeof gates)[number]

const title = writing(MOST_TITLE).refine((text) => !looksBlank(text), '제목을 적어 주세요')
const body = writing(MOST_BODY).transform((text) => (looksBlank(text) ? null : text))
const link = writing(MOST_LINK).refine(isOfTheWeb, '누구나 열 수 있는 https:// 주소를 적어 주세요')
const code = writing(MOST_CODE)

/** Codes as a list, or as the one text field of a form: one a line. */
const codes = z
  .union([
    z.string().max(MOST_FIELD, '목록이 너무 길어요'),
    z.array(z.string()).max(MOST_COUPONS, `${MOST_COUPONS}장까지 넣을 수 있어요`),
  ])
  .transform((written) => (typeof written === 'string' ? written.split(/[\r\n]+/) : written))
  .transform((written) => written.filter((one) => !looksBlank(one)))
  .pipe(z.array(code).max(MOST_COUPONS, `${MOST_COUPONS}장까지 넣을 수 있어요`))
  .default([])
  .describe('Coupon codes to give, each to one person')

const stock = z
  .int('정수로 적어 주세요')
  .min(1, '1장부터 적을 수 있어요')
  .max(MOST_COUPONS, `${MOST_COUPONS}장까지 넣을 수 있어요`)
  .nullish()
  .describe('How many people get the one code in `codes`')

const fields = {
  title,
  body: body.nullish(),
  link: link.nullish(),
  gate: z.enum(gates).describe('The tier from which it opens, or vip for VIPs alone'),
  codes,
  stock,
}
const oneCodeForMany = ({ codes, stock }: { codes: string[]; stock?: number | null }) =>
  !stock || codes.length === 1
const notOne = { path: ['stock'], message: '여러 장을 나눠 줄 코드를 하나만 적어 주세요' }

export const contentInput = z
  .object({ ...fields, requestId: z.uuid().nullish() })
  .refine(oneCodeForMany, notOne)

/** Coupons are only added, or taken back while nobody has them: what somebody got stays theirs. */
export const contentChange = z
  .object({
    ...fields,
    requestId: z.uuid().nullish(),
    takeBack: z.boolean().default(false).describe('Takes back the codes that nobody has yet'),
    removeImage: z.boolean().default(false),
    removeAudio: z.boolean().default(false),
  })
  .refine(oneCodeForMany, notOne)

export type ContentInput = z.infer<typeof contentInput>
export type ContentChange = z.infer<typeof contentChange>

/** An address that a browser opens as a page of the public web, with no name or password that could pass for a host. */
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
