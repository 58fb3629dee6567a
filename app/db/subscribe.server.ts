import { afterPoll, onChanges, pollCount } from './outbox.server'

type Change = { kind: 'feed'; id: string } | { kind: 'inbox' } | { kind: 'session' }
type Subscriber = { notified: (change: Change) => void; missed: () => void }
type Subscription = { begun: Promise<void>; unsubscribe: () => void }

declare global {
  var meltSubscribers: Map<string, Set<Subscriber>> | undefined
}

const POLL_EVERY_MS = 40

if (!globalThis.meltSubscribers) {
  globalThis.meltSubscribers = new Map()
  onChanges(publish)
}
const subscribers = globalThis.meltSubscribers

/**
 * To one channel, or to the end of one session, on whichever instance. What committed before `begun` is not published to it, all
 * that commits afterwards is; `missed` runs when some of it may have been lost.
 */
export function subscribe(id: string, subscriber: Subscriber): Subscription {
  let isOver = false
  const begun = new Promise<void>((resolve) => {
    afterPoll(() => {
      if (!isOver) add(id, subscriber)
      resolve()
    })
  })
  return {
    begun,
    unsubscribe: () => {
      isOver = true
      remove(id, subscriber)
    },
  }
}

function add(id: string, subscriber: Subscriber) {
  subscribers.set(id, (subscribers.get(id) ?? new Set()).add(subscriber))
  timer ??= setInterval(poll, POLL_EVERY_MS).unref()
}

function remove(id: string, subscriber: Subscriber) {
  const ofId = subscribers.get(id)
  ofId?.delete(subscriber)
  if (ofId?.size === 0) subscribers.delete(id)
}

let timer: NodeJS.Timeout | undefined
let countAtLast = 0

/** Unless somebody else's poll came since. */
function poll() {
  if (subscribers.size === 0) {
    clearInterval(timer)
    timer = undefined
  } else if (pollCount() !== countAtLast) countAtLast = pollCount()
  else
    afterPoll(() => {
      countAtLast = pollCount()
    })
}

function publish(topics: readonly string[] | null) {
  if (!topics) {
    for (const ofId of [...subscribers.values()]) for (const { missed } of [...ofId]) missed()
    return
  }
  for (const topic of topics) {
    const [kind, id = '', messageId = ''] = topic.split(' ')
    const ofId = subscribers.get(id)
    if (!ofId) continue
    const change = toChange(kind, messageId)
    if (change) for (const { notified } of [...ofId]) notified(change)
  }
}

function toChange(kind: string | undefined, messageId: string): Change | null {
  if (kind === 'feed') return { kind, id: messageId }
  return kind === 'inbox' || kind === 'session' ? { kind } : null
}
