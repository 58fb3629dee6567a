import { listMine } from '~/domain/letters/mine.server'
import { answer } from '~/http/answer.server'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint({
  'GET /messages/mine': async ({ viewer, input }) => answer(await listMine(viewer, input)),
})

export const loader = route.loader
export const action = route.action
