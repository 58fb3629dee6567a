import { objectTo } from '~/domain/moderation/object.server'
import { answer } from '~/http/answer.server'
import { moderationOperations } from '~/http/contract/moderation'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(moderationOperations, {
  'POST /content/:id/objection': async ({ viewer, params, input }) => {
    const { objectionId, replayed } = await objectTo(viewer, params.id, input.text)
    const next = { to: paths.myHidden(params.id), notice: '이의를 전했어요. 결과는 여기에서 알려 드려요' }
    return answer({ objectionId }, { status: replayed ? 200 : 201, ...next })
  },
})

export const loader = route.loader
export const action = route.action
