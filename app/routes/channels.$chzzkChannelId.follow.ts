import { followChannel, unfollowChannel } from '~/domain/channels/follow.server'
import { channelOperations } from '~/http/contract/channels'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(channelOperations, {
  'POST /channels/:chzzkChannelId/follow': async ({ viewer, params }) =>
    answer(await followChannel(viewer, params.chzzkChannelId), { to: paths.channel(params.chzzkChannelId) }),
  'DELETE /channels/:chzzkChannelId/follow': async ({ viewer, params }) =>
    answer(await unfollowChannel(viewer, params.chzzkChannelId), {
      to: paths.channel(params.chzzkChannelId),
    }),
})

export const loader = route.loader
export const action = route.action
