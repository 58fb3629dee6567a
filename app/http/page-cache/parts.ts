import { openExactStore, type ReadIndex, type Timed } from './exact-store'
import { endOfDay } from './page.server'

type Options = { maxBytes: number; readIndex: ReadIndex; now?: () => number }

const OVERHEAD_BYTES = 1_000

/** Parts of pages that are the same for everybody, for pages that are not: exact as whole pages are, and of one day in Korea. */
export function openParts<Value>({ maxBytes, readIndex, now = Date.now }: Options) {
  const store = openExactStore<Timed & { value: Value }>({ maxBytes, readIndex, now })

  async function findAndKeep(key: string, topics: readonly string[], find: () => Promise<Value>) {
    const until = endOfDay(now())
    const since = store.begin()
    try {
      const value = await find()
      const bytes = JSON.stringify(value).length + OVERHEAD_BYTES
      store.keep(key, { topics, bytes, value, until }, since)
      return value
    } finally {
      store.end()
    }
  }

  return {
    parts: store.pages,
    close: store.close,

    /** Nobody may change what they get: the next one gets the same. Found anew where the read index is not sure. */
    async find(key: string, topics: readonly string[], find: () => Promise<Value>): Promise<Value> {
      if (maxBytes === 0) return find()
      const isSure = await new Promise<boolean>((resolve) => readIndex.afterPoll(resolve))
      if (!isSure) return find()
      const part = store.get(key)
      return part ? part.value : findAndKeep(key, topics, find)
    },
  }
}
