import { storedReasonCopy } from '~/copy/ko/moderation'
import { removeMessage } from '~/domain/moderation/hide.server'
import { moderationOperations } from '~/http/contract/moderation'
import { hiddenNotice } from '~/http/notices'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(moderationOperations, {
  'DELETE /content/:id': async ({ viewer, params, input }) => {
    const happened = await removeMessage(viewer, params.id, input.reason, storedReasonCopy)
    if (happened === 'withdrawn') return done({ to: paths.letters, notice: '글을 지웠어요' })
    return done({ to: paths.inbox, notice: hiddenNotice(params.id) })
  },
})

export const loader = route.loader
export const action = route.action
