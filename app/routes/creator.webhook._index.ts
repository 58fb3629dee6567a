import { WEBHOOK } from '~/copy/ko/notifications'
import { deleteWebhook, getWebhook, saveWebhook } from '~/domain/notifications/webhook.server'
import { notificationOperations } from '~/http/contract/notifications'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer, done } from '~/http/responses/answer.server'

const to = paths.notificationPreferences

const route = endpoint(notificationOperations, {
  'GET /creator/webhook': async ({ viewer }) => answer(await getWebhook(viewer)),
  'PUT /creator/webhook': async ({ viewer, input }) => {
    await saveWebhook(viewer, input)
    return answer(await getWebhook(viewer), { to, notice: WEBHOOK.saved })
  },
  'DELETE /creator/webhook': async ({ viewer }) => {
    await deleteWebhook(viewer)
    return done({ to, notice: WEBHOOK.removed })
  },
})

export const loader = route.loader
export const action = route.action
