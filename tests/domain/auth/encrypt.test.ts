import { describe, expect, test, vi } from 'vitest'
import { decrypt, encrypt } from '~/domain/auth/encrypt.server'

describe('At rest', () => {
  test('a new key seals, the one before still opens, a forgotten one does not', async () => {
    const [first, second] = ['the-first-key-of-melt-0123456789-abcd', 'the-second-key-of-melt-0123456789-abc']
    const withKeys = async (keys: string) => {
      vi.resetModules()
      process.env.TOKEN_ENCRYPTION_KEY = keys
      return import('~/domain/auth/encrypt.server')
    }
    const old = (await withKeys(first)).encrypt('비밀', 'somebody')
    const rotated = await withKeys(`${second},${first}`)
    expect(rotated.decrypt(old, 'somebody')).toBe('비밀')
    const fresh = rotated.encrypt('비밀', 'somebody')
    const forgetful = await withKeys(second)
    expect([forgetful.decrypt(fresh, 'somebody'), forgetful.decrypt(old, 'somebody')]).toEqual(['비밀', null])
  })

  test('a text that was cut, changed or made for somebody else stays closed', () => {
    const encrypted = encrypt('비밀', 'somebody')
    const [version, key, body = ''] = encrypted.split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(decrypt(`${version}.${key}.${changed.toString('base64url')}`, 'somebody')).toBeNull()
    }
    for (const cut of [1, 12, 28, bytes.length - 1]) {
      expect(
        decrypt(`${version}.${key}.${bytes.subarray(0, cut).toString('base64url')}`, 'somebody'),
      ).toBeNull()
    }
    expect(decrypt(encrypted, 'somebody else')).toBeNull()
    expect(encrypt('비밀', 'somebody')).not.toBe(encrypted)
  })
})
