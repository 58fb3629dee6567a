import { DISCORD, webhookCopy } from '~/copy/ko/notifications'
import { testWebhook } from '~/domain/notifications/webhook.server'
import { notificationOperations } from '~/http/contract/notifications'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(notificationOperations, {
  'POST /creator/webhook/test': async ({ viewer }) => {
    const tested = await testWebhook(viewer, DISCORD.test)
    return answer(tested, { to: paths.notificationPreferences, notice: webhookCopy(tested.status) })
  },
})

export const loader = route.loader
export const action = route.action
