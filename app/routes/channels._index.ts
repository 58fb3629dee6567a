import { withLive } from '~/domain/broadcast/on-air.server'
import { searchChannels } from '~/domain/channels/find.server'
import { channelOperations } from '~/http/contract/channels'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(channelOperations, {
  'GET /channels': async ({ viewer, input }) => {
    const { items } = await searchChannels(viewer, input.query)
    return answer({ items: await withLive(items) })
  },
})

export const loader = route.loader
export const action = route.action
