import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { env } from '~/env.server'

const IV_BYTES = 12
const TAG_BYTES = 16

const digest = (text: string) => createHash('sha256').update(text).digest()
const keys = env.tokenKeys.map((secret) => ({
  key: digest(secret),
  id: digest(`id:${secret}`).toString('hex', 0, 4),
}))

export const primaryKeyPrefix = `v1.${keys[0]?.id}.`

/** AES-256-GCM under the first key, bound to its owner: "v1.<key id>.<base64url>". */
export function encrypt(text: string, owner: string) {
  const [first] = keys
  if (!first) throw new Error('there is no key to encrypt with')
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', first.key, iv).setAAD(Buffer.from(owner))
  const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return primaryKeyPrefix + body.toString('base64url')
}

/** With any configured key; null where the text is damaged, of another owner or of an unknown key. */
export function decrypt(encrypted: string, owner: string): string | null {
  const [version, keyId, encoded = ''] = encrypted.split('.')
  const key = keys.find(({ id }) => id === keyId)?.key
  const body = Buffer.from(encoded, 'base64url')
  if (version !== 'v1' || !key || body.length < IV_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(owner))
    .setAuthTag(body.subarray(-TAG_BYTES))
  try {
    return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
