import { restoreMessage } from '~/domain/moderation/hide.server'
import { moderationOperations } from '~/http/contract/moderation'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(moderationOperations, {
  'POST /content/:id/restore': async ({ viewer, params, input }) => {
    await restoreMessage(viewer, params.id, input.reason)
    return done({ to: paths.moderation, notice: '다시 보이게 했어요' })
  },
})

export const loader = route.loader
export const action = route.action
