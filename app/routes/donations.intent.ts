import { createIntent } from '~/domain/donations/intents.server'
import { donationOperations } from '~/http/contract/donations'
import { saveFormForLogin } from '~/http/login/resume.server'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(
  donationOperations,
  {
    'POST /donations/intent': async ({ viewer, input }) => {
      const intent = await createIntent(viewer, input)
      const { chzzkChannelId, intentId, donateUrl } = intent
      return answer(intent, {
        status: 201,
        to: input.leave ? donateUrl : paths.leaveFor(chzzkChannelId, intentId),
      })
    },
  },
  saveFormForLogin,
)

export const loader = route.loader
export const action = route.action
