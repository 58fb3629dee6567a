import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { parseEnvironment } from '~/env.server'

const [OLD, NEW] = ['o', 'n'].map((letter) => Buffer.alloc(32, letter).toString('base64'))
const SECRETS = {
  NODE_ENV: 'test' as const,
  SESSION_SECRET: 's'.repeat(32),
  TOKEN_ENCRYPTION_KEY: 't'.repeat(32),
}
const DATABASE_URL = 'postgresql://nobody@127.0.0.1:9/none'

async function withKeys(keys: string) {
  const before = process.env.LEDGER_SIGNING_KEY
  process.env.LEDGER_SIGNING_KEY = keys
  vi.resetModules()
  onTestFinished(() => {
    process.env.LEDGER_SIGNING_KEY = before
    vi.resetModules()
  })
  const { signCheckpoint, verifyCheckpoint } = await import('~/domain/proofs/checkpoint')
  const { parseVkey } = await import('~/domain/proofs/key')
  const { listVkeys, logKeys, logOrigin } = await import('~/domain/proofs/log-keys.server')
  const vkeys = listVkeys().trim().split('\n').map(parseVkey)
  const signed = signCheckpoint({ origin: logOrigin, size: 1, root: Buffer.alloc(32, 1) }, logKeys)
  const isBelieved = (key: (typeof vkeys)[number]) =>
    verifyCheckpoint(signed, { origin: logOrigin, logKeys: [key] }).size === 1
  return { vkeys, signed, isBelieved, origin: logOrigin }
}

test('The log is named by the public address, and its key signs under that name', async () => {
  const { vkeys, isBelieved, origin } = await withKeys(`${OLD}`)
  expect(origin).toBe(`${new URL(process.env.PUBLIC_URL ?? '').host}/ledger`)
  expect(vkeys.map(({ name }) => name)).toEqual([origin])
  expect(vkeys.every(isBelieved)).toBe(true)
})

test('While a key is replaced both sign, the newest first, and whoever knows one of them believes it', async () => {
  const { vkeys: before } = await withKeys(`${OLD}`)
  const { vkeys, signed, isBelieved } = await withKeys(`${NEW},${OLD}`)
  expect(signed.note.signatures.map(({ keyId }) => keyId)).toEqual(vkeys.map(({ keyId }) => keyId))
  expect(vkeys).toHaveLength(2)
  expect(vkeys[1]).toEqual(before[0])
  expect([...vkeys, ...before].every(isBelieved)).toBe(true)
})

test('With a database of its own an instance makes no key and signs nothing until it is given one', () => {
  expect(parseEnvironment({ ...SECRETS, DATABASE_URL }).ledgerKeys).toEqual([])
  expect(parseEnvironment({ ...SECRETS, DATABASE_URL, LEDGER_SIGNING_KEY: NEW }).ledgerKeys).toHaveLength(1)
})

test('With the embedded database the key is made once, for its owner alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-log-key-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const keysOf = () => parseEnvironment({ ...SECRETS, MELT_DATA_DIR: folder }).ledgerKeys
  const made = keysOf()
  expect(made.map(({ length }) => length)).toEqual([32])
  expect(keysOf()).toEqual(made)
  expect(statSync(path.join(folder, 'ledger_signing_key.txt')).mode & 0o777).toBe(0o600)
})

test('A key that is no 32 bytes is refused by its name alone', () => {
  for (const key of ['c2hvcnQ', `${NEW}AAAA`, 'not base64 at all'])
    expect(() => parseEnvironment({ ...SECRETS, DATABASE_URL, LEDGER_SIGNING_KEY: key })).toThrow(
      /^The environment is not usable:\nLEDGER_SIGNING_KEY: 32 bytes in base64 each$/,
    )
})
