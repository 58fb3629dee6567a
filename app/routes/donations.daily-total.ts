import { enterDailyTotal, getDailyTotal } from '~/domain/donations/daily-total.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'GET /donations/daily-total': async ({ viewer, input: { date, cursor } }) =>
    answer(await getDailyTotal(viewer, date, cursor)),
  'POST /donations/daily-total': async ({ viewer, input }) => {
    const total = await enterDailyTotal(viewer, input)
    return answer(total, {
      to: `${paths.dailyTotal}?date=${total.date}`,
      notice: '하루 합계를 저장했어요',
    })
  },
})

export const loader = route.loader
export const action = route.action
