import { ensureChannel } from '~/domain/channels/find.server'
import { getFeed } from '~/domain/feed/get.server'
import { feedOperations } from '~/http/contract/feed'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(feedOperations, {
  'GET /feed': async ({ input }) => {
    const { channel, items, nextCursor } = await getFeed(input)
    if (!channel) await ensureChannel(input.chzzkChannelId)
    return answer({ items, nextCursor })
  },
})

export const loader = route.loader
export const action = route.action
