import { misfit } from './misfit'
import { fromBase64, type GetTile, type Hash, rootsByTiles, toBase64, toBytes, toHex } from './tree'

/** What a log was at one moment, as it was sent: believed once it is signed (docs/ledger.md "The log"). */
export type Checkpoint = {
  origin: string
  size: number
  root: Hash
  signed: string
  signatures: readonly string[]
}

const KEY_ID_BYTES = 4
const VKEY = /^([^+]+)\+([\da-f]{8})\+(.+)$/
const NOTE = /^(([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z\d+/=]{44})\n)\n((?:— [^\s+]+ [A-Za-z\d+/=]+\n){1,100})$/

export function parseCheckpoint(text: string): Checkpoint {
  const [, signed = '', origin = '', size = '', root = '', lines = ''] =
    NOTE.exec(text) ?? misfit('no_receipt')
  const signatures = lines.trimEnd().split('\n')
  return { origin, size: Number(size), root: fromBase64(root), signed, signatures }
}

/** Whether one of these keys (`name+id+base64`) signed it, null where this browser has no Ed25519. A wrong line of one of them is a misfit. */
export async function isSignedBy(
  { origin, signed, signatures }: Checkpoint,
  vkeys: readonly string[],
): Promise<boolean | null> {
  let isSigned = false
  for (const vkey of vkeys) {
    const [, name, id, encoded = ''] = VKEY.exec(vkey) ?? []
    if (name !== origin) continue
    const key = await importKey(fromBase64(encoded).slice(1))
    if (!key) return null
    for (const line of signatures) {
      const [, signer, signature = ''] = line.split(' ')
      const bytes = fromBase64(signature)
      if (signer !== name || toHex(bytes.slice(0, KEY_ID_BYTES)) !== id) continue
      if (!(await crypto.subtle.verify('Ed25519', key, bytes.slice(KEY_ID_BYTES), toBytes(signed))))
        misfit('signature')
      isSigned = true
    }
  }
  return isSigned
}

/** Null where the browser is older than Ed25519 in it. */
const importKey = (publicKey: Hash) =>
  crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']).catch(() => null)

/** Throws a `Misfit` where `now` does not continue `old`: another log, a shorter one, or one with another past. */
export async function requireContinued(old: Checkpoint, now: Checkpoint, getTile: GetTile): Promise<void> {
  if (old.origin !== now.origin) misfit('other_log')
  if (now.size < old.size) misfit('shorter')
  if (old.size === 0) return
  const [oldRoot, root] =
    old.size === now.size ? [now.root, now.root] : await rootsByTiles(old.root, old.size, now.size, getTile)
  if (toBase64(oldRoot) !== toBase64(old.root) || toBase64(root) !== toBase64(now.root)) misfit('other_past')
}

/** The tiles of this Melt; what fails on its way is no answer of the log. */
export async function fetchTile(path: string): Promise<Uint8Array> {
  const response = (await fetchLog(path)) ?? misfit('tiles')
  return new Uint8Array(await response.arrayBuffer())
}

/** The newest checkpoint, empty where there is none, and the keys. */
export type Published = { text: string; vkeys: string[] }

/** What this Melt publishes now; null where it cannot be reached. */
export async function fetchPublished(): Promise<Published | null> {
  try {
    const [checkpoint, key] = await Promise.all(['checkpoint', 'key'].map(fetchLog))
    return { text: (await checkpoint?.text()) ?? '', vkeys: toVkeys((await key?.text()) ?? '') }
  } catch {
    return null
  }
}

export const toVkeys = (lines: string) => lines.split('\n').filter(Boolean)

/** Null where Melt says that there is none. */
async function fetchLog(path: string): Promise<Response | null> {
  const response = await fetch(`/ledger/${path}`)
  if (response.ok || response.status === 404) return response.ok ? response : null
  throw new TypeError(response.statusText)
}
