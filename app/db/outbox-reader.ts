type Act = (isSure: boolean) => void
type Listener = (topics: readonly string[] | null) => void

/** What one poll answers (`outbox_since` of prisma/functions/outbox.sql): all of one snapshot. */
export type OutboxAnswer = { snapshot: string; server: string; seconds: number; topics: string[] }

export type OutboxSource = {
  ask: (since: { seenUntil: string | null; underWay: string[] }) => Promise<OutboxAnswer>
  /** Whether certainly nothing was written since the last answer. */
  isUnchanged: () => boolean
}

type Seen = { until: string; underWay: string[]; server: string; seconds: number }

/** Rows are kept for longer (`deletePublished`), and beyond the other limit `outbox_since` stops. */
const MAX_SECONDS_BETWEEN = 30
const MAX_TOPICS = 10_000

/** One poll at a time serves all who wait; the next begins with whoever waits when it ends, and so the more wait the fewer they cost. */
export class OutboxReader {
  pollCount = 0
  private source: OutboxSource | null = null
  private seen: Seen | null = null
  private waiting: Act[] = []
  private underWay: Act[] | null = null
  private next: NodeJS.Immediate | undefined
  private readonly listeners = new Set<Listener>()

  constructor(private readonly report: (error: unknown) => void) {}

  /** From now on; null where there is none: whoever waits runs unsure, and after it anything may have changed. */
  use(source: OutboxSource | null) {
    const acts = [...(this.underWay ?? []), ...this.waiting]
    clearImmediate(this.next)
    Object.assign(this, { source, seen: null, waiting: [], underWay: null, next: undefined })
    this.run(acts, false)
  }

  afterPoll(act: Act) {
    if (!this.source) return this.run([act], false)
    if (this.isUnchanged(this.source)) return this.run([act], true)
    this.waiting.push(act)
    this.schedule()
  }

  onChanges(listener: Listener) {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private isUnchanged(source: OutboxSource) {
    return this.seen !== null && this.underWay === null && source.isUnchanged()
  }

  private schedule() {
    if (this.underWay) return
    this.next ??= setImmediate(() => {
      this.next = undefined
      if (this.source) void this.poll(this.source)
    })
  }

  private async poll(source: OutboxSource) {
    const acts = this.waiting
    this.waiting = []
    if (this.isUnchanged(source)) return this.run(acts, true)
    this.underWay = acts
    const answer = await this.ask(source)
    // Another source was taken meanwhile, and these ran unsure.
    if (this.underWay !== acts) return
    if (answer) this.publish(answer)
    this.underWay = null
    this.run(acts, answer !== null)
    if (this.waiting.length > 0) this.schedule()
  }

  private async ask(source: OutboxSource) {
    try {
      return await source.ask({
        seenUntil: this.seen?.until ?? null,
        underWay: this.seen?.underWay ?? [],
      })
    } catch (error) {
      if (this.source === source) this.report(error)
      return null
    }
  }

  private publish({ snapshot, server, seconds, topics }: OutboxAnswer) {
    const { seen } = this
    const [, until = '', underWay = ''] = snapshot.split(':')
    this.seen = { until, underWay: underWay.split(',').filter(Boolean), server, seconds }
    this.pollCount++
    const follows =
      seen?.server === server &&
      Math.abs(seconds - seen.seconds) <= MAX_SECONDS_BETWEEN &&
      topics.length <= MAX_TOPICS
    if (follows && topics.length === 0) return
    const changed = follows ? [...new Set(topics)] : null
    for (const listener of [...this.listeners]) this.guard(() => listener(changed))
  }

  private run(acts: Act[], isSure: boolean) {
    for (const act of acts) this.guard(() => act(isSure))
  }

  private guard(act: () => void) {
    try {
      act()
    } catch (error) {
      this.report(error)
    }
  }
}
