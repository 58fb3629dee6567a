import { agree } from '~/domain/auth/agree.server'
import { findViewer } from '~/domain/auth/session.server'
import { refuse } from '~/domain/core/refusal'
import { answer } from '~/http/answer.server'
import { authOperations } from '~/http/contract/auth'
import { endpoint } from '~/http/endpoint.server'
import { signInAndGoOn } from '~/http/sign-in.server'
import { newcomerOf, sessionToken } from '~/http/viewer.server'

const route = endpoint(authOperations, {
  'POST /auth/agree': async ({ request, context }) => {
    const newcomer = (await newcomerOf(request)) ?? refuse('signed_out')
    const token = await agree(newcomer, await sessionToken(request))
    const { to, headers, isResumed } = await signInAndGoOn({ request, context }, token)
    return answer(
      { user: await findViewer(token) },
      { status: 201, to, headers, notice: isResumed ? undefined : '멜트에 오신 걸 환영해요' },
    )
  },
})

export const loader = route.loader
export const action = route.action
