import { readChannel } from '~/domain/channels/view.server'
import { answer } from '~/http/answer.server'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint({
  'GET /channels/:chzzkChannelId': async ({ viewer, params }) =>
    answer(await readChannel(viewer, params.chzzkChannelId)),
})

export const loader = route.loader
export const action = route.action
