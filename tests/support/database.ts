import { beforeAll } from 'vitest'
import { resetSandbox } from '~/chzzk/sandbox/memory.server'
import { startDatabase } from '~/db/start.server'
import { forgetLastSigned } from '~/domain/proofs/last-signed.server'
import { emptyDatabase } from './empty'
import { cloneDatabase } from './place'

/** This process's own database, open and with nothing in it, for tests that need no server. */
export function useDatabase() {
  beforeAll(async () => {
    await cloneDatabase()
    await startDatabase()
    await emptyDatabase()
    await forgetLastSigned()
    resetSandbox()
  })
}
