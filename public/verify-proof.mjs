// Checks a proof of Melt's public log, without Melt: node verify-proof.mjs <key of /ledger/key> <leaf file> <proof file>
// The forms: c2sp.org/signed-note, tlog-checkpoint and tlog-proof, over the tree of RFC 9162.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [vkey = '', leafFile = '', proofFile = ''] = process.argv.slice(2)
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()
const node = (left, right) => sha256(Buffer.of(1), left, right)
const wrong = (what) => {
  console.log(`not shown: ${what}`)
  process.exit(1)
}

const [, form, index, hashes, body, origin, size, root, lines] =
  /^(c2sp\.org\/tlog-proof@v1\n(?:extra [A-Za-z0-9+/=]+\n)?)index (\d{1,12})\n((?:[A-Za-z0-9+/=]{44}\n){0,63})\n((.+)\n(\d{1,12})\n([A-Za-z0-9+/=]{44})\n)\n((?:— .+\n)+)$/.exec(
    readFileSync(proofFile, 'utf8'),
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

const path = hashes.match(/.+/g)?.map((hash) => Buffer.from(hash, 'base64')) ?? []

/** The root that the leaf comes to; the last hash of the path stands beside the greatest subtree. */
function rootOver(leaf, at, count) {
  if (count === 1) return leaf
  const sibling = path.pop() ?? wrong('the proof is too short')
  const middle = 2 ** Math.floor(Math.log2(count - 1))
  return at < middle
    ? node(rootOver(leaf, at, middle), sibling)
    : node(sibling, rootOver(leaf, at - middle, count - middle))
}

if (Number(index) >= Number(size)) wrong(`there is no leaf ${index} among ${size}`)
const computed = rootOver(sha256(Buffer.of(0), readFileSync(leafFile)), Number(index), Number(size))
if (path.length > 0) wrong('the proof is too long')
if (computed.toString('base64') !== root) wrong('the log has another leaf there')
console.log(`shown: leaf ${index} of ${size} in ${origin}`)
