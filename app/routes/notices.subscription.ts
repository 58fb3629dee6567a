import { refuse } from '~/domain/core/refusal'
import {
  deletePushSubscription,
  getPushState,
  savePushSubscription,
} from '~/domain/notifications/subscriptions.server'
import { notificationOperations } from '~/http/contract/notifications'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { findSession } from '~/http/pipeline/identify.server'
import { answer, done } from '~/http/responses/answer.server'

const route = endpoint(notificationOperations, {
  'GET /notices/subscription': async ({ viewer, input }) =>
    answer(await getPushState(viewer, input.endpoint)),
  'PUT /notices/subscription': async ({ viewer, input, request }) => {
    const { id } = (await findSession(request)) ?? refuse('signed_out')
    await savePushSubscription(viewer, id, input)
    return done()
  },
  'DELETE /notices/subscription': async ({ viewer, input }) => {
    await deletePushSubscription(viewer, input.endpoint)
    return done()
  },
})

export const loader = route.loader
export const action = route.action
