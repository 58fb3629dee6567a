import { authOperations } from '~/http/contract/auth'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(authOperations, {
  'GET /auth/me': async ({ viewer }) => answer({ user: viewer }),
})

export const loader = route.loader
export const action = route.action
