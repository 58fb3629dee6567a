import { deleteAccount } from '~/domain/account/delete-account.server'
import { accountOperations } from '~/http/contract/account'
import { expireNewcomer, signedOutHeaders } from '~/http/login/sign-in.server'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(accountOperations, {
  'POST /me/leave': async ({ viewer, request }) => {
    await deleteAccount(viewer)
    await expireNewcomer(request)
    return done({ notice: '탈퇴했어요. 그동안 함께해 줘서 고마워요', headers: await signedOutHeaders() })
  },
})

export const loader = route.loader
export const action = route.action
