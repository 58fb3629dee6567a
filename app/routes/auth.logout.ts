import { logOut } from '~/domain/auth/login.server'
import { authOperations } from '~/http/contract/auth'
import { expireNewcomer, signedOutHeaders } from '~/http/login/sign-in.server'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { parseSessionToken } from '~/http/pipeline/identify.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(authOperations, {
  'POST /auth/logout': async ({ viewer, input, request }) => {
    await logOut(viewer, await parseSessionToken(request), input.everywhere)
    await expireNewcomer(request)
    return done({ notice: '로그아웃했어요', headers: await signedOutHeaders() })
  },
})

export const loader = route.loader
export const action = route.action
