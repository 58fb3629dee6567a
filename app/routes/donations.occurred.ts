import { registerDonation } from '~/domain/donations/register.server'
import { answer } from '~/http/answer.server'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint({
  'POST /donations/occurred': async ({ viewer, input }) => {
    const { donation, messageId, again } = await registerDonation(viewer, input)
    return answer(
      { donation, messageId },
      {
        status: again ? 200 : 201,
        to: paths.channel(donation.chzzkChannelId),
        notice: '메시지를 남겼어요. 스트리머의 확인을 기다리고 있어요',
      },
    )
  },
})

export const loader = route.loader
export const action = route.action
