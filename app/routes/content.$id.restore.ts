import { restoreMessage } from '~/domain/moderation/restore.server'
import { done } from '~/http/answer.server'
import { moderationOperations } from '~/http/contract/moderation'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(moderationOperations, {
  'POST /content/:id/restore': async ({ viewer, params, input }) => {
    await restoreMessage(viewer, params.id, input.reason)
    return done({ to: paths.moderation, notice: '다시 보이게 했어요' })
  },
})

export const loader = route.loader
export const action = route.action
