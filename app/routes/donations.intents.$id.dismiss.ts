import { dismissIntent } from '~/domain/donations/intents.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'POST /donations/intents/:id/dismiss': async ({ viewer, params }) => {
    await dismissIntent(viewer, params.id)
    return done({ to: paths.me, notice: '알겠어요. 더 묻지 않을게요' })
  },
})

export const loader = route.loader
export const action = route.action
