import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'
import { place } from './place'

Object.assign(process.env, {
  NODE_ENV: 'test',
  SESSION_SECRET: 'a-session-secret-for-tests-0123456789',
  TOKEN_ENCRYPTION_KEY: 'a-token-key-for-tests-0123456789-abcdef',
  LEDGER_SIGNING_KEY: Buffer.from('a-signing-key-for-tests-01234567').toString('base64'),
  VAPID_PRIVATE_KEY: Buffer.from('a-vapid-key-for-tests-0123456789').toString('base64url'),
  MELT_RATE_LIMITS: 'off',
  LOG_LEVEL: 'silent',
  ...place,
})

/** Whatever a test makes the application mutter is a finding. */
const noise = (['error', 'warn'] as const).map((level) => vi.spyOn(console, level))
beforeEach(() => {
  for (const spy of noise) spy.mockClear()
})
afterEach(() => {
  for (const spy of noise) expect(spy.mock.calls).toEqual([])
})

/** The next file may run in this process: whatever became of this one, its clock is the real one. */
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
