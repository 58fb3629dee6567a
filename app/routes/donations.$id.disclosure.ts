import { discloseDonation } from '~/domain/donations/disclosure.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'PUT /donations/:id/disclosure': async ({ viewer, params, input }) => {
    const donation = await discloseDonation(viewer, params.id, input)
    return answer({ donation }, { to: paths.myDonation(params.id), notice: '공개 설정을 저장했어요' })
  },
})

export const loader = route.loader
export const action = route.action
