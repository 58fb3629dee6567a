import { subscribe } from '~/db/subscribe.server'
import { findSessionId } from '~/domain/auth/session.server'
import { newestItem } from '~/domain/feed/newest.server'
import type { ChannelChange } from './changes'
import { publishInboxCounts } from './inbox-counts.server'

export type ChannelSubscription = { greeted: Promise<void>; leave: () => void }
/** Who hears: the session of whoever is signed in, and whether the channel is theirs. */
export type ChannelSubscriber = { session: { token: string; id: string } | null; isOwner: boolean }
type Mouth = { say: (news: ChannelChange) => void; end: () => void }

const silent = { changed: () => {}, leave: () => {} }

/**
 * Says the news of a channel until `leave`; to its creator those of the inbox too. The first word is `hello` with the
 * feed's newest id, and nothing that happened while it was looked up is lost. Where the session ends, all ends at once.
 */
export function subscribeToChannel(
  channelId: string,
  { session, isOwner }: ChannelSubscriber,
  { say, end }: Mouth,
): ChannelSubscription {
  const early: ChannelChange[] = []
  let pass: Mouth['say'] = (news) => early.push(news)
  const inbox =
    session && isOwner
      ? publishInboxCounts(session.token, channelId, { say: (data) => pass({ event: 'inbox', data }), end })
      : silent
  const watch = session ? watchSession(session, end) : silent
  const stop = subscribe(channelId, {
    told: (told) => {
      if (told.kind === 'inbox') inbox.changed()
      if (told.kind === 'feed') pass({ event: 'feed', data: { id: told.id } })
    },
    missed: () => {
      pass({ event: 'missed', data: {} })
      inbox.changed()
    },
  })

  async function greet() {
    const [newest] = await Promise.all([newestItem(channelId), watch.changed()])
    say({ event: 'hello', data: { newest } })
    pass = say
    early.forEach(say)
    inbox.changed()
  }

  return {
    greeted: greet(),
    leave: () => {
      stop()
      watch.leave()
      inbox.leave()
    },
  }
}

/** Ends what a session opened, as soon as the database tells that it ended, or a look after a silence finds it gone. */
function watchSession({ token, id }: NonNullable<ChannelSubscriber['session']>, end: () => void) {
  const look = async () => {
    if (!(await findSessionId(token))) end()
  }
  const leave = subscribe(id, { told: end, missed: () => void look().catch(end) })
  return { changed: look, leave }
}
