import { searchChannels } from '~/domain/channels/list.server'
import { answer } from '~/http/answer.server'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint({
  'GET /channels': async ({ viewer, input }) => answer(await searchChannels(viewer, input.query)),
})

export const loader = route.loader
export const action = route.action
