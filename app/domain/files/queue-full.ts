import { QueueFull } from '~/files/queue'
import { Refusal } from '../core/refusal'

const WAIT_SECONDS = 10

/** What to say where more pictures came at once than can wait to be drawn; null for any other error. */
export function pictureQueueRefusal(error: unknown): Refusal | null {
  if (!(error instanceof QueueFull)) return null
  return new Refusal('rate_limited', {
    title: '그림을 올리지 못했어요',
    detail: '지금 그림이 많이 올라오고 있어요. 잠시 뒤에 다시 올려 주세요',
    retryAfterSeconds: WAIT_SECONDS,
  })
}
