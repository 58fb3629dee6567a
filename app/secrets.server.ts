import { createECDH, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export class EnvironmentError extends Error {
  constructor(detail: string) {
    super(`The environment is not usable:\n${detail}`)
    this.name = 'EnvironmentError'
  }
}

type Given = {
  DATABASE_URL?: string
  MELT_DATA_DIR: string
  LEDGER_SIGNING_KEY?: string[]
  VAPID_PUBLIC_KEY?: string
  VAPID_PRIVATE_KEY?: string
  PUSH_TEST_ORIGINS: string[]
  CHZZK_CLIENT_ID?: string
}

export function secrets(name: string, given: string[] | undefined, v: Given): [string, ...string[]] {
  const [first, ...rest] = given ?? []
  if (first) {
    if (given?.some((secret) => secret.length < 32))
      throw new EnvironmentError(`${name}: at least 32 characters each`)
    return [first, ...rest]
  }
  if (v.DATABASE_URL) throw new EnvironmentError(`${name} is required with DATABASE_URL`)
  return [ownSecret(path.resolve(v.MELT_DATA_DIR), name)]
}

/** 32 bytes, with or without their padding. */
const SEED = /^[\w+/-]{43}=?$/

/** Seeds of Ed25519, the newest first. With a database of its own an instance has none unless it is given one, and signs nothing. */
export function ledgerKeys(v: Given): Buffer[] {
  const name = 'LEDGER_SIGNING_KEY'
  const given = v[name] ?? (v.DATABASE_URL ? [] : [ownSecret(path.resolve(v.MELT_DATA_DIR), name)])
  if (given.some((text) => !SEED.test(text))) throw new EnvironmentError(`${name}: 32 bytes in base64 each`)
  return given.map((text) => Buffer.from(text, 'base64'))
}

/** Without a private key nothing is pushed. Other services than the browsers' are for the sandbox. */
export function push(v: Given, publicUrl: string) {
  const name = 'VAPID_PRIVATE_KEY'
  const given = v[name] ?? (v.DATABASE_URL ? null : ownSecret(path.resolve(v.MELT_DATA_DIR), name))
  if (given === null) return null
  const keys = toVapidKeys(given)
  if (!keys) throw new EnvironmentError(`${name}: 32 bytes in base64url`)
  if (v.VAPID_PUBLIC_KEY && v.VAPID_PUBLIC_KEY !== keys.publicKey)
    throw new EnvironmentError(`VAPID_PUBLIC_KEY does not belong to ${name}`)
  if (v.PUSH_TEST_ORIGINS.length > 0 && v.CHZZK_CLIENT_ID)
    throw new EnvironmentError('PUSH_TEST_ORIGINS is for the sandbox alone')
  return { ...keys, subject: toVapidSubject(publicUrl), testOrigins: v.PUSH_TEST_ORIGINS }
}

const CURVE = 'prime256v1'
const SCALAR = /^[\w-]{43}=?$/

/** The P-256 pair by which browsers know who may send to them (RFC 8292), of its private half; null where that is none. */
function toVapidKeys(privateKey: string) {
  if (!SCALAR.test(privateKey)) return null
  const pair = createECDH(CURVE)
  try {
    pair.setPrivateKey(Buffer.from(privateKey, 'base64url'))
  } catch {
    return null
  }
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.replace('=', '') }
}

/** Whom a push service writes to about what we send: an address on this machine is nobody's. */
const toVapidSubject = (publicUrl: string) =>
  publicUrl.startsWith('https:') ? publicUrl : 'mailto:push@melt.invalid'

/** A secret made once and kept in the data directory, readable by its owner only. */
function ownSecret(dataDir: string, name: string) {
  const file = path.join(dataDir, `${name.toLowerCase()}.txt`)
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}
