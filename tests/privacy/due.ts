import type { Folder } from '~/domain/letters/input'
import type { History } from './history'
import { DAY_OLD_MS, is, mayKnow, mayName, type Person, type Thing } from './model'

/** What a list holds for its reader, by what people are promised of it. */
export type Due = { words: Set<string>; ids: Set<string> }

function due(history: History, person: Person, things: Thing[]): Due {
  return { words: history.readableBy(person, things), ids: history.knownTo(person, things) }
}

/** Everything of a channel that everybody may read stands in its feed since some moment, and nothing else. */
export function dueInFeed(history: History, channel: Person, since: Date | null = null): Due {
  const cut = since !== null && Date.now() - DAY_OLD_MS < since.getTime()
  const isCut = (thing: Thing | null) => cut && thing !== null && is(history.known, thing, 'dayOld')
  const things = inChannel(history, channel).filter((thing) => !isCut(thing) && !isCut(thing.about))
  return due(history, 'stranger', things)
}

const inChannel = ({ things }: History, channel: Person) =>
  things.filter((thing) => thing.channel === channel)

/** Answers of a message that were neither taken back nor hidden; what is gone leaves no id behind. */
function withReplies({ things, known }: History, messages: Thing[]) {
  const replies = things.filter(
    ({ kind, about }) => kind === 'reply' && about !== null && messages.includes(about),
  )
  return [...messages, ...replies.filter((one) => !is(known, one, 'hidden') && !is(known, one, 'withdrawn'))]
}

export function dueInFolder(history: History, creator: Person, folder: Folder, replies = true): Due {
  const { known } = history
  const messages = inChannel(history, creator).filter((thing) => {
    const { kind } = thing
    if (is(known, thing, 'hidden') || (kind !== 'letter' && kind !== 'donation')) return false
    if (folder === 'donations') return kind === 'donation'
    if (folder === 'filtered') return is(known, thing, 'held')
    if (kind !== 'letter' || is(known, thing, 'held')) return false
    if (is(known, thing, 'archived') !== (folder === 'archived')) return false
    if (folder === 'archived') return true
    return folder === 'all' || (!is(known, thing, 'read') && !is(known, thing, 'withdrawn'))
  })
  return due(history, creator, replies ? withReplies(history, messages) : messages)
}

export function dueInSearch(history: History, creator: Person, sought: Thing): Due {
  const { known } = history
  const isFound = ['letter', 'donation'].includes(sought.kind) && sought.channel === creator
  const hides = (['hidden', 'held', 'withdrawn'] as const).some((mark) => is(known, sought, mark))
  return due(history, creator, withReplies(history, isFound && !hides ? [sought] : []))
}

/** One's own letters and donation messages with their donations, the answers, and why one was hidden. */
export function dueInMine(history: History, person: Person): Due {
  const { things, known } = history
  const own = things.filter(
    ({ kind, author }) => author === person && (kind === 'letter' || kind === 'donation'),
  )
  const gifts = own.flatMap(({ about }) => (about ? [about] : []))
  const reasons = own.flatMap((message) => {
    if (!is(known, message, 'hidden') || is(known, message, 'withdrawn')) return []
    return things.filter(({ kind, about }) => kind === 'reason' && about === message).slice(-1)
  })
  return due(history, person, [...withReplies(history, own), ...gifts, ...reasons])
}

/** Whose names a person comes across: their own, creators', and of those whose words they may read. */
export function namesDue({ things, known, cast }: History, person: Person): Set<Person> {
  const creators = [...cast.keys()].filter((one) => one.startsWith('creator'))
  const writers = things.flatMap((thing) =>
    thing.author && mayName(known, person, thing) ? [thing.author] : [],
  )
  const donors = things.flatMap((thing) =>
    thing.kind === 'gift' && thing.author && mayKnow(known, person, thing) ? [thing.author] : [],
  )
  return new Set([person, ...creators, ...writers, ...donors])
}
