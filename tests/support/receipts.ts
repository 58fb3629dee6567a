import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { signCheckpoint } from '~/domain/proofs/checkpoint'
import { digestReason, type EntryForm, hashEntryForm } from '~/domain/proofs/entry-form'
import { formatVkey } from '~/domain/proofs/key'
import { type HeadLeaf, hashEntryLeaf, hashHeadLeaf } from '~/domain/proofs/leaf'
import { formatReceipt, type Receipt } from '~/domain/proofs/receipt'
import { rootOf } from '~/domain/proofs/tree'
import { inclusionProof } from '~/domain/proofs/tree-proof'
import { logKey, ORIGIN } from './proof-keys'

const DAY_MS = 24 * 60 * 60 * 1000
const BEGAN = Date.parse('2026-11-01T03:04:05.678Z')
const SALT = '000102030405060708090a0b0c0d0e0f'
const STATES = ['OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED']

const idOf = (kind: number, n: number) =>
  `01977000-0000-7000-8000-${(kind * 256 + n).toString(16).padStart(12, '0')}`
const hexOf = (hash: Uint8Array) => Buffer.from(hash).toString('hex')

/** One act of somebody: in which channel, on which of its donations, to which state; and whether the day ends with it. */
type Act = {
  channel: number
  donation: number
  to: number
  amount: number
  reason: string | null
  endsDay: boolean
}

const act: fc.Arbitrary<Act> = fc.record({
  channel: fc.integer({ min: 0, max: 2 }),
  donation: fc.integer({ min: 0, max: 3 }),
  to: fc.integer({ min: 0, max: STATES.length - 1 }),
  amount: fc.integer({ min: 1, max: 10_000_000 }),
  reason: fc.option(
    fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('[", \u2028', '"\\\n')),
  ),
  endsDay: fc.boolean(),
})

/** What happened in three channels, and of which of its donations somebody asks for the receipt. */
export const history = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 60 }),
  asked: fc.nat(),
  secondFormFrom: fc.nat({ max: 60 }),
})

type History = { acts: readonly Act[]; asked: number; secondFormFrom: number }
type Log = { entries: EntryForm[][]; leaves: HeadLeaf[] }

/** The ledgers and the leaves that such a history leaves behind, and the receipt of one donation out of it. */
export function receiptOf({ acts, asked, secondFormFrom }: History): Receipt {
  const log: Log = { entries: [[], [], []], leaves: [] }
  for (const [at, act] of acts.entries()) {
    append(log, act, at, at < secondFormFrom ? 1 : 2)
    if (act.endsDay || at === acts.length - 1) signDay(log, at)
  }
  const { channel, donation } = acts[asked % acts.length] ?? acts[0] ?? fail()
  return prove(log, idOf(1, channel), idOf(2, donation))
}

function append(
  { entries }: Log,
  { channel, donation, to, amount, reason, ...act }: Act,
  at: number,
  form: 1 | 2,
) {
  const ledger = entries[channel] ?? fail()
  const last = ledger.at(-1)
  const before = ledger.findLast(({ donationId }) => donationId === idOf(2, donation))
  const state = STATES[to] ?? ''
  const hashed = {
    channelId: idOf(1, channel),
    seq: ledger.length + 1,
    donationId: idOf(2, donation),
    from: before?.to ?? null,
    to: state,
    amountDelta: state === 'CONFIRMED' ? amount : state === 'REVERSED' ? -amount : 0,
    actorKind: 'creator',
    actorId: act.endsDay ? idOf(3, channel) : null,
    at: new Date(BEGAN + at * DAY_MS),
    prevHash: last ? hashEntryForm(last) : '0'.repeat(64),
  }
  const reasonDigest = reason === null ? null : digestReason(SALT, reason)
  ledger.push(form === 1 ? { ...hashed, form, reason } : { ...hashed, form, reasonDigest })
}

const hashesOf = (ledger: readonly EntryForm[]) => ledger.map((entry) => hashEntryLeaf(hashEntryForm(entry)))

function signDay({ entries, leaves }: Log, at: number) {
  const day = new Date(BEGAN + (at + 1) * DAY_MS).toISOString().slice(0, 10)
  for (const ledger of entries) {
    const head = ledger.at(-1)
    if (!head || leaves.some(({ channelId, seq }) => channelId === head.channelId && seq === head.seq))
      continue
    const entriesRoot = hexOf(rootOf(hashesOf(ledger)))
    leaves.push({ channelId: head.channelId, day, seq: head.seq, headHash: hashEntryForm(head), entriesRoot })
  }
}

function prove({ entries, leaves }: Log, channelId: string, donationId: string): Receipt {
  const index = leaves.findLastIndex((leaf) => leaf.channelId === channelId)
  const leaf = leaves[index] ?? fail()
  const ledger = entries.find(([first]) => first?.channelId === channelId)?.slice(0, leaf.seq) ?? fail()
  const hashes = hashesOf(ledger)
  const proven = ledger
    .filter((entry) => entry.donationId === donationId)
    .map((entry) => ({ entry, path: inclusionProof(entry.seq - 1, hashes) }))
  const log = leaves.map(hashHeadLeaf)
  const checkpoint = signCheckpoint({ origin: ORIGIN, size: log.length, root: rootOf(log) }, [logKey])
  return {
    entries: proven.slice(-40),
    leaf,
    proof: { extra: null, index, hashes: inclusionProof(index, log), checkpoint },
  }
}

function fail(): never {
  throw new Error('a history without what was asked for')
}

export const vkey = formatVkey(logKey)

/** The receipt with another value in one field of one entry, for each field of each. */
export function* changedEntries(receipt: Receipt): Generator<string> {
  const text = formatReceipt(receipt)
  for (const line of text.split('\n').filter((line) => line.startsWith('['))) {
    const fields = JSON.parse(line) as unknown[]
    for (const [at, field] of fields.entries())
      yield text.replace(line, () => JSON.stringify(fields.with(at, otherThan(field))))
  }
}

function otherThan(field: unknown) {
  if (typeof field === 'number') return field + 1
  if (field === null) return 'CONFIRMED'
  const text = String(field)
  return text.endsWith('0') ? `${text.slice(0, -1)}1` : `${text.slice(0, -1)}0`
}

export const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import hashlib, sys; sys.exit(sys.version_info < (3, 8))']).status === 0,
)

/** What a program in Python says of each: "right …" or "wrong". */
export function checkInPython(receipts: readonly { vkey: string; receipt: string }[]): string[] {
  const input = receipts.map((asked) => `${JSON.stringify(asked)}\n`).join('')
  const { stdout, stderr } = spawnSync(python ?? '', ['tests/support/check-receipts.py'], {
    input,
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    maxBuffer: 100_000_000,
  })
  if (stderr) throw new Error(stderr)
  return stdout.trimEnd().split('\n')
}
