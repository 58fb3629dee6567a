import { createIntent } from '~/domain/donations/create-intent.server'
import { answer } from '~/http/answer.server'
import { intentOperations } from '~/http/contract/intents'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(intentOperations, {
  'POST /donations/intent': async ({ viewer, input }) => {
    const intent = await createIntent(viewer, input)
    const { chzzkChannelId, intentId, donateUrl } = intent
    return answer(intent, {
      status: 201,
      to: input.leave ? donateUrl : paths.leaveFor(chzzkChannelId, intentId),
    })
  },
})

export const loader = route.loader
export const action = route.action
