import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { TypedQuery } from '~/db/query.server'
import { type Entry, hashEntry } from '../entry'
import type { Findings } from './findings'

const BATCH_SIZE = 5_000
const HEAD = /^([0-9a-f-]{36}):(\d{1,9}):([0-9a-f]{64})$/

/** A head as it once was: the number and hash of a channel's entry. */
type EarlierHead = { channelId: string; seq: number; hash: string }

/**
 * What was once written down, to compare the past with: one head as `channel:seq:hash`, or else a file of heads, or of
 * an exported ledger's lines (NDJSON), each of which must first fit its own hash.
 */
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
  const entry = parseEntry(line)
  if (typeof entry?.channelId !== 'string' || typeof entry.seq !== 'number' || typeof entry.hash !== 'string')
    throw new Error(`${place} is neither an entry of an exported ledger nor channel:seq:hash`)
  if (hashEntry({ ...entry, at: new Date(entry.at) }) !== entry.hash)
    throw new Error(`${place} does not fit its own hash: the file was changed, or is no export of Melt`)
  const { channelId, seq, hash } = entry
  return { channelId, seq, hash }
}

function parseHead(text: string): EarlierHead {
  const [, channelId = '', seq = '', hash = ''] = HEAD.exec(text) ?? []
  return { channelId, seq: Number(seq), hash }
}

function parseEntry(line: string): Entry | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** Compares the entries with what they once were; how many were compared. */
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
    if (batch.length === BATCH_SIZE) await compare()
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
