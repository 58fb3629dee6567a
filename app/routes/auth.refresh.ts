import { refreshTokens } from '~/domain/auth/refresh-tokens.server'
import { answer } from '~/http/answer.server'
import { authOperations } from '~/http/contract/auth'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(authOperations, {
  'POST /auth/refresh': async ({ viewer }) => answer(await refreshTokens(viewer.id), { to: paths.me }),
})

export const loader = route.loader
export const action = route.action
