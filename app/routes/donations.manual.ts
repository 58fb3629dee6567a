import { addManualDonation } from '~/domain/donations/add-manual.server'
import { answer } from '~/http/answer.server'
import { donationOperations } from '~/http/contract/donations'
import { endpoint } from '~/http/endpoint.server'
import { confirmedNotice } from '~/http/notices'
import { paths } from '~/http/paths'

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
