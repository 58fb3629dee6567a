import { testedCopy } from '~/copy/ko/notifications'
import { sendTestPush } from '~/domain/notifications/subscriptions.server'
import { notificationOperations } from '~/http/contract/notifications'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { testNotice } from '~/http/rendered-notifications.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(notificationOperations, {
  'POST /notices/test': async ({ viewer }) => {
    const tested = await sendTestPush(viewer, testNotice())
    return answer(tested, { to: paths.notificationPreferences, notice: testedCopy(tested) })
  },
})

export const loader = route.loader
export const action = route.action
