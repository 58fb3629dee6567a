import type { DonationView } from '~/domain/donations/presenter'
import { registerDonation } from '~/domain/donations/register.server'
import { intentOperations } from '~/http/contract/intents'
import { saveFormForLogin } from '~/http/login/resume.server'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

/** Whose words stand now: what the creator answered or hid before keeps those that CHZZK relayed. */
function noticeOf({ status, message, held }: DonationView, written: string) {
  if (status === 'PENDING') return '메시지를 맡아 두었어요. 앞의 후원이 확인되면 차례로 보여요'
  if (message === null) return '스트리머가 이미 본 후원이라 메시지를 더하지 못했어요. 편지로 보낼 수 있어요'
  if (message !== written) return '스트리머가 이미 본 후원이라, 치지직에서 쓴 말을 그대로 두었어요'
  if (held) return '메시지를 남겼어요. 스트리머가 살펴보고 공개를 정해요'
  return status === 'CONFIRMED'
    ? '메시지를 남겼어요. 이 후원은 이미 확인됐어요'
    : '메시지를 남겼어요. 스트리머의 확인을 기다리고 있어요'
}

const route = endpoint(
  intentOperations,
  {
    'POST /donations/occurred': async ({ viewer, input }) => {
      const { donation, messageId, replayed } = await registerDonation(viewer, input)
      return answer(
        { donation, messageId },
        {
          status: replayed ? 200 : 201,
          to: paths.channel(donation.chzzkChannelId),
          notice: noticeOf(donation, input.message),
        },
      )
    },
  },
  saveFormForLogin,
)

export const loader = route.loader
export const action = route.action
