import { messagePath } from '~/domain/messages/input'
import { removeInput } from '~/domain/moderation/input'
import type { Operation } from './operation'

export const moderationOperations = {
  'DELETE /content/:id': {
    summary: 'Its author withdraws it and its text is erased; a creator or an admin hides it, with a reason',
    who: 'viewer',
    params: messagePath,
    input: removeInput,
    status: 204,
    refusals: ['not_found'],
  },
} as const satisfies Record<string, Operation>
