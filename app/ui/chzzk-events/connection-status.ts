import type { z } from 'zod'
import type { chzzkEventOperations } from '~/http/contract/chzzk-events'

/** What a creator is told of their session, as the contract says it. */
export type ConnectionStatus = z.output<(typeof chzzkEventOperations)['GET /creator/session']['output']>
