import { type Because, refuse } from './refusal'

type Earlier<Row> = {
  find: (requestId: string) => Promise<Row | null>
  isSame: (earlier: Row) => boolean
  because: Because
}

/** Idempotency: a request that came before is answered as it was then. Call it in the transaction that writes, behind the sender's lock, so that two copies at once do not both find nothing; a unique index on the `requestId` backs it up. */
export async function findReplayed<Row>(
  requestId: string | null | undefined,
  { find, isSame, because }: Earlier<Row>,
): Promise<Row | null> {
  return requestId ? replayOf(await find(requestId), isSame, because) : null
}

/** The same where the earlier row is known by another key than a `requestId`. */
export function replayOf<Row>(
  earlier: Row | null,
  isSame: (earlier: Row) => boolean,
  because: Because,
): Row | null {
  if (earlier === null || isSame(earlier)) return earlier
  return refuse('conflict', { because })
}
