import type { ClientBase, PoolClient } from 'pg'

type Report = (what: string, error: unknown) => void

let report: Report = () => undefined

/** Where broken connections are reported from now on; what they break also fails where it was asked for. */
export function setBrokenReport(to: Report) {
  report = to
}

export const reportBroken: Report = (what, error) => report(what, error)

/** From connect on: unhandled, the error of a connection that breaks would end the process. */
export function handleErrors(client: Pick<ClientBase, 'on'>, what: string) {
  client.on('error', (error: unknown) => reportBroken(what, error))
}

/** What a connection died of that said nothing for too long. */
class SilentDatabase extends Error {
  override name = 'SilentDatabase'
  readonly code = 'ETIMEDOUT'
  constructor(ms: number) {
    super(`The database said nothing for ${ms / 1000} s`)
  }
}

/**
 * Breaks a connection on which a statement waits and nothing comes, as after a failover that told nobody: what waits on it
 * fails at once, and no pool hands it out again. pg's own `query_timeout` leaves the connection open and deaf.
 */
export function breakWhenSilent(client: PoolClient, ms: number, onSilent: () => void) {
  let timer: NodeJS.Timeout | undefined
  let due: NodeJS.Immediate | undefined
  const send = client.query.bind(client) as (...asked: unknown[]) => unknown
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
    clearImmediate(due)
  }
  const heard = () => {
    timer?.refresh()
    clearImmediate(due)
  }
  const end = () => {
    stop()
    client.connection.stream.destroy(new SilentDatabase(ms))
    onSilent()
  }
  client.query = ((...asked: unknown[]) => {
    // A process that slept itself first reads what arrived meanwhile.
    timer ??= setTimeout(() => {
      due = setImmediate(end)
    }, ms)
    return send(...asked)
  }) as typeof client.query
  client.on('drain', stop)
  client.once('end', stop)
  client.connection.stream.on('data', heard)
}
