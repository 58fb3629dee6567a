import { z } from 'zod'

export const instant = z.iso.datetime()
export const amount = z.int()
/** What stands beside a name: nothing for whoever has reached no tier. */
export const badge = z.object({ tier: z.int(), name: z.string(), icon: z.string() }).nullable()
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

const source = z.enum(['user_flow', 'manual', 'session', 'statement'])

const likelyDouble = z.object({
  id: z.uuid(),
  status: z.enum(['OCCURRED', 'CONFIRMED', 'REJECTED']),
  source,
  donorName: z.string().nullable(),
  amount,
  occurredAt: instant,
  merge: z.object({ id: z.uuid(), intoId: z.uuid() }),
})

/** Where a donation was recorded, and whether another one is probably the same. */
const provenance = {
  source,
  signal: z.object({ amount: amount.nullable(), receivedAt: instant }).nullable(),
  mergedIntoId: z.uuid().nullable(),
  likelyDouble: likelyDouble
    .nullable()
    .describe('To its creator: another record of the same, and which merges into which'),
}

const status = z.enum(['PENDING', 'OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED'])
const actorKind = z.enum(['viewer', 'creator', 'admin', 'session', 'statement'])
export const person = z.object({ displayName: z.string(), chzzkUserId: z.string().nullable(), badge })

export const donation = z.object({
  id: z.uuid(),
  chzzkChannelId: z.string(),
  status,
  ...provenance,
  amount: amount.nullable(),
  claimedAmount: amount.nullable(),
  donor: person,
  late: z.boolean(),
  hideAmount: z.boolean(),
  hideName: z.boolean(),
  occurredAt: instant,
  confirmedAt: instant.nullable(),
  confirmedBy: actorKind.nullable(),
  messageId: z.uuid().nullable(),
  message: z.string().nullable(),
  held: z.boolean().describe('Its message waits for the creator to look at it'),
  heldBy: z.string().nullable().describe('The blocked word that holds its message, for its creator alone'),
  nameHeldBy: z.string().nullable().describe("The blocked word in its donor's name, for its creator alone"),
})

export const entry = z.object({
  seq: z.int(),
  from: status.nullable(),
  to: status,
  amountDelta: amount,
  actorKind,
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  reasonErased: z.boolean().describe('The reason was erased; the hash goes on to cover its digest'),
  at: instant,
  hash: z.string(),
})

/** A donation, what looks like one, or a statement behind a figure. */
export const explainedRow = z.object({
  id: z.uuid(),
  kind: z.enum(['donation', 'intent', 'test', 'statement']),
  occurredAt: instant,
  donorName: z.string().nullable(),
  chzzkUserId: z.string().nullable(),
  amount: amount.nullable(),
  status: z.enum(['OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED']).nullable(),
  source: source.nullable(),
  broadcast: z.enum(['live', 'afterLive', 'unknown']).nullable(),
  reason: z.string().nullable().describe('Why it is left out'),
  hideName: z.boolean().describe('Its donor keeps their name from everybody but the creator'),
  hideAmount: z.boolean(),
})
