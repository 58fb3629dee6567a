import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { TypedQuery } from '~/db/query.server'
import { type EntryContent, hashEntry } from '../entry'
import type { Findings } from './findings'

const LINES_AT_ONCE = 5_000
const HEAD = /^([0-9a-f-]{36}):(\d{1,9}):([0-9a-f]{64})$/

/** What somebody was once told: the number and hash of an entry of a channel. */
export type Earlier = { channelId: string; seq: number; hash: string }

/**
 * What was once written down, to compare the past with: one head as `channel:seq:hash`, or else a file of heads, or of
 * an exported ledger's lines (NDJSON), each of which must first fit its own hash.
 */
export async function* parseEarlierHeads(source: string): AsyncGenerator<Earlier> {
  if (HEAD.test(source)) return yield headOf(source)
  let number = 0
  for await (const line of createInterface({
    input: createReadStream(source),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++
    if (line.trim()) yield earlierOf(line.trim(), `${source}, line ${number}`)
  }
}

function earlierOf(line: string, place: string): Earlier {
  if (HEAD.test(line)) return headOf(line)
  const entry = parsed(line)
  if (typeof entry?.channelId !== 'string' || typeof entry.seq !== 'number' || typeof entry.hash !== 'string')
    throw new Error(`${place} is neither an entry of an exported ledger nor channel:seq:hash`)
  if (hashEntry({ ...entry, at: new Date(entry.at) }) !== entry.hash)
    throw new Error(`${place} does not fit its own hash: the file was changed, or is no export of Melt`)
  const { channelId, seq, hash } = entry
  return { channelId, seq, hash }
}

function headOf(text: string): Earlier {
  const [, channelId = '', seq = '', hash = ''] = HEAD.exec(text) ?? []
  return { channelId, seq: Number(seq), hash }
}

function parsed(line: string): (EntryContent & { hash: string }) | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** Whether the entries still are what was once told of them; how many were compared. */
export async function verifyAgainst(ask: TypedQuery, earlier: AsyncIterable<Earlier>, findings: Findings) {
  let compared = 0
  let some: Earlier[] = []
  const compare = async () => {
    compared += some.length
    for (const wrong of await ask<{ what: string }>('rewritten', rewrittenSql, [JSON.stringify(some)]))
      findings.add('rewritten past', wrong.what)
    some = []
  }
  for await (const one of earlier) {
    some.push(one)
    if (some.length === LINES_AT_ONCE) await compare()
  }
  await compare()
  return compared
}

const rewrittenSql = `
  SELECT format('channel %s entry %s: was %s, ', told."channelId", told.seq, left(told.hash, 8)) ||
    coalesce('is ' || left(e.hash, 8), 'is gone') AS what
  FROM jsonb_to_recordset($1::jsonb) AS told ("channelId" uuid, seq int, hash text)
  LEFT JOIN donation_entries e ON e.channel_id = told."channelId" AND e.seq = told.seq
  WHERE e.hash IS DISTINCT FROM told.hash ORDER BY told."channelId", told.seq`
