import { expect } from 'vitest'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal } from '~/domain/core/refusal'
import { namesDue } from './due'
import {
  type Happened,
  type Kind,
  type Known,
  knownFrom,
  type Mark,
  mayKnow,
  mayRead,
  type Person,
  type Status,
  type Thing,
} from './model'
import { BLOCKED_WORD, type Cast, CREATORS, makeCast } from './people'
import { idsIn, wordsIn } from './scan'

/** Three numbers choose all of an act, whatever the story has come to. */
export type Pick = { who: number; on: number; how: number }
type Begun = Partial<Thing> & { kind: Kind; channel: Person }
type Tried<T> = { by: Person; says: string; may: boolean; of?: Thing; act: (viewer: Viewer) => Promise<T> }

let histories = 0

/** What happens on Melt beside the list of it, from which the model says who may know what. */
export class History {
  readonly tag = `k${++histories}`
  readonly begun = new Date()
  readonly things: Thing[] = []
  readonly happened: Happened[] = []
  readonly diary: string[] = []
  readonly endedTokens: string[] = []
  readonly blockedWords = new Map<Person, boolean>(CREATORS.slice(1).map((creator) => [creator, true]))
  private words = 0
  private current: Known | null = null

  private constructor(readonly cast: Cast) {}

  static async begin() {
    const history = new History(new Map())
    for (const [person, role] of await makeCast(history.tag)) history.cast.set(person, role)
    return history
  }

  get known() {
    this.current ??= knownFrom(this.happened)
    return this.current
  }

  role(person: Person) {
    const role = this.cast.get(person)
    if (!role) throw new Error(`${person} has no account`)
    return role
  }

  /** Words that nobody wrote before, sometimes with the one that channels block. */
  newWords(how = 0) {
    const words = `⟦${this.tag}-${++this.words}⟧`
    return { words, text: how % 5 === 0 ? `${words} 이 ${BLOCKED_WORD}야` : `${words} 오늘도 즐거웠어요` }
  }

  begin(begun: Begun): Thing {
    const thing: Thing = { words: null, id: null, author: null, about: null, isPublic: false, ...begun }
    this.things.push(thing)
    this.current = null
    return thing
  }

  mark(thing: Thing, mark: Mark, on = true) {
    this.happened.push({ thing, mark, on })
    this.current = null
  }

  move(thing: Thing, status: Status) {
    this.happened.push({ thing, status })
    this.current = null
  }

  channelOf(person: Person) {
    return this.role(person).account.chzzkUserId
  }

  /** Someone with an account, creators more often than others. */
  someone({ who }: Pick): Person {
    const people = [...this.cast.keys(), ...CREATORS]
    return people[who % people.length] ?? 'admin'
  }

  some({ on }: Pick, ...kinds: Kind[]): Thing | undefined {
    const found = this.things.filter(({ kind }) => kinds.includes(kind))
    return found[on % Math.max(1, found.length)]
  }

  /** Mostly who may do it; one time in five anybody. */
  mostly(person: Person | null, pick: Pick): Person {
    return person && pick.who % 5 > 0 ? person : this.someone({ ...pick, who: Math.floor(pick.who / 5) })
  }

  /**
   * Tries an act and answers what came of it, or undefined where it was refused. Who may not do it is refused, and as
   * for an unknown id where they may not know it; either way no answer holds words that they may not read.
   */
  async attempt<T>({ by, says, may, of, act }: Tried<T>): Promise<T | undefined> {
    const { viewer } = this.role(by)
    if (!viewer) return undefined
    const line = `${by} ${says}${of ? ` ${of.kind} ${of.words ?? of.id} of ${of.channel}` : ''}`
    const secret = of?.id && !mayKnow(this.known, by, of)
    try {
      const answer = await act(viewer)
      this.diary.push(`${line} → ok`)
      expect(may, `${line} was let`).toBe(true)
      return answer
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.diary.push(`${line} → ${error.reason}`)
      if (secret) expect(error.reason, line).toBe('not_found')
      this.atMost(by, line, JSON.stringify([error.because, error.params, error.errors]))
      return undefined
    }
  }

  readableBy(person: Person, among = this.things) {
    return setOf(among.filter((thing) => mayRead(this.known, person, thing)).map(({ words }) => words))
  }

  knownTo(person: Person, among = this.things) {
    return setOf(among.filter((thing) => mayKnow(this.known, person, thing)).map(({ id }) => id))
  }

  /** No words and no ids but those that this person may have, besides what they asked with. */
  atMost(person: Person, path: string, bytes: string, asked: string[] = []) {
    const [readable, known] = [this.readableBy(person), this.knownTo(person)]
    const ids = setOf(this.things.map(({ id }) => id))
    const leaked = [
      ...this.wordsAt(path, bytes).filter((words) => !readable.has(words) && !asked.includes(words)),
      ...[...idsIn(bytes)].filter((id) => ids.has(id) && !known.has(id) && !asked.includes(id)),
    ]
    const named = leaked.map((leak) => this.nameOf(leak)).join(', ')
    expect(named, `${person} at ${path} reads what is not theirs`).toBe('')
  }

  /** Admins' pages are of the whole instance, where another history may be under way. */
  private wordsAt(path: string, bytes: string) {
    const words = [...wordsIn(bytes)]
    return path.startsWith('/admin') ? words.filter((one) => one.startsWith(`⟦${this.tag}-`)) : words
  }

  /** Exactly these words, and of the ids that exist exactly these. */
  exactly(person: Person, path: string, bytes: string, due: { words: Set<string>; ids?: Set<string> }) {
    this.atMost(person, path, bytes)
    expect([...wordsIn(bytes)].sort(), `the words for ${person} at ${path}`).toEqual([...due.words].sort())
    if (!due.ids) return
    const ids = setOf(this.things.map(({ id }) => id))
    const found = [...idsIn(bytes)].filter((id) => ids.has(id))
    expect(found.sort(), `the ids for ${person} at ${path}`).toEqual([...due.ids].sort())
  }

  /** No names but of those whom this person comes across anyway: who wrote a private letter is part of its secret. */
  namesAtMost(person: Person, path: string, bytes: string) {
    const due = namesDue(this, person)
    const shown = [...this.cast]
      .filter(([, { account }]) => bytes.includes(account.displayName))
      .map(([other]) => other)
    expect(
      shown.filter((other) => !due.has(other)),
      `names for ${person} at ${path}`,
    ).toEqual([])
  }

  private nameOf(leak: string) {
    const thing = this.things.find(({ words, id }) => words === leak || id === leak)
    return thing
      ? `${thing.kind} ${leak} in ${thing.channel} by ${thing.author}`
      : `${leak} of another history`
  }
}

const setOf = (values: (string | null)[]) => new Set(values.filter((value) => value !== null))
