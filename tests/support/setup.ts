import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'
import { freePort } from './free-port'
import { cloneDatabase, dropDatabase } from './template'

const database = await cloneDatabase()
const port = await freePort()

Object.assign(process.env, {
  NODE_ENV: 'test',
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  SESSION_SECRET: 'a-session-secret-for-tests-0123456789',
  TOKEN_ENCRYPTION_KEY: 'a-token-key-for-tests-0123456789-abcdef',
  MELT_RATE_LIMITS: 'off',
  LOG_LEVEL: 'silent',
  ...database,
})

/** Whatever a test makes the application mutter is a finding. */
const noise = (['error', 'warn'] as const).map((level) => vi.spyOn(console, level))
beforeEach(() => {
  for (const spy of noise) spy.mockClear()
})
afterEach(() => {
  for (const spy of noise) expect(spy.mock.calls).toEqual([])
})

afterAll(() => dropDatabase(database))
