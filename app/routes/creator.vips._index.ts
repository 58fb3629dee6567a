import { listVips } from '~/domain/vips/vips.server'
import { badgeOperations } from '~/http/contract/badges'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(badgeOperations, {
  'GET /creator/vips': async ({ viewer, input }) => answer(await listVips(viewer, input)),
})

export const loader = route.loader
export const action = route.action
