import { isOnAir } from '~/domain/broadcast/on-air.server'
import { getChannelView } from '~/domain/channels/find.server'
import { channelOperations } from '~/http/contract/channels'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(channelOperations, {
  'GET /channels/:chzzkChannelId': async ({ viewer, params }) => {
    const { channel } = await getChannelView(viewer, params.chzzkChannelId)
    return answer({ channel: { ...channel, isLive: await isOnAir(channel.chzzkChannelId) } })
  },
})

export const loader = route.loader
export const action = route.action
