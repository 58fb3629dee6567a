import fc from 'fast-check'
import { type Act, anyAct, play } from './acts'
import { History } from './history'
import { checkAll, checkSome } from './reads'
import { checkKept } from './reads/kept'

export const ACTS = 60
const AT_ONCE = 3
const SHORTEN_FOR_MS = 45_000

type Walk = (history: History, turn: number) => Promise<void>
type Options = { histories: number; seed: number; walk?: Walk; walkEvery?: number }

/** Random histories, some at once as in life; one that breaks a promise is shown as short as it can be. */
export async function playHistories({ histories, seed, walk, walkEvery = 1 }: Options) {
  const acts = fc.array(anyAct, { minLength: ACTS, maxLength: ACTS })
  const waiting = fc.sample(acts, { numRuns: histories, seed }).entries()
  const found: { acts: Act[]; failure: Broken; walked?: Walk; n: number }[] = []
  const lane = async () => {
    for (const [n, acts] of waiting) {
      const walked = n % walkEvery === 0 ? walk : undefined
      const failure = await broken(acts, walked)
      if (failure) found.push({ acts, failure, walked, n })
      if (found.length > 0) return
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  const [first] = found
  if (first)
    throw await shortest(first.acts, first.failure, first.walked, `history ${first.n} of seed ${seed}`)
}

/** What a history breaks, or null. */
async function broken(acts: Act[], walk?: Walk) {
  const history = await History.begin()
  try {
    for (const act of acts) {
      await play(history, act)
      await checkSome(history, act)
    }
    await checkAll(history, acts[0]?.on ?? 0)
    await walk?.(history, acts[0]?.how ?? 0)
    await checkKept(history)
    return null
  } catch (error) {
    return { history, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

type Broken = NonNullable<Awaited<ReturnType<typeof broken>>>

/** Whether two histories break the same promise, whoever and whatever is in them. */
const sameBreach = (one: Broken, other: Broken) => breachOf(one) === breachOf(other)
const breachOf = ({ error }: Broken) =>
  error.message.replace(/⟦.*?⟧|[0-9a-f-]{32,36}|\d+/g, '').split('\n')[0]

/** Leaves out whatever the failure does not need, halves first, and says what is left in words. */
async function shortest(acts: Act[], found: Broken, walk: Walk | undefined, where: string) {
  let [left, failure] = [acts, found]
  const until = Date.now() + SHORTEN_FOR_MS
  for (let size = Math.ceil(acts.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let at = left.length - size; at > -size && Date.now() < until; at -= size) {
      const fewer = left.filter((_, n) => n < at || n >= at + size)
      const again = fewer.length < left.length ? await broken(fewer, walk) : null
      if (again && sameBreach(again, found)) [left, failure] = [fewer, again]
    }
  }
  const lines = failure.history.diary.map((line, n) => `${n + 1}. ${line}`)
  return new Error(`${failure.error.message}\n\n${where}, ${left.length} acts:\n${lines.join('\n')}`)
}
