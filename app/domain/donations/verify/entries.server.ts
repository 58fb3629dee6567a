import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { ActorKind, DonationStatus } from '#prisma'
import type { TypedQuery } from '~/db/client.server'
import { digestReason, SALT } from '~/domain/proofs/entry-form'
import { type Entry, hashEntry, NO_ENTRY_HASH } from '../entry'
import type { Findings } from './findings'
import { openLeaves } from './leaves.server'

const ENTRIES_AT_ONCE = 5_000

type Head = { seq: number; hash: string }

const entriesSql = `
  SELECT form, channel_id AS "channelId", seq, donation_id AS "donationId", from_status AS "from", to_status AS "to",
    amount_delta AS "amountDelta", actor_kind AS "actorKind", actor_id AS "actorId",
    reason, reason_salt AS "reasonSalt", reason_digest AS "reasonDigest", at, prev_hash AS "prevHash", hash
  FROM donation_entries WHERE channel_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`

/** A channel's entries one after another: numbers, chain, hashes, the leaves of the log over them, and the head they lead to; how many there are. */
export async function verifyChain(query: TypedQuery, channelId: string, findings: Findings): Promise<number> {
  const head: Head = { seq: 0, hash: NO_ENTRY_HASH }
  const leaves = await openLeaves(query, channelId, findings)
  let count = 0
  for (;;) {
    const entries = await query<Entry>('verified_entries', entriesSql, [channelId, head.seq, ENTRIES_AT_ONCE])
    for (const entry of entries) {
      verifyEntry(entry, head, findings)
      leaves.addEntry(entry)
    }
    count += entries.length
    if (entries.length < ENTRIES_AT_ONCE) break
  }
  leaves.end()
  await verifyHead(query, channelId, head, findings)
  return count
}

function verifyEntry(entry: Entry, head: Head, findings: Findings) {
  const at = `channel ${entry.channelId} entry ${entry.seq}`
  if (entry.seq !== head.seq + 1) findings.add('entry number', `${at}: expected number ${head.seq + 1}`)
  else if (entry.prevHash !== head.hash) findings.add('entry chain', `${at}: does not continue the chain`)
  if (hashEntry(entry) !== entry.hash) findings.add('entry hash', `${at}: its hash does not fit its content`)
  if (!isReasonOfDigest(entry))
    findings.add('entry reason', `${at}: its reason is not the one that it digests`)
  head.seq = entry.seq
  head.hash = entry.hash
}

/** An erased reason leaves its digest. */
function isReasonOfDigest({ form, reason, reasonSalt, reasonDigest }: Entry) {
  if (form === 1) return reasonSalt === null && reasonDigest === null
  if (reason === null) return reasonSalt === null
  return reasonSalt !== null && SALT.test(reasonSalt) && digestReason(reasonSalt, reason) === reasonDigest
}

async function verifyHead(query: TypedQuery, channelId: string, expected: Head, findings: Findings) {
  const [actual = { seq: 0, hash: NO_ENTRY_HASH }] = await query<Head>(
    'verified_head',
    'SELECT seq, hash FROM ledger_heads WHERE channel_id = $1',
    [channelId],
  )
  if (actual.seq === expected.seq && actual.hash === expected.hash) return
  const describe = ({ seq, hash }: Head) => `${seq} (${hash.slice(0, 8)})`
  findings.add(
    'ledger head',
    `channel ${channelId}: the head says ${describe(actual)}, the entries say ${describe(expected)}`,
  )
}

const HEAD = /^([0-9a-f-]{36}):(\d{1,9}):([0-9a-f]{64})$/

const exportedEntry = z.object({
  form: z.literal([1, 2]).default(1),
  channelId: z.string(),
  seq: z.number(),
  donationId: z.string(),
  from: z.enum(DonationStatus).nullable(),
  to: z.enum(DonationStatus),
  amountDelta: z.number(),
  actorKind: z.enum(ActorKind),
  actorId: z.string().nullable(),
  reason: z.string().nullable(),
  reasonSalt: z.string().nullable().default(null),
  reasonDigest: z.string().nullable().default(null),
  at: z.coerce.date(),
  prevHash: z.string(),
  hash: z.string(),
})

type EarlierHead = { channelId: string; seq: number; hash: string }

/** What the past is compared with: a head as `channel:seq:hash`, or a file of heads or exported entries (NDJSON) that fit their hash. */
export async function* parseEarlierHeads(source: string): AsyncGenerator<EarlierHead> {
  if (HEAD.test(source)) return yield parseHead(source)
  let number = 0
  for await (const line of createInterface({
    input: createReadStream(source),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++
    if (line.trim()) yield parseLine(line.trim(), `${source}, line ${number}`)
  }
}

function parseLine(line: string, place: string): EarlierHead {
  if (HEAD.test(line)) return parseHead(line)
  const { data: entry } = exportedEntry.safeParse(parseJson(line))
  if (!entry) throw new Error(`${place} is neither an entry of an exported ledger nor channel:seq:hash`)
  if (hashEntry(entry) !== entry.hash || !isReasonOfDigest(entry))
    throw new Error(`${place} does not fit its own hash: the file was changed, or is no export of Melt`)
  const { channelId, seq, hash } = entry
  return { channelId, seq, hash }
}

function parseHead(text: string): EarlierHead {
  const [, channelId = '', seq = '', hash = ''] = HEAD.exec(text) ?? []
  return { channelId, seq: Number(seq), hash }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

export async function verifyAgainst(
  query: TypedQuery,
  earlier: AsyncIterable<EarlierHead>,
  findings: Findings,
) {
  let compared = 0
  let batch: EarlierHead[] = []
  const compare = async () => {
    compared += batch.length
    for (const wrong of await query<{ what: string }>('rewritten', rewrittenSql, [JSON.stringify(batch)]))
      findings.add('rewritten past', wrong.what)
    batch = []
  }
  for await (const head of earlier) {
    batch.push(head)
    if (batch.length === ENTRIES_AT_ONCE) await compare()
  }
  await compare()
  return compared
}

const rewrittenSql = `
  SELECT format('channel %s entry %s: was %s, ', earlier."channelId", earlier.seq, left(earlier.hash, 8)) ||
    coalesce('is ' || left(e.hash, 8), 'is gone') AS what
  FROM jsonb_to_recordset($1::jsonb) AS earlier ("channelId" uuid, seq int, hash text)
  LEFT JOIN donation_entries e ON e.channel_id = earlier."channelId" AND e.seq = earlier.seq
  WHERE e.hash IS DISTINCT FROM earlier.hash ORDER BY earlier."channelId", earlier.seq`
