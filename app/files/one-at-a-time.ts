let last: Promise<unknown> = Promise.resolve()

/** Runs after whatever came before: a big picture takes a hundred megabytes while it is drawn, and two take two hundred. */
export function oneAtATime<T>(act: () => Promise<T>): Promise<T> {
  const turn = last.then(act)
  last = turn.catch(() => undefined)
  return turn
}
