import { storedReasonCopy } from '~/copy/ko/moderation'
import { blockPerson, unblockPerson } from '~/domain/channels/own.server'
import { removeMessage, restoreMessage } from '~/domain/moderation/hide.server'
import type { History, Pick } from '../history'
import { is, type Person, type Thing } from '../model'
import { CREATORS } from '../people'

/** A creator in their own channel; an admin what the public reads, or read before it was hidden. */
export function mayHide(history: History, person: Person, of: Thing) {
  if (person !== 'admin') return person === of.channel
  if (of.kind === 'letter') return is(history.known, of, 'retweeted')
  return of.kind !== 'reply' || of.isPublic
}

/** The words of a donation's message may stand in its intent too, as it was begun. */
function withdraw(history: History, of: Thing) {
  const same = (thing: Thing) => thing === of || (of.words !== null && thing.words === of.words)
  for (const thing of history.things.filter(same)) history.mark(thing, 'withdrawn')
}

function blocking(says: string, act: typeof blockPerson) {
  return async (history: History, { who, on }: Pick) => {
    const by = CREATORS[who % CREATORS.length] ?? 'creator0'
    const other = history.someone({ who: on, on, how: 0 })
    const { chzzkUserId } = history.role(other).account
    await history.attempt({
      by,
      says: `${says} ${other}`,
      may: by !== other || says === 'unblocks',
      act: (viewer) => act(viewer, chzzkUserId),
    })
  }
}

export const moderationActs = {
  async remove(history: History, pick: Pick) {
    const of = history.some(pick, 'letter', 'donation', 'reply', 'post')
    if (!of?.id) return
    const { id } = of
    const { words, text } = history.newWords(1)
    const by = history.mostly(pick.how % 2 > 0 ? of.author : pick.how % 4 > 0 ? 'admin' : of.channel, pick)
    const may = by === of.author || mayHide(history, by, of)
    const says = `takes away (${words})`
    const done = await history.attempt({
      by,
      says,
      of,
      may,
      act: (viewer) => removeMessage(viewer, id, text, storedReasonCopy),
    })
    if (!done) return
    if (by === of.author) return withdraw(history, of)
    if (is(history.known, of, 'hidden') || is(history.known, of, 'withdrawn')) return
    history.mark(of, 'hidden')
    history.begin({ kind: 'reason', words, channel: of.channel, author: by, about: of })
  },

  async restore(history: History, pick: Pick) {
    const hidden = history.things.filter((thing) => is(history.known, thing, 'hidden'))
    const of = hidden[pick.on % Math.max(1, hidden.length)]
    if (!of?.id) return
    const { id } = of
    const by = history.mostly(pick.how % 2 > 0 ? of.channel : 'admin', pick)
    const may = mayHide(history, by, of)
    const act = { by, says: 'restores', of, may, run: restoreMessage }
    const done = await history.attempt({ ...act, act: async (viewer) => [await act.run(viewer, id)] })
    if (done) history.mark(of, 'hidden', false)
  },

  block: blocking('blocks', blockPerson),
  unblock: blocking('unblocks', unblockPerson),
}
