import { archiveLetter, unarchiveLetter } from '~/domain/letters/inbox.server'
import { toForm } from '~/http/contract/form'
import { messageOperations } from '~/http/contract/messages'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'POST /messages/:id/archive': async ({ viewer, params }) => {
    await archiveLetter(viewer, params.id)
    const undo = toForm('DELETE /messages/:id/archive', { params })
    return done({ to: paths.inbox, notice: { text: '편지를 보관했어요', undo } })
  },
  'DELETE /messages/:id/archive': async ({ viewer, params }) => {
    await unarchiveLetter(viewer, params.id)
    return done({ to: paths.inbox, notice: '인박스로 되돌렸어요' })
  },
})

export const loader = route.loader
export const action = route.action
