import { z } from 'zod'
import { channelQuery } from '~/domain/channels/input'
import type { Operation } from './operation'

export const liveOperations = {
  'GET /events': {
    summary: "A channel's changes as they happen: ids, and for its creator counts of the inbox",
    who: 'anyone',
    input: channelQuery,
    output: z.string(),
    type: 'text/event-stream',
    refusals: ['not_found', 'chzzk_unavailable'],
  },
} as const satisfies Record<string, Operation>
