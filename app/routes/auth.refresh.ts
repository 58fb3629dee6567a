import { refreshTokens } from '~/domain/auth/access-token.server'
import { authOperations } from '~/http/contract/auth'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(authOperations, {
  'POST /auth/refresh': async ({ viewer }) => answer(await refreshTokens(viewer.id), { to: paths.me }),
})

export const loader = route.loader
export const action = route.action
