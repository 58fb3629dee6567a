import { databaseTrouble } from '~/db/errors.server'
import { Refusal } from './refusal'

export { codeOf } from '~/db/errors.server'

const AGAIN_AFTER_SECONDS = 10
const REMEMBERED_MS = 10_000

let fullAt = Number.NEGATIVE_INFINITY

/** Whether a disk was full a moment ago, where it was asked for its room or not. */
export const wasDiskFull = () => performance.now() - fullAt < REMEMBERED_MS

/** The refusal for an error of the database or the disk that is no mistake of ours; null for any other error. */
export function databaseRefusal(error: unknown): Refusal | null {
  const trouble = databaseTrouble(error)
  if (trouble === 'account_deleted') return new Refusal('signed_out')
  if (trouble === 'deadlock') return new Refusal('conflict')
  if (trouble === null) return null
  if (trouble === 'unavailable') return new Refusal('unavailable', { retryAfterSeconds: AGAIN_AFTER_SECONDS })
  fullAt = performance.now()
  return new Refusal('unavailable', {
    because: 'disk_full',
    retryAfterSeconds: AGAIN_AFTER_SECONDS * 6,
  })
}
