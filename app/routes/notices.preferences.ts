import { getNotificationPreferences, saveQuietHours } from '~/domain/notifications/preferences.server'
import { notificationOperations } from '~/http/contract/notifications'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(notificationOperations, {
  'GET /notices/preferences': async ({ viewer }) => answer(await getNotificationPreferences(viewer)),
  'PUT /notices/preferences': async ({ viewer, input }) => {
    await saveQuietHours(viewer, input)
    const next = { to: paths.notificationPreferences, notice: '조용한 시간을 저장했어요' }
    return answer(await getNotificationPreferences(viewer), next)
  },
})

export const loader = route.loader
export const action = route.action
