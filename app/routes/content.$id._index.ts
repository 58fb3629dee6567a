import { storedReasonCopy } from '~/copy/ko/moderation'
import { removeMessage } from '~/domain/moderation/hide.server'
import { toForm } from '~/http/contract/form'
import { moderationOperations } from '~/http/contract/moderation'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(moderationOperations, {
  'DELETE /content/:id': async ({ viewer, params, input }) => {
    const happened = await removeMessage(viewer, params.id, input.reason, storedReasonCopy)
    if (happened === 'withdrawn') return done({ to: paths.letters, notice: '글을 지웠어요' })
    const undo = toForm('POST /content/:id/restore', { params })
    return done({ to: paths.inbox, notice: { text: '글을 숨겼어요', undo } })
  },
})

export const loader = route.loader
export const action = route.action
