import { discloseDonation } from '~/domain/donations/disclose.server'
import { answer } from '~/http/answer.server'
import { disclosureOperations } from '~/http/contract/disclosure'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(disclosureOperations, {
  'PUT /donations/:id/disclosure': async ({ viewer, params, input }) => {
    const donation = await discloseDonation(viewer, params.id, input)
    return answer({ donation }, { to: paths.myDonation(params.id), notice: '공개 설정을 저장했어요' })
  },
})

export const loader = route.loader
export const action = route.action
