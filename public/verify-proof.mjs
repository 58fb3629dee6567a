// Checks proofs of Melt's public log, without Melt. A receipt: node verify-proof.mjs <key of /ledger/key> <receipt>
// Any leaf: node verify-proof.mjs <key> <leaf file> <proof file>
// The forms: docs/ledger.md in Melt's repository; c2sp.org/signed-note, tlog-checkpoint and tlog-proof, RFC 9162.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [vkey = '', first = '', second] = process.argv.slice(2)
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()
const node = (left, right) => sha256(Buffer.of(1), left, right)
const leafOf = (bytes) => sha256(Buffer.of(0), bytes)
const wrong = (what) => {
  console.log(`not shown: ${what}`)
  process.exit(1)
}
const hashesIn = (lines) => lines.match(/.+/g)?.map((hash) => Buffer.from(hash, 'base64')) ?? []

/** The root that a leaf comes to; the last hash of the path stands beside the greatest subtree. */
function rootOver(leaf, at, count, path) {
  if (count === 1) return path.length > 0 ? wrong('a proof is too long') : leaf
  const sibling = path.at(-1) ?? wrong('a proof is too short')
  const middle = 2 ** Math.floor(Math.log2(count - 1))
  return at < middle
    ? node(rootOver(leaf, at, middle, path.slice(0, -1)), sibling)
    : node(sibling, rootOver(leaf, at - middle, count - middle, path.slice(0, -1)))
}

/** The leaf is in the log whose checkpoint the key has signed: which one of how many, and of whose log. */
function checkProof(leaf, proof) {
  const [, form, index, hashes, body, origin, size, root, lines] =
    /^(c2sp\.org\/tlog-proof@v1\n(?:extra [A-Za-z0-9+/=]+\n)?)index (\d{1,12})\n((?:[A-Za-z0-9+/=]{44}\n){0,63})\n((.+)\n(\d{1,12})\n([A-Za-z0-9+/=]{44})\n)\n((?:— .+\n)+)$/.exec(
      proof,
    ) ?? []
  if (!form) wrong('the file is no proof')
  const [, name, keyId, key] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? wrong('the key is none')
  const x = Buffer.from(key, 'base64').subarray(1).toString('base64url')
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } })
  const signatures = lines
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, signer]) => signer === name)
    .map(([, , encoded]) => Buffer.from(encoded, 'base64'))
    .filter((signature) => signature.toString('hex', 0, 4) === keyId)
  if (name !== origin) wrong(`the checkpoint is of ${origin}, the key of ${name}`)
  if (signatures.length === 0) wrong('the key has not signed the checkpoint')
  if (!signatures.every((signature) => verify(null, Buffer.from(body), publicKey, signature.subarray(4))))
    wrong('the signature does not fit the checkpoint')
  if (Number(index) >= Number(size)) wrong(`there is no leaf ${index} among ${size}`)
  if (rootOver(leafOf(leaf), Number(index), Number(size), hashesIn(hashes)).toString('base64') !== root)
    wrong('the log has another leaf there')
  return `leaf ${index} of ${size} in ${origin}`
}

/** Every entry is below the entries root of the leaf, and the leaf is in the log. */
function checkReceipt(receipt) {
  const [, entries, leaf, channelId, day, seq, entriesRoot, proof] =
    /^melt-receipt\/v1\n((?:\[[^\n]*\n(?:[A-Za-z0-9+/=]{44}\n){0,63})+)\n(melt-head\/v1\n(.{36})\n(.{10})\n(\d{1,12})\n[0-9a-f]{64}\n([0-9a-f]{64})\n)\n([\s\S]+)$/.exec(
      receipt,
    ) ?? wrong('the file is no receipt')
  const shown = checkProof(Buffer.from(leaf), proof)
  let before
  for (const [, line, path] of entries.matchAll(/(\[[^\n]*)\n([^[]*)/g)) {
    const entry = JSON.parse(line).slice(line.startsWith('["melt-entry/v2",') ? 1 : 0)
    const [channel, number, donation, from, to, amountDelta] = entry
    if (channel !== channelId || entry.length !== 11) wrong(`entry ${number} is of another channel or form`)
    if (before && (donation !== before.donation || from !== before.to || number <= before.number))
      wrong(`entry ${number} does not go on from entry ${before.number}`)
    if (number > Number(seq)) wrong(`entry ${number} is none of the leaf's ${seq}`)
    const root = rootOver(leafOf(sha256(Buffer.from(line))), number - 1, Number(seq), hashesIn(path))
    if (root.toString('hex') !== entriesRoot) wrong(`entry ${number} is not the one that was signed`)
    before = { donation, to, number, amountDelta }
  }
  const { donation, to, number, amountDelta } = before
  console.log(`shown: ${shown}`)
  console.log(`channel ${channelId}, donation ${donation}: ${to} ${amountDelta} by entry ${number} on ${day}`)
}

if (second === undefined) checkReceipt(readFileSync(first, 'utf8'))
else console.log(`shown: ${checkProof(readFileSync(first), readFileSync(second, 'utf8'))}`)
