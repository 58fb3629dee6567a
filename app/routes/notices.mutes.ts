import { mutedCopy } from '~/copy/ko/notifications'
import {
  getNotificationPreferences,
  muteNotifications,
  unmuteNotifications,
} from '~/domain/notifications/preferences.server'
import { notificationOperations } from '~/http/contract/notifications'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const to = paths.notificationPreferences

const route = endpoint(notificationOperations, {
  'PUT /notices/mutes': async ({ viewer, input }) => {
    await muteNotifications(viewer, input)
    return answer(await getNotificationPreferences(viewer), { to, notice: mutedCopy(input.kind, true) })
  },
  'DELETE /notices/mutes': async ({ viewer, input }) => {
    await unmuteNotifications(viewer, input)
    return answer(await getNotificationPreferences(viewer), { to, notice: mutedCopy(input.kind, false) })
  },
})

export const loader = route.loader
export const action = route.action
