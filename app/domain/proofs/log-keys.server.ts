import { Buffer } from 'node:buffer'
import { createPrivateKey } from 'node:crypto'
import { env } from '~/env.server'
import { ED25519, formatVkey, toSigningKey } from './key'

/** Whose log it is: the place at which people reach this Melt. */
export const logOrigin = `${new URL(env.publicUrl).host}/ledger`

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key that signs, and behind it those that it replaces, which sign beside it. None where none is set. */
export const logKeys = env.ledgerKeys.map((seed) => {
  const key = Buffer.concat([PKCS8_ED25519, seed])
  return toSigningKey(logOrigin, ED25519, createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
})

/** Whether this instance signs: it has a key, and no operator switched it off. */
export const isSigning = env.ledgerSigning && logKeys.length > 0

/** The keys as people hand them on, a line each. */
export const listVkeys = () => logKeys.map((key) => `${formatVkey(key)}\n`).join('')
