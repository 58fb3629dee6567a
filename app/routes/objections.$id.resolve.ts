import { resolveObjection } from '~/domain/moderation/resolve.server'
import { moderationOperations } from '~/http/contract/moderation'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(moderationOperations, {
  'POST /objections/:id/resolve': async ({ viewer, params, input }) => {
    const resolved = await resolveObjection(viewer, params.id, input)
    const notice = resolved.outcome === 'restored' ? '다시 보이게 했어요' : '숨김을 유지했어요'
    return answer(resolved, { to: paths.moderation, notice })
  },
})

export const loader = route.loader
export const action = route.action
