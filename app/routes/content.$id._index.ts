import { removeMessage } from '~/domain/moderation/remove.server'
import { done } from '~/http/answer.server'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint({
  'DELETE /content/:id': async ({ viewer, params, input }) => {
    const happened = await removeMessage(viewer, params.id, input.reason)
    const notice = happened === 'withdrawn' ? '내용을 지우고 거뒀어요' : '글을 숨겼어요'
    return done({ to: happened === 'withdrawn' ? paths.letters : paths.inbox, notice })
  },
})

export const loader = route.loader
export const action = route.action
