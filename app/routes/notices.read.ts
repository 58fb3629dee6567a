import { markNotificationsRead } from '~/domain/notifications/list.server'
import { notificationOperations } from '~/http/contract/notifications'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(notificationOperations, {
  'POST /notices/read': async ({ viewer, input }) => {
    await markNotificationsRead(viewer, input)
    return done({ to: paths.notifications, notice: '모두 읽음으로 바꿨어요' })
  },
})

export const loader = route.loader
export const action = route.action
