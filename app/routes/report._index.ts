import { reportedCopy } from '~/copy/ko/moderation'
import { listMyReports, reportMessage } from '~/domain/moderation/report.server'
import { moderationOperations } from '~/http/contract/moderation'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(moderationOperations, {
  'GET /report': async ({ viewer, input }) => answer(await listMyReports(viewer, input)),
  'POST /report': async ({ viewer, input }) => {
    const { reportId, replayed } = await reportMessage(viewer, input)
    return answer(
      { reportId },
      { status: replayed ? 200 : 201, to: paths.myReports, notice: reportedCopy(input.reason) },
    )
  },
})

export const loader = route.loader
export const action = route.action
