import { db } from '~/db/client.server'
import { confirmDonation, rejectDonation, reverseDonation } from '~/domain/donations/decide.server'
import { discloseDonation } from '~/domain/donations/disclosure.server'
import { createIntent, dismissIntent } from '~/domain/donations/intents.server'
import { addManualDonation } from '~/domain/donations/manual.server'
import { registerDonation } from '~/domain/donations/register.server'
import type { History, Pick } from '../history'
import { DAY_OLD_MS, is, type Thing } from '../model'
import { BLOCKED_WORD, CREATORS } from '../people'

const draftOf = (history: History, intent: Thing) =>
  history.things.find(({ kind, about }) => kind === 'draft' && about === intent)

/** A donation and, where there is one, its message. */
function beginGift(
  history: History,
  gift: Partial<Thing> & { channel: Thing['channel'] },
  message: Partial<Thing>,
) {
  const begun = history.begin({ ...gift, kind: 'gift' })
  if (message.words === undefined) return { begun, said: null }
  const said = history.begin({ ...gift, ...message, kind: 'donation', about: begun })
  return { begun, said }
}

function closing(says: string, close: typeof rejectDonation, status: 'REJECTED' | 'REVERSED') {
  return async (history: History, pick: Pick) => {
    const of = history.some(pick, 'gift')
    if (!of?.id) return
    const { id } = of
    const { words, text } = history.newWords(1)
    const by = history.mostly(of.channel, pick)
    const may = by === of.channel
    const done = await history.attempt({ by, says, of, may, act: (viewer) => close(viewer, id, text) })
    if (!done) return
    history.move(of, status)
    history.begin({ kind: 'reason', words, channel: of.channel, author: by, about: of })
    history.atMost(by, says, JSON.stringify(done))
  }
}

export const donationActs = {
  async intent(history: History, pick: Pick) {
    const by = history.someone(pick)
    const channel = CREATORS[pick.on % CREATORS.length] ?? 'creator0'
    const { words, text } = history.newWords(pick.how)
    const opened = await history.attempt({
      by,
      says: `opens CHZZK to donate to ${channel} with ${words} begun`,
      may: by !== channel,
      act: (viewer) =>
        createIntent(viewer, { chzzkChannelId: history.channelOf(channel), message: text, amount: 1000 }),
    })
    if (!opened) return
    const intent = history.begin({ kind: 'intent', id: opened.intentId, channel, author: by })
    history.begin({ kind: 'draft', words, channel, author: by, about: intent })
  },

  async register(history: History, pick: Pick) {
    const used = new Set(history.things.flatMap(({ kind, about }) => (kind === 'gift' ? [about] : [])))
    const unused = history.things.filter((thing) => thing.kind === 'intent' && !used.has(thing))
    const intent =
      pick.how % 7 > 0 ? unused[pick.on % Math.max(1, unused.length)] : history.some(pick, 'intent')
    if (!intent?.id) return
    const { id, channel, author } = intent
    const blocks = pick.how % 3 === 1
    const asBegun = pick.how % 4 > 0 ? draftOf(history, intent)?.words : null
    const words = asBegun ?? history.newWords().words
    const text = `${words} ${blocks ? BLOCKED_WORD : '응원해요'}`
    const by = history.mostly(author, pick)
    const hideName = pick.on % 3 === 0
    const registered = await history.attempt({
      by,
      says: `registers ${words} for`,
      of: intent,
      may: by === author,
      act: (viewer) =>
        registerDonation(viewer, {
          intentId: id,
          message: text,
          amount: 1000,
          hideAmount: pick.how % 2 > 0,
          hideName,
        }),
    })
    if (!registered || registered.replayed) return
    const { donation, messageId } = registered
    if (donation.status === 'PENDING') {
      // Behind three that wait it is its author's alone; they take it back, so that nobody reads it later.
      if (!asBegun) history.begin({ kind: 'draft', words, channel, author, about: intent })
      const undone = { by, says: 'takes out of the queue', of: intent, may: true }
      await history.attempt({ ...undone, act: (viewer) => dismissIntent(viewer, id) })
      return
    }
    const { begun, said } = beginGift(
      history,
      { id: donation.id, channel, author, about: intent },
      { id: messageId, words },
    )
    history.move(begun, 'OCCURRED')
    if (said) history.mark(said, 'nameless', hideName)
    if (said && blocks && history.blockedWords.get(channel)) history.mark(said, 'held')
    history.atMost(by, 'the donation registered', JSON.stringify(registered))
  },

  async disclose(history: History, pick: Pick) {
    const of = history.some(pick, 'gift')
    if (!of?.id) return
    const { id, author } = of
    const hideName = pick.how % 3 > 0
    const by = history.mostly(author, pick)
    const done = await history.attempt({
      by,
      says: hideName ? 'hides their name at' : 'shows their name at',
      of,
      may: by === author,
      act: (viewer) => discloseDonation(viewer, id, { hideAmount: pick.how % 2 > 0, hideName }),
    })
    if (!done) return
    const said = history.things.find(({ kind, about }) => kind === 'donation' && about === of)
    if (said) history.mark(said, 'nameless', hideName)
    history.atMost(by, 'the donation disclosed', JSON.stringify(done))
  },

  async lapse(history: History, pick: Pick) {
    const intent = history.some(pick, 'intent')
    if (!intent?.id) return
    const createdAt = new Date(Date.now() - DAY_OLD_MS)
    await db.donationIntent.update({ where: { id: intent.id }, data: { createdAt } })
    history.diary.push(`a day goes by for the intent ${intent.id}`)
    history.mark(intent, 'lapsed')
  },

  async dismiss(history: History, pick: Pick) {
    const intent = history.some(pick, 'intent')
    if (!intent?.id || pick.how % 3 > 0) return
    const { id, author } = intent
    const by = history.mostly(author, pick)
    await history.attempt({
      by,
      says: 'dismisses',
      of: intent,
      may: by === author,
      act: (viewer) => dismissIntent(viewer, id),
    })
  },

  async confirm(history: History, pick: Pick) {
    const of = history.some(pick, 'gift')
    if (!of?.id) return
    const { id } = of
    const by = history.mostly(of.channel, pick)
    const may =
      by === of.channel ||
      (by === 'admin' &&
        history.known.status.get(of) !== 'REJECTED' &&
        history.known.status.get(of) !== 'REVERSED')
    const done = await history.attempt({
      by,
      says: 'confirms',
      of,
      may,
      act: (viewer) => confirmDonation(viewer, id),
    })
    if (!done) return
    history.move(of, 'CONFIRMED')
    history.atMost(by, 'the donation confirmed', JSON.stringify(done), [id])
  },

  reject: closing('rejects', rejectDonation, 'REJECTED'),
  reverse: closing('reverses', reverseDonation, 'REVERSED'),

  async manual(history: History, pick: Pick) {
    const by = CREATORS[pick.who % CREATORS.length] ?? 'creator0'
    const intent = pick.how % 3 === 0 ? history.some(pick, 'intent') : undefined
    const wordless = pick.on % 3 === 0
    const { words, text } = wordless ? { words: null, text: null } : history.newWords(1)
    const note = history.newWords(1)
    const added = await history.attempt({
      by,
      says: `adds a donation by hand with ${words} and the note ${note.words}`,
      may: !intent || intent.channel === by,
      act: (viewer) =>
        addManualDonation(viewer, {
          amount: 7_777,
          donorName: '직접',
          chzzkUserId: null,
          intentId: intent?.id ?? null,
          occurredAt: null,
          message: text,
          note: note.text,
          requestId: null,
        }),
    })
    if (!added || added.replayed) return
    const { id, messageId } = added.donation
    const gift = { id, channel: by, author: intent?.author ?? null, about: intent ?? null }
    const { begun, said } = beginGift(history, gift, {
      id: messageId,
      words,
      author: wordless ? gift.author : null,
    })
    if (said && intent && is(history.known, intent, 'lapsed')) history.mark(said, 'dayOld')
    history.begin({ kind: 'own', words: note.words, channel: by, author: by })
    history.move(begun, 'CONFIRMED')
    history.atMost(by, 'the donation added', JSON.stringify(added))
  },
}
