import type { Viewer } from '~/domain/auth/viewer'
import {
  archiveLetter,
  getLetter,
  markLetterRead,
  releaseMessage,
  unarchiveLetter,
} from '~/domain/letters/inbox.server'
import { replyToMessage } from '~/domain/letters/reply.server'
import { retweetMessage, unretweetMessage } from '~/domain/letters/retweet.server'
import { sendLetter } from '~/domain/letters/send.server'
import type { History, Pick } from '../history'
import { is, type Kind } from '../model'
import { BLOCKED_WORD, CREATORS } from '../people'

/** What a creator does to a letter or donation message of their own channel, by the name of its endpoint. */
function onMessage(
  says: string,
  act: (viewer: Viewer, id: string) => Promise<unknown>,
  kinds: Kind[] = ['letter', 'donation'],
) {
  return async (history: History, pick: Pick) => {
    const any = pick.on % 8 === 0
    const of = any ? history.some(pick, 'reply', 'post') : history.some(pick, ...kinds)
    if (!of?.id) return null
    const { id } = of
    const by = history.mostly(of.channel, pick)
    const may = by === of.channel && (of.kind === 'letter' || of.kind === 'donation')
    const answer = await history.attempt({
      by,
      says,
      of,
      may,
      act: async (viewer) => [await act(viewer, id)],
    })
    return answer ? { of, by, answer: answer[0] } : null
  }
}

export const letterActs = {
  async letter(history: History, { who, on, how }: Pick) {
    const by = history.someone({ who, on, how })
    const channel = CREATORS[on % CREATORS.length] ?? 'creator0'
    const { words, text } = history.newWords(how)
    const allowRetweet = how % 4 > 0
    const sent = await history.attempt({
      by,
      says: `writes ${words} to ${channel}${allowRetweet ? '' : ', not to be retweeted'}`,
      may: by !== channel,
      act: (viewer) =>
        sendLetter(viewer, {
          chzzkChannelId: history.channelOf(channel),
          content: text,
          allowRetweet,
          requestId: null,
        }),
    })
    if (!sent) return
    const letter = history.begin({
      kind: 'letter',
      words,
      id: sent.messageId,
      channel,
      author: by,
      isPublic: allowRetweet,
    })
    if (text.includes(BLOCKED_WORD) && history.blockedWords.get(channel)) history.mark(letter, 'held')
  },

  async reply(history: History, pick: Pick) {
    const { words, text } = history.newWords(1)
    const isPublic = pick.how % 2 === 0
    const content = { content: text, visibility: isPublic ? 'public' : 'private', requestId: null } as const
    const done = await onMessage(`answers with ${words} ${content.visibility}ly`, (viewer, id) =>
      replyToMessage(viewer, id, content),
    )(history, pick)
    if (!done) return
    const { messageId } = done.answer as { messageId: string }
    const { channel } = done.of
    history.mark(done.of, 'read')
    history.begin({ kind: 'reply', words, id: messageId, channel, author: channel, about: done.of, isPublic })
  },

  async retweet(history: History, pick: Pick) {
    const done = await onMessage('retweets', retweetMessage, ['letter'])(history, pick)
    if (!done) return
    const { of } = done
    const stands = (['withdrawn', 'hidden', 'held', 'retweeted'] as const).filter((mark) =>
      is(history.known, of, mark),
    )
    if (of.kind !== 'letter' || !of.isPublic || stands.length > 0)
      throw new Error(`a ${of.kind} that is ${stands} was retweeted`)
    history.mark(of, 'read')
    history.mark(of, 'retweeted')
  },

  async unretweet(history: History, pick: Pick) {
    const done = await onMessage('takes back the RT of', unretweetMessage, ['letter'])(history, pick)
    if (done) history.mark(done.of, 'retweeted', false)
  },

  async read(history: History, pick: Pick) {
    const done = await onMessage('marks as read', markLetterRead)(history, pick)
    if (done) history.mark(done.of, 'read')
  },

  async open(history: History, pick: Pick) {
    const done = await onMessage('opens', getLetter)(history, pick)
    if (!done) return
    history.mark(done.of, 'read')
    history.atMost(done.by, 'the letter opened', JSON.stringify(done.answer))
  },

  async archive(history: History, pick: Pick) {
    const done = await onMessage('files away', archiveLetter, ['letter'])(history, pick)
    if (done) history.mark(done.of, 'archived')
  },

  async unarchive(history: History, pick: Pick) {
    const done = await onMessage('puts back', unarchiveLetter, ['letter'])(history, pick)
    if (done) history.mark(done.of, 'archived', false)
  },

  async release(history: History, pick: Pick) {
    const done = await onMessage('releases', releaseMessage)(history, pick)
    if (done) history.mark(done.of, 'held', false)
  },
}
