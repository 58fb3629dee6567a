import { answer } from '~/http/answer.server'
import { authOperations } from '~/http/contract/auth'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint(authOperations, {
  'GET /auth/me': async ({ viewer }) => answer({ user: viewer }),
})

export const loader = route.loader
export const action = route.action
