import { type Kept, PageStore } from './store'

/** app/db/outbox.server.ts */
export type ReadIndex = {
  afterPoll(act: (isSure: boolean) => void): void
  onChanges(listener: (topics: readonly string[] | null) => void): () => void
}

/** `until`: when time alone makes it another. */
export type Timed = Kept & { until: number }

type Options = { maxBytes: number; readIndex: ReadIndex; now?: () => number }

const PREFIX = 'page '
const ALL = '*'

/**
 * What is the same for everybody, dropped as soon as a poll finds one of its topics changed, and kept only where nothing of it changed while
 * it was made (docs/decisions/0034-exact-pages-from-memory.md). Whoever asks does so after a poll.
 */
export function openExactStore<Page extends Timed>({ maxBytes, readIndex, now = Date.now }: Options) {
  const pages = new PageStore<Page>(maxBytes)
  /** Of each topic the last poll that found it changed, for as long as anything is being made. */
  const changedAt = new Map<string, number>()
  let underWay = 0
  let polls = 0

  const close = readIndex.onChanges((topics) => {
    polls++
    if (topics === null || topics.includes(PREFIX + ALL)) return expire(ALL)
    for (const topic of topics) if (topic.startsWith(PREFIX)) expire(topic.slice(PREFIX.length))
  })

  function expire(topic: string) {
    if (underWay > 0) changedAt.set(topic, polls)
    if (topic === ALL) pages.clear()
    else pages.deleteTopic(topic)
  }

  return {
    pages,
    close,

    get(key: string): Page | undefined {
      const page = pages.get(key)
      return page && now() < page.until ? page : undefined
    },

    /** Something begins to be made: from which poll on what changes is not in it. */
    begin(): number {
      underWay++
      return polls
    },

    keep(key: string, page: Page, since: number) {
      const changed = [ALL, ...page.topics].some((topic) => (changedAt.get(topic) ?? -1) > since)
      if (!changed && now() < page.until) pages.set(key, page)
    },

    /** Only the end of the last forgets: what changed during one must not be forgotten at the end of another. */
    end() {
      underWay--
      if (underWay === 0) changedAt.clear()
    },
  }
}
