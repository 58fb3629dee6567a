import { addManualDonation } from '~/domain/donations/manual.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'
import { confirmedNotice } from '~/http/responses/donation-notices'

const route = endpoint(donationOperations, {
  'POST /donations/manual': async ({ viewer, input }) => {
    const { donation, replayed } = await addManualDonation(viewer, input)
    return answer(
      { donation },
      { status: replayed ? 200 : 201, to: paths.confirm, notice: confirmedNotice(donation) },
    )
  },
})

export const loader = route.loader
export const action = route.action
