import { ensureChannel } from '~/domain/channels/find.server'
import { refuse } from '~/domain/core/refusal'
import { subscribeToChannel } from '~/domain/live/subscribe.server'
import { liveOperations } from '~/http/contract/live'
import { openEventStream, reserveStream } from '~/http/event-stream.server'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { findSession } from '~/http/pipeline/identify.server'
import { streamed } from '~/http/responses/answer.server'

const route = endpoint(liveOperations, {
  'GET /events': async ({ viewer, input, request, context }) => {
    // No page that a form comes back on: a place taken for it would never be given back.
    if (context.form) refuse('not_found')
    const { id } = await ensureChannel(input.chzzkChannelId)
    const session = viewer && (await findSession(request))
    const subscriber = { session, isOwner: viewer?.channel?.id === id }
    // HEAD is answered without a body, and a stream that nobody reads would never end.
    if (request.method === 'HEAD') return streamed(null)
    const release = reserveStream(viewer, context)
    return streamed((response) =>
      openEventStream(response, (changes) => subscribeToChannel(id, subscriber, changes), release),
    )
  },
})

export const loader = route.loader
export const action = route.action
