import { z } from 'zod'
import { channelId } from './replies'

const KST_OFFSET = '+09:00'
const KNOWN_KINDS = new Set(['CHAT', 'VIDEO'])

const amount = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(2_147_483_647))

/** Every way in which CHZZK may leave out who gave (docs/chzzk.md §4.4). */
const donor = z
  .union([channelId, z.literal('TEST'), z.enum(['anonymous', '']).transform(() => null)])
  .nullish()
  .transform((id) => id ?? null)

const text = z
  .string()
  .nullish()
  .transform((words) => words ?? '')

const shape = z.object({
  channelId,
  donationType: z.string().catch('CHAT'),
  donatorChannelId: donor,
  donatorNickname: text,
  payAmount: amount,
  donationText: text,
  eventSentAt: z.string().nullish().catch(null),
})

export type ParsedDonationEvent = {
  chzzkChannelId: string
  donorChzzkId: string | null
  donorName: string
  amountCheese: number
  text: string
  /** CHZZK's time to the letter; null where it wrote none. */
  sentAtText: string | null
  sentAt: Date | null
  isTest: boolean
  /** Another kind may be money that is promised and not given. */
  isKnownKind: boolean
}

/** A donation in cheese; null without a whole amount ≥ 1 or with a donor id of no known form (docs/chzzk.md §4.4). */
export function parseDonationEvent(payload: unknown): ParsedDonationEvent | null {
  const read = shape.safeParse(typeof payload === 'string' ? parseJson(payload) : payload)
  if (!read.success) return null
  const { donatorChannelId, eventSentAt } = read.data
  const isTest = donatorChannelId === 'TEST'
  const sentAt = eventSentAt ? parseKst(eventSentAt) : null
  return {
    chzzkChannelId: read.data.channelId,
    donorChzzkId: isTest ? null : donatorChannelId,
    donorName: read.data.donatorNickname,
    amountCheese: read.data.payAmount,
    text: read.data.donationText,
    sentAtText: sentAt && eventSentAt ? eventSentAt : null,
    sentAt,
    isTest,
    isKnownKind: KNOWN_KINDS.has(read.data.donationType),
  }
}

function parseKst(text: string): Date | null {
  const [, toTheMillisecond, zone] =
    /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? []
  if (!toTheMillisecond) return null
  const at = new Date(toTheMillisecond.replace(' ', 'T') + (zone ?? KST_OFFSET))
  return Number.isNaN(at.getTime()) ? null : at
}

const system = z.object({
  type: z.string(),
  data: z
    .object({
      sessionKey: z.string().optional(),
      eventType: z.string().optional(),
      channelId: z.string().optional(),
    })
    .catch({}),
})

export type SystemMessage = z.infer<typeof system>

export function parseSystemMessage(payload: unknown): SystemMessage | null {
  const read = system.safeParse(typeof payload === 'string' ? parseJson(payload) : payload)
  return read.success ? read.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
