import { followFeed } from './live-feed'
import { followInbox } from './live-inbox'
import { livePill } from './live-pill'
import { streamEvents } from './live-stream'

/** A page that asks for it with `data-live` hears what happens on that channel, and moves nothing under the reader. */
export function followLive() {
  let leave = () => {}
  return () => {
    leave()
    const place = document.querySelector<HTMLElement>('[data-live]')
    leave = place ? follow(place, place.dataset.live ?? '') : () => {}
  }
}

function follow(place: HTMLElement, channelId: string) {
  const say = livePill()
  const hear = place.dataset.liveInbox !== undefined ? followInbox(place, say) : followFeed(place, say)
  return streamEvents(`/events?chzzkChannelId=${channelId}`, hear)
}
