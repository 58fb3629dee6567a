import { findChannel } from '~/domain/channels/find.server'
import { hearChannel } from '~/domain/live/hear.server'
import { streamed } from '~/http/answer.server'
import { endpoint } from '~/http/endpoint.server'
import { eventStream } from '~/http/event-stream.server'
import { takePlace } from '~/http/stream-places.server'
import { sessionOf } from '~/http/viewer.server'

const route = endpoint({
  'GET /events': async ({ viewer, input, request, context }) => {
    const { id } = await findChannel(input.chzzkChannelId)
    const session = viewer && (await sessionOf(request))
    const listener = { session, isOwner: viewer?.channel?.id === id }
    // HEAD is answered without a body, and a stream that nobody reads would never end.
    if (request.method === 'HEAD') return streamed(null)
    const leave = takePlace(viewer, context)
    return streamed(eventStream((mouth) => hearChannel(id, listener, mouth), leave))
  },
})

export const loader = route.loader
export const action = route.action
