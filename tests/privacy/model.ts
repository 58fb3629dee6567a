/**
 * Who may read which words and know which id, by docs/product.md §1 (rules 3 to 5, 10) and docs/ledger.md §1, from the list of
 * what happened alone. Nothing here knows the database.
 */
export type Person = 'stranger' | 'admin' | `fan${number}` | `creator${number}`
export type Kind =
  | 'letter'
  | 'donation'
  | 'post'
  | 'reply'
  | 'gift'
  | 'intent'
  | 'draft'
  | 'reason'
  | 'own'
  | 'statement'
export type Status = 'OCCURRED' | 'CONFIRMED' | 'REJECTED' | 'REVERSED'
export type Mark =
  | 'held'
  | 'hidden'
  | 'retweeted'
  | 'withdrawn'
  | 'read'
  | 'archived'
  | 'lapsed'
  | 'nameless'
  | 'dayOld'

/** Words, an id or both: whose channel they are in, who wrote them, and what they answer or speak of. */
export type Thing = {
  kind: Kind
  words: string | null
  id: string | null
  channel: Person
  author: Person | null
  about: Thing | null
  isPublic: boolean
}

/** How long ago a lapsed intent was opened, and so what is matched to it by hand. */
export const DAY_OLD_MS = 25 * 60 * 60 * 1000

export type Happened = { thing: Thing } & ({ mark: Mark; on: boolean } | { status: Status })
export type Known = { marks: Map<Thing, Set<Mark>>; status: Map<Thing, Status> }

/** What stands after all that happened: what was withdrawn is neither hidden nor shown again. */
export function knownFrom(happened: readonly Happened[]): Known {
  const known: Known = { marks: new Map(), status: new Map() }
  for (const one of happened) {
    if ('status' in one) {
      known.status.set(one.thing, one.status)
      continue
    }
    const marks = known.marks.get(one.thing) ?? new Set()
    known.marks.set(one.thing, marks)
    if (marks.has('withdrawn') && (one.mark === 'hidden' || one.mark === 'held')) continue
    if (one.on) marks.add(one.mark)
    else marks.delete(one.mark)
  }
  return known
}

export const is = ({ marks }: Known, thing: Thing, mark: Mark) => marks.get(thing)?.has(mark) ?? false

/** The table of docs/product.md §1 rule 4, and after it what belongs to a donation. */
function reaches(known: Known, person: Person, thing: Thing): boolean {
  const { kind, author, channel, about } = thing
  const own = person === author || person === channel
  const shown = !is(known, thing, 'hidden') && !is(known, thing, 'held')
  const status = about && known.status.get(about)
  if (kind === 'letter') return own || (shown && is(known, thing, 'retweeted'))
  if (kind === 'post') return own || shown
  if (kind === 'reply') return own || (shown && (thing.isPublic || person === about?.author))
  const concerned = own || person === about?.author
  const stands = status === 'CONFIRMED' || (status === 'OCCURRED' && thing.words !== null)
  if (kind === 'donation') return concerned || (shown && stands)
  if (kind === 'gift') return own
  if (kind === 'intent') return person === author || (is(known, thing, 'lapsed') && own)
  if (kind === 'reason') return concerned
  return person === (kind === 'draft' ? author : channel)
}

/** Words that were withdrawn are erased: nobody reads them. */
export function mayRead(known: Known, person: Person, thing: Thing) {
  return thing.words !== null && !is(known, thing, 'withdrawn') && reaches(known, person, thing)
}

/** Of what was withdrawn, an RT keeps its place in the feed, and those whom it concerned still know of it. */
export function mayKnow(known: Known, person: Person, thing: Thing) {
  if (thing.id === null || !reaches(known, person, thing)) return false
  const concerned = person === thing.author || person === thing.channel
  return !is(known, thing, 'withdrawn') || thing.kind === 'letter' || concerned
}

/** Whose donation message it is, its author and the channel's creator know; everybody else unless its donor hides their name. */
export function mayName(known: Known, person: Person, thing: Thing) {
  const isLine = thing.kind === 'donation' && thing.words === null
  if (!(isLine ? mayKnow(known, person, thing) : mayRead(known, person, thing))) return false
  return person === thing.author || person === thing.channel || !is(known, thing, 'nameless')
}
