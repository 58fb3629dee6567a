import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { z } from 'zod'
import { malformed, UUID } from './encoding'

type Hashed = {
  channelId: string
  seq: number
  donationId: string
  from: string | null
  to: string
  amountDelta: number
  actorKind: string
  actorId: string | null
  at: Date
  prevHash: string
}

/** What the hash of a ledger entry covers. In form 1 that is its reason, which can then never be erased. */
export type EntryForm1 = Hashed & { form: 1; reason: string | null }
/** In form 2 it is a digest of the reason: salt and reason beside it can be erased, and the chain still fits. */
export type EntryForm2 = Hashed & { form: 2; reasonDigest: string | null }
export type EntryForm = EntryForm1 | EntryForm2

const FORM_2 = 'melt-entry/v2'
export const SALT_BYTES = 16
export const SALT = /^[0-9a-f]{32}$/

/** The canonical text of an entry: a JSON array of its fields, in this order and without spaces. */
export function formatEntry(entry: EntryForm): string {
  const { channelId, seq, donationId, from, to, amountDelta, actorKind, actorId, at, prevHash } = entry
  return JSON.stringify([
    ...(entry.form === 2 ? [FORM_2] : []),
    channelId,
    seq,
    donationId,
    from,
    to,
    amountDelta,
    actorKind,
    actorId,
    entry.form === 2 ? entry.reasonDigest : entry.reason,
    at.toISOString(),
    prevHash,
  ])
}

/** The hash of an entry, in hexadecimal, as the database stores it. */
export const hashEntryForm = (entry: EntryForm): string => hash('sha256', formatEntry(entry), 'hex')

const hexHash = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().min(1)
const id = z.string().regex(UUID)
const beforeReason = [id, z.int().min(1), id, name.nullable(), name, z.int(), name] as const
const actorId = id.nullable()
const at = z.iso.datetime({ precision: 3 }).transform((text) => new Date(text))
const form1 = z.tuple([...beforeReason, actorId, z.string().nullable(), at, hexHash])
const form2 = z.tuple([z.literal(FORM_2), ...beforeReason, actorId, hexHash.nullable(), at, hexHash])

/** An entry from its canonical text, which has no second spelling. */
export function parseEntry(text: string): EntryForm {
  const entry = toEntry(parseJson(text))
  return formatEntry(entry) === text
    ? entry
    : malformed('an entry in another spelling than the canonical one')
}

function toEntry(fields: unknown): EntryForm {
  const second = form2.safeParse(fields)
  if (second.success) {
    const [, ...rest] = second.data
    const { reason: reasonDigest, ...hashed } = toFields(rest)
    return { ...hashed, form: 2, reasonDigest }
  }
  const first = form1.safeParse(fields)
  return first.success ? { ...toFields(first.data), form: 1 } : malformed('an entry of neither form')
}

function toFields(fields: z.infer<typeof form1>): Hashed & { reason: string | null } {
  const [channelId, seq, donationId, from, to, amountDelta, actorKind, actorId, reason, at, prevHash] = fields
  return { channelId, seq, donationId, from, to, amountDelta, actorKind, actorId, reason, at, prevHash }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return malformed('an entry that is no JSON')
  }
}

/** The digest that stands for a reason: without its salt, in hexadecimal, nobody can try reasons until one fits. */
export function digestReason(saltHex: string, reason: string): string {
  if (!SALT.test(saltHex)) malformed('a salt that is not 16 bytes')
  if (!reason.isWellFormed()) malformed('a reason with half a character')
  return hash('sha256', Buffer.concat([Buffer.from(saltHex, 'hex'), Buffer.from(reason)]), 'hex')
}
