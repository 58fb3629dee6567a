import { listNotifications } from '~/domain/notifications/list.server'
import { notificationOperations } from '~/http/contract/notifications'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(notificationOperations, {
  'GET /notices': async ({ viewer, input }) => answer(await listNotifications(viewer, input)),
})

export const loader = route.loader
export const action = route.action
