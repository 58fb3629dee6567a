import { signUp } from '~/domain/auth/login.server'
import { findViewer } from '~/domain/auth/session.server'
import { refuse } from '~/domain/core/refusal'
import { authOperations } from '~/http/contract/auth'
import { signInAndGoOn } from '~/http/login/sign-in.server'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { findNewcomer, parseSessionToken } from '~/http/pipeline/identify.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(authOperations, {
  'POST /auth/agree': async ({ request, context }) => {
    const newcomer = (await findNewcomer(request)) ?? refuse('signed_out')
    const token = await signUp(newcomer, await parseSessionToken(request))
    const { to, headers, isResumed } = await signInAndGoOn({ request, context }, token)
    return answer(
      { user: await findViewer(token) },
      { status: 201, to, headers, notice: isResumed ? undefined : '멜트에 오신 걸 환영해요' },
    )
  },
})

export const loader = route.loader
export const action = route.action
