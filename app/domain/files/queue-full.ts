import { QueueFull } from '~/files/queue'
import { Refusal } from '../core/refusal'

const RETRY_AFTER_SECONDS = 10

/** The refusal where more pictures come at once than may wait to be drawn; null for any other error. */
export function pictureQueueRefusal(error: unknown): Refusal | null {
  if (!(error instanceof QueueFull)) return null
  return new Refusal('rate_limited', {
    because: 'picture_queue_full',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}
