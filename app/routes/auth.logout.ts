import { logOut } from '~/domain/auth/log-out.server'
import { done } from '~/http/answer.server'
import { authOperations } from '~/http/contract/auth'
import { endpoint } from '~/http/endpoint.server'
import { expireNewcomer, signedOutHeaders } from '~/http/sign-in.server'
import { sessionToken } from '~/http/viewer.server'

const route = endpoint(authOperations, {
  'POST /auth/logout': async ({ viewer, input, request }) => {
    await logOut(viewer, await sessionToken(request), input.everywhere)
    await expireNewcomer(request)
    return done({ notice: '로그아웃했어요', headers: await signedOutHeaders() })
  },
})

export const loader = route.loader
export const action = route.action
