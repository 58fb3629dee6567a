/** What a page has to say of itself to be kept. */
export type Kept = { topics: readonly string[]; bytes: number }

type Entry<Page> = { page: Page; used: boolean }

/** One channel never takes more than this part of the room. */
const SHARE_OF_ONE_TOPIC = 0.25

/**
 * Pages by key within `maxBytes`. The oldest that nobody asked for since its last turn goes first (CLOCK): pages that are
 * asked for once, however many, push out none that is asked for often.
 */
export class PageStore<Page extends Kept> {
  readonly #entries = new Map<string, Entry<Page>>()
  readonly #keysOf = new Map<string, Set<string>>()
  readonly #bytesOf = new Map<string, number>()
  readonly #maxBytes: number
  bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get size() {
    return this.#entries.size
  }

  keys() {
    return [...this.#entries.keys()]
  }

  get(key: string): Page | undefined {
    const entry = this.#entries.get(key)
    if (entry) entry.used = true
    return entry?.page
  }

  set(key: string, page: Page) {
    this.delete(key)
    if (page.bytes > this.#maxBytes * SHARE_OF_ONE_TOPIC) return
    this.#entries.set(key, { page, used: false })
    for (const topic of page.topics) {
      const keys = this.#keysOf.get(topic) ?? new Set()
      this.#keysOf.set(topic, keys.add(key))
    }
    this.#count(page, page.bytes)
    this.#evict(key)
  }

  /** A page that is kept takes more room than before. */
  grow(key: string, page: Page, bytes: number) {
    page.bytes += bytes
    if (this.#entries.get(key)?.page !== page) return
    this.#count(page, bytes)
    this.#evict(key)
  }

  delete(key: string) {
    const page = this.#entries.get(key)?.page
    if (!page) return
    this.#entries.delete(key)
    for (const topic of page.topics) {
      const keys = this.#keysOf.get(topic)
      keys?.delete(key)
      if (keys?.size === 0) this.#keysOf.delete(topic)
    }
    this.#count(page, -page.bytes)
  }

  deleteTopic(topic: string) {
    for (const key of [...(this.#keysOf.get(topic) ?? [])]) this.delete(key)
  }

  clear() {
    this.#entries.clear()
    this.#keysOf.clear()
    this.#bytesOf.clear()
    this.bytes = 0
  }

  #count({ topics }: Page, bytes: number) {
    this.bytes += bytes
    for (const topic of topics) {
      const sum = (this.#bytesOf.get(topic) ?? 0) + bytes
      if (sum > 0) this.#bytesOf.set(topic, sum)
      else this.#bytesOf.delete(topic)
    }
  }

  #evict(newest: string) {
    const [own] = this.#entries.get(newest)?.page.topics ?? []
    if (own) {
      const over = () => (this.#bytesOf.get(own) ?? 0) > this.#maxBytes * SHARE_OF_ONE_TOPIC
      this.#turn(this.#keysOf.get(own) ?? [], over)
    }
    this.#turn(this.#entries.keys(), () => this.bytes > this.#maxBytes)
  }

  /** What was used goes to the end of the very order that is walked through, and comes again if need be. */
  #turn(keys: Iterable<string>, isOver: () => boolean) {
    for (const key of keys) {
      if (!isOver()) return
      const entry = this.#entries.get(key)
      if (entry?.used) this.#moveToEnd(key, entry)
      else this.delete(key)
    }
  }

  #moveToEnd(key: string, entry: Entry<Page>) {
    entry.used = false
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    for (const topic of entry.page.topics) {
      const keys = this.#keysOf.get(topic)
      keys?.delete(key)
      keys?.add(key)
    }
  }
}
