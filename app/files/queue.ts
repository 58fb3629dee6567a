/** Waiting pictures hold their bytes; more would hold the memory that drawing one needs. */
const MAX_QUEUED = 8

export class QueueFull extends Error {}

let last: Promise<unknown> = Promise.resolve()
let queuedCount = 0

/** A big picture takes a hundred megabytes while it is drawn. Throws `QueueFull` where enough wait already. */
export async function oneAtATime<T>(act: () => Promise<T>): Promise<T> {
  if (queuedCount > MAX_QUEUED) throw new QueueFull()
  queuedCount++
  const turn = last.then(act)
  last = turn.catch(() => undefined)
  try {
    return await turn
  } finally {
    queuedCount--
  }
}
