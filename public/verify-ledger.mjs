// Checks a ledger that Melt exported, without Melt: node verify-ledger.mjs melt-ledger-2026-11-29.ndjson
// How a hash is made: docs/ledger.md in Melt's repository, or /ledger on any Melt.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const FIELDS = 'channelId seq donationId from to amountDelta actorKind actorId reason at prevHash'.split(' ')
const sha256 = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex')

// Form 1 has the reason itself in its hash, form 2 a digest of it, which stays where the reason was erased.
const canonical = (entry) =>
  (entry.form ?? 1) === 1
    ? FIELDS.map((field) => entry[field])
    : ['melt-entry/v2', ...FIELDS.map((field) => entry[field === 'reason' ? 'reasonDigest' : field])]

function isReasonRight({ form = 1, reason = null, reasonSalt = null, reasonDigest = null }) {
  if (form === 1) return reasonSalt === null && reasonDigest === null
  if (reason === null) return reasonSalt === null
  const isSalt = typeof reasonSalt === 'string' && /^[0-9a-f]{32}$/.test(reasonSalt)
  return isSalt && sha256(Buffer.from(reasonSalt, 'hex'), String(reason)) === reasonDigest
}

let last = { channelId: '', seq: 0, hash: '0'.repeat(64) }
let sum = 0
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const entry = JSON.parse(line)
  const wrong = []
  if (entry.seq !== last.seq + 1) wrong.push(`number ${last.seq + 1} is missing before it`)
  if (entry.prevHash !== last.hash) wrong.push('it does not continue the entry before it')
  if (sha256(JSON.stringify(canonical(entry))) !== entry.hash) wrong.push('its hash does not fit')
  if (![1, 2].includes(entry.form ?? 1)) wrong.push('its form is not known')
  else if (!isReasonRight(entry)) wrong.push('its reason is not the one that was written')
  if (wrong.length > 0) process.exitCode = 1
  for (const what of wrong) console.log(`entry ${entry.seq}: ${what}`)
  sum += entry.amountDelta
  last = entry
}
if (last.seq === 0) {
  process.exitCode = 1
  console.log('no entries')
}
if (!process.exitCode) console.log(`whole, ${sum} cheese: ${last.channelId}:${last.seq}:${last.hash}`)
