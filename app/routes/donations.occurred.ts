import { registeredCopy } from '~/copy/ko/donations'
import { registerDonation } from '~/domain/donations/register.server'
import { donationOperations } from '~/http/contract/donations'
import { saveFormForLogin } from '~/http/login/resume.server'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(
  donationOperations,
  {
    'POST /donations/occurred': async ({ viewer, input }) => {
      const { donation, messageId, replayed } = await registerDonation(viewer, input)
      return answer(
        { donation, messageId },
        {
          status: replayed ? 200 : 201,
          to: paths.channel(donation.chzzkChannelId),
          notice: registeredCopy(donation, input.message),
        },
      )
    },
  },
  saveFormForLogin,
)

export const loader = route.loader
export const action = route.action
