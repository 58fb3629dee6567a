import { type Because, refuse } from '~/domain/core/refusal'
import { QueueFull } from '~/files/queue'
import type { Part } from '~/files/store'

export type { Part }

export type StoredFile = {
  mediaType: string
  sizeBytes: number
  sha256: string
  read(part?: Part): Promise<ReadableStream<Uint8Array> | null>
}

const RETRY_AFTER_SECONDS = 10

/** Of what drawing a picture throws only a full queue is refused, to be tried again; all else is thrown on. */
export const refuseFullQueue = (error: unknown) => refuseFull(error, 'picture_queue_full')
/** Of what reading a statement throws. */
export const refuseFullStatementQueue = (error: unknown) => refuseFull(error, 'statement_queue_full')

function refuseFull(error: unknown, because: Because): never {
  if (!(error instanceof QueueFull)) throw error
  refuse('rate_limited', { because, retryAfterSeconds: RETRY_AFTER_SECONDS })
}
