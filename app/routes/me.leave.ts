import { deleteAccount } from '~/domain/account/delete-account.server'
import { done } from '~/http/answer.server'
import { accountOperations } from '~/http/contract/account'
import { endpoint } from '~/http/endpoint.server'
import { expireNewcomer, signedOutHeaders } from '~/http/sign-in.server'

const route = endpoint(accountOperations, {
  'POST /me/leave': async ({ viewer, request }) => {
    await deleteAccount(viewer)
    await expireNewcomer(request)
    return done({ notice: '탈퇴했어요. 그동안 함께해 줘서 고마워요', headers: await signedOutHeaders() })
  },
})

export const loader = route.loader
export const action = route.action
