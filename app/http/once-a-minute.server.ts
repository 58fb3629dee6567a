import { log, toLogFields } from './log.server'

const MINUTE_MS = 60_000

/**
 * A line of the log that comes at most once a minute, whatever goes wrong and however often: the first word at once, then
 * what was counted since the last line. The latest error comes along, if there was one.
 */
export function onceAMinute(line: string) {
  let counted: Record<string, number> = {}
  let latest: unknown
  let quietUntil = 0
  let waiting: NodeJS.Timeout | undefined
  const say = () => {
    waiting = undefined
    quietUntil = Date.now() + MINUTE_MS
    log.warn({ ...counted, ...(latest ? toLogFields(latest) : {}) }, line)
    counted = {}
    latest = undefined
  }
  return (why: string, error?: unknown) => {
    counted[why] = (counted[why] ?? 0) + 1
    latest = error ?? latest
    if (Date.now() >= quietUntil && !waiting) say()
    else waiting ??= setTimeout(say, quietUntil - Date.now()).unref()
  }
}
