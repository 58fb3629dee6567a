import { isOnAir } from '~/domain/broadcast/on-air.server'
import { openChannel } from '~/domain/channels/own.server'
import { channelOperations } from '~/http/contract/channels'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(channelOperations, {
  'POST /creator/channel': async ({ viewer }) => {
    const { channel, replayed } = await openChannel(viewer)
    return answer(
      { channel: { ...channel, isLive: await isOnAir(channel.chzzkChannelId) } },
      {
        status: replayed ? 200 : 201,
        to: paths.share(channel.chzzkChannelId),
        notice: '채널을 열었어요. 링크를 공유해 보세요',
      },
    )
  },
})

export const loader = route.loader
export const action = route.action
