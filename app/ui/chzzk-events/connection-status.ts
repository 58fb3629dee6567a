import type { z } from 'zod'
import type { chzzkEventOperations } from '~/http/contract/chzzk-events'

/** How a creator's connection to CHZZK stands, as the contract says it. */
export type ConnectionStatus = z.output<(typeof chzzkEventOperations)['GET /creator/session']['output']>
