import { createObjection } from '~/domain/moderation/objection.server'
import { moderationOperations } from '~/http/contract/moderation'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(moderationOperations, {
  'POST /content/:id/objection': async ({ viewer, params, input }) => {
    const { objectionId, replayed } = await createObjection(viewer, params.id, input.text)
    const next = { to: paths.myHidden(params.id), notice: '이의를 전했어요. 결과는 여기에서 알려 드려요' }
    return answer({ objectionId }, { status: replayed ? 200 : 201, ...next })
  },
})

export const loader = route.loader
export const action = route.action
