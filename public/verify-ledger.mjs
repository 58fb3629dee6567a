// Checks a ledger that Melt exported, without Melt: node verify-ledger.mjs melt-ledger-2026-11-29.ndjson
// How a hash is made: docs/ledger.md in Melt's repository, or /ledger on any Melt.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const FIELDS = 'channelId seq donationId from to amountDelta actorKind actorId reason at prevHash'.split(' ')

let last = { channelId: '', seq: 0, hash: '0'.repeat(64) }
let sum = 0
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const entry = JSON.parse(line)
  const canonical = JSON.stringify(FIELDS.map((field) => entry[field]))
  const wrong = []
  if (entry.seq !== last.seq + 1) wrong.push(`number ${last.seq + 1} is missing before it`)
  if (entry.prevHash !== last.hash) wrong.push('it does not continue the entry before it')
  if (createHash('sha256').update(canonical).digest('hex') !== entry.hash) wrong.push('its hash does not fit')
  if (wrong.length > 0) process.exitCode = 1
  for (const what of wrong) console.log(`entry ${entry.seq}: ${what}`)
  sum += entry.amountDelta
  last = entry
}
if (!process.exitCode) console.log(`whole, ${sum} cheese: ${last.channelId}:${last.seq}:${last.hash}`)
