import { afterAll, beforeAll } from 'vitest'
import { startDatabase, stopDatabase } from '~/db/start.server'

/** Opens this test file's own database, for tests that need no server. */
export function useDatabase() {
  beforeAll(() => startDatabase())
  afterAll(() => stopDatabase())
}
