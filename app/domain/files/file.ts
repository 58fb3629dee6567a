import { QueueFull } from '~/files/queue'
import type { Part } from '~/files/store'
import { Refusal } from '../core/refusal'

export type { Part }

export type StoredFile = {
  mediaType: string
  sizeBytes: number
  sha256: string
  read(part?: Part): Promise<ReadableStream<Uint8Array> | null>
}

const RETRY_AFTER_SECONDS = 10

export function pictureQueueRefusal(error: unknown): Refusal | null {
  if (!(error instanceof QueueFull)) return null
  return new Refusal('rate_limited', {
    because: 'picture_queue_full',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}
