import { declineNewcomer } from '~/domain/auth/login.server'
import { authOperations } from '~/http/contract/auth'
import { expire, newcomerCookie } from '~/http/login/cookies.server'
import { findSavedFormPage } from '~/http/login/resume.server'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { findNewcomer } from '~/http/pipeline/identify.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(authOperations, {
  'POST /auth/decline': async ({ request }) => {
    const newcomer = await findNewcomer(request)
    if (newcomer) await declineNewcomer(newcomer)
    return done({
      to: (await findSavedFormPage(request)) ?? paths.home,
      notice: '가입하지 않았어요. 남은 정보는 없어요',
      headers: new Headers({ 'Set-Cookie': await expire(newcomerCookie) }),
    })
  },
})

export const loader = route.loader
export const action = route.action
