import type { z } from 'zod'
import type { ingestOperations } from '~/http/contract/ingest'

/** What a creator is told of their session, as the contract says it. */
export type SessionState = z.output<(typeof ingestOperations)['GET /creator/session']['output']>
