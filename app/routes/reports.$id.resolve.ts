import { storedReasonCopy } from '~/copy/ko/moderation'
import { resolveReport } from '~/domain/moderation/resolve.server'
import { toForm } from '~/http/contract/form'
import { moderationOperations } from '~/http/contract/moderation'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(moderationOperations, {
  'POST /reports/:id/resolve': async ({ viewer, params, input }) => {
    const resolved = await resolveReport(viewer, params.id, input, storedReasonCopy)
    const undo = toForm('POST /content/:id/restore', { params: { id: resolved.messageId } })
    const kept = resolved.outcome === 'kept'
    const notice = kept ? '그대로 두기로 했어요. 신고한 분에게도 알려요' : { text: '글을 숨겼어요', undo }
    return answer(resolved, { to: paths.moderation, notice })
  },
})

export const loader = route.loader
export const action = route.action
