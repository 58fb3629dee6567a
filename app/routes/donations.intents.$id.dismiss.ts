import { dismissIntent } from '~/domain/donations/dismiss-intent.server'
import { done } from '~/http/answer.server'
import { intentOperations } from '~/http/contract/intents'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(intentOperations, {
  'POST /donations/intents/:id/dismiss': async ({ viewer, params }) => {
    await dismissIntent(viewer, params.id)
    return done({ to: paths.me, notice: '알겠어요. 더 묻지 않을게요' })
  },
})

export const loader = route.loader
export const action = route.action
