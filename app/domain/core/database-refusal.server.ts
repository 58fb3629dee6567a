import { databaseTrouble } from '~/db/errors.server'
import { Refusal } from './refusal'

export { codeOf } from '~/db/errors.server'

const AGAIN_AFTER_SECONDS = 10

/** The refusal for an error of the database or the disk that is no mistake of ours; null for any other error. */
export function databaseRefusal(error: unknown): Refusal | null {
  const trouble = databaseTrouble(error)
  if (trouble === 'account_deleted') return new Refusal('signed_out')
  if (trouble === 'deadlock') return new Refusal('conflict')
  if (trouble === null) return null
  if (trouble === 'unavailable') return new Refusal('unavailable', { retryAfterSeconds: AGAIN_AFTER_SECONDS })
  return new Refusal('unavailable', {
    because: 'disk_full',
    retryAfterSeconds: AGAIN_AFTER_SECONDS * 6,
  })
}
