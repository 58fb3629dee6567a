import { listVips } from '~/domain/vips/list.server'
import { answer } from '~/http/answer.server'
import { badgeOperations } from '~/http/contract/badges'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint(badgeOperations, {
  'GET /creator/vips': async ({ viewer }) => answer(await listVips(viewer)),
})

export const loader = route.loader
export const action = route.action
