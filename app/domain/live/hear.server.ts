import { listen } from '~/db/bus.server'
import { newestItem } from '~/domain/feed/newest.server'
import { sayCounts } from './inbox-counts.server'
import type { News } from './news'

export type Hearing = { greeted: Promise<void>; leave: () => void }

/**
 * Says the news of a channel until `leave`; with the token of its creator's session those of the inbox too. The first
 * word is `hello` with the feed's newest id, and nothing that happened while it was looked up is lost.
 */
export function hearChannel(channelId: string, token: string | null, say: (news: News) => void): Hearing {
  const early: News[] = []
  let pass: typeof say = (news) => early.push(news)
  const inbox = token
    ? sayCounts(token, channelId, (data) => pass({ event: 'inbox', data }))
    : { changed: () => {}, leave: () => {} }
  const stop = listen(channelId, {
    told: (told) => {
      if (told.kind === 'inbox') inbox.changed()
      else pass({ event: 'feed', data: { id: told.id } })
    },
    missed: () => {
      pass({ event: 'missed', data: {} })
      inbox.changed()
    },
  })

  async function greet() {
    say({ event: 'hello', data: { newest: await newestItem(channelId) } })
    pass = say
    early.forEach(say)
    inbox.changed()
  }

  return {
    greeted: greet(),
    leave: () => {
      stop()
      inbox.leave()
    },
  }
}
