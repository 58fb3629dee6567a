import { bulkCopy, confirmedCopy, MISTAKE, mergedCopy, rejectedCopy, reversedCopy } from '~/copy/ko/donations'
import type { DonationView } from '~/domain/donations/presenter'
import { toForm } from '../contract/form'
import type { Notice } from './answer.server'

export function confirmedNotice(donation: DonationView, isReleased = false): Notice {
  const params = { id: donation.id }
  const fields = isReleased ? { reason: MISTAKE, hold: 'true' } : { reason: MISTAKE }
  return {
    text: confirmedCopy(donation, isReleased),
    undo: toForm('POST /donations/:id/reverse', { params, fields }),
  }
}

export function reversedNotice({ id }: DonationView, isHeld = false): Notice {
  const fields = isHeld ? { release: 'true' } : {}
  return { text: reversedCopy, undo: toForm('POST /donations/:id/confirm', { params: { id }, fields }) }
}

export function rejectedNotice(donation: DonationView): Notice {
  return { text: rejectedCopy(donation) }
}

type Merge = { donation: DonationView; into: DonationView | null }

export function mergedNotice({ donation: { id }, into }: Merge): Notice {
  return { text: mergedCopy(into), undo: toForm('POST /donations/:id/unmerge', { params: { id } }) }
}

type Outcome = { failed: unknown[]; sum: number; entries: string | null }

export function confirmedManyNotice({ confirmed, ...outcome }: Outcome & { confirmed: unknown[] }): Notice {
  return manyNotice('confirm', outcome, confirmed.length)
}

export function reversedManyNotice({ reversed, ...outcome }: Outcome & { reversed: unknown[] }): Notice {
  return manyNotice('reverse', outcome, reversed.length)
}

/** It stays: nobody looks through a hundred rows in the seconds that a single one is given. */
function manyNotice(
  act: 'confirm' | 'reverse',
  { failed, sum, entries }: Outcome,
  doneCount: number,
): Notice {
  const text = bulkCopy(act, { doneCount, failedCount: failed.length, sum })
  if (doneCount === 0 || !entries) return { text }
  const undo =
    act === 'confirm'
      ? toForm('POST /donations/reverse', { fields: { reason: MISTAKE, entries } })
      : toForm('POST /donations/confirm', { fields: { entries } })
  return { text, undo, stays: true }
}
