import type { ShownEntry, ShownReceipt } from '~/copy/ko/verify'
import { type Checkpoint, isSignedBy, parseCheckpoint } from './checkpoint'
import { misfit } from './misfit'
import { fromBase64, leafHash, rootByPath, sha256, toBase64, toBytes, toHex } from './tree'

const HASH = '[A-Za-z\\d+/=]{44}\\n'
const COUNT = '([1-9]\\d{0,14})\\n'
/** The parts of docs/ledger.md "Receipts": entries with their paths, the leaf, its proof in the log. */
const RECEIPT = new RegExp(
  `^melt-receipt/v1\\n((?:\\[[^\\n]*\\n(?:${HASH}){0,63}){1,40})\\n(melt-head/v1\\n([\\da-f-]{36})\\n([\\d-]{10})\\n${COUNT}[\\da-f]{64}\\n([\\da-f]{64})\\n)\\n` +
    `c2sp\\.org/tlog-proof@v1\\nindex (0|[1-9]\\d{0,14})\\n((?:${HASH}){0,63})\\n([\\s\\S]+)$`,
)
const FORM_2 = 'melt-entry/v2'

export type CheckedReceipt = ShownReceipt & { checkpoint: Checkpoint; isSigned: boolean | null }

/** What a receipt shows under its own checkpoint, whose signature may be of no key that is known here; throws a `Misfit` where it does not. */
export async function checkReceipt(text: string, vkeys: readonly string[]): Promise<CheckedReceipt> {
  const [
    ,
    entries = '',
    leaf = '',
    channelId = '',
    day = '',
    seq,
    entriesRoot = '',
    index,
    hashes,
    note = '',
  ] = RECEIPT.exec(text) ?? misfit('no_receipt')
  const checkpoint = parseCheckpoint(note)
  const isSigned = await isSignedBy(checkpoint, vkeys)
  const { size, root } = checkpoint
  const found = await rootOver(toBytes(leaf), index, size, hashes)
  if (!found || toBase64(found) !== toBase64(root)) misfit('leaf')
  let last: Entry | undefined
  for (const [, line = '', path] of entries.matchAll(new RegExp(`(\\[[^\\n]*)\\n((?:${HASH})*)`, 'g'))) {
    const entry = parseEntry(line, channelId)
    const goesOn =
      !last || (last.donationId === entry.donationId && last.to === entry.from && last.seq < entry.seq)
    if (!goesOn) misfit('no_receipt')
    const hash = await sha256(toBytes(line))
    const found = await rootOver(hash, entry.seq - 1, Number(seq), path)
    if (!found || toHex(found) !== entriesRoot) misfit('entry')
    last = entry
  }
  return {
    channelId,
    day,
    origin: checkpoint.origin,
    last: last ?? misfit('no_receipt'),
    checkpoint,
    isSigned,
  }
}

type Entry = ShownEntry & { donationId: string; from: string | null }

async function rootOver(leaf: Uint8Array, at: number | string | undefined, size: number, lines = '') {
  const path = (lines.match(/.+/g) ?? []).map(fromBase64)
  return Number(at) < size ? rootByPath(await leafHash(leaf), Number(at), size, path) : null
}

/** The eleven fields of an entry, in form 2 behind its name. Whatever else they are, they are what was signed. */
function parseEntry(line: string, channelId: string): Entry {
  const all = parseJson(line)
  const fields = all[0] === FORM_2 ? all.slice(1) : all
  const [channel, seq, donationId, from, to, amountDelta, , , , at] = fields
  if (fields.length !== 11 || channel !== channelId || !Date.parse(String(at))) misfit('no_receipt')
  return {
    seq: Number(seq),
    donationId: String(donationId),
    from: from === null ? null : String(from),
    to: String(to),
    amount: Math.abs(Number(amountDelta)),
    at: String(at),
  }
}

function parseJson(line: string): unknown[] {
  try {
    return JSON.parse(line)
  } catch {
    return misfit('no_receipt')
  }
}
