import { cheese } from '~/domain/core/cheese'
import type { DonationView } from '~/domain/donations/presenter'
import type { Notice } from './responses/notice.server'

/** Undoing is an act of its own in the ledger, with this reason. */
export const SLIP = '잘못 눌렀어요'

export function confirmedNotice({ id, amount }: DonationView, released = false): Notice {
  return {
    text: released
      ? `${cheese(amount ?? 0)}를 확인하고 메시지를 공개했어요`
      : `${cheese(amount ?? 0)}를 확인했어요`,
    undo: {
      action: `/donations/${id}/reverse`,
      fields: released ? { reason: SLIP, hold: 'true' } : { reason: SLIP },
    },
  }
}

export function reversedNotice({ id }: DonationView, held = false): Notice {
  return {
    text: '확인을 취소했어요',
    undo: { action: `/donations/${id}/confirm`, fields: held ? { release: 'true' } : {} },
  }
}

export function rejectedNotice({ donor }: DonationView): Notice {
  return { text: `${donor.displayName}님의 후원을 제외했어요` }
}

export function mergedNotice({
  donation,
  into,
}: {
  donation: DonationView
  into: DonationView | null
}): Notice {
  const text = into?.status === 'CONFIRMED' ? '하나로 합쳤어요. 한 번만 더해져요' : '하나로 합쳤어요'
  return { text, undo: { action: `/donations/${donation.id}/unmerge`, fields: {} } }
}

type Many = { failed: unknown[]; sum: number; entries: string | null }

export function confirmedManyNotice({ confirmed, ...outcome }: Many & { confirmed: unknown[] }): Notice {
  const done = `${confirmed.length}건, 모두 ${cheese(outcome.sum)}를 확인했어요`
  return manyNotice(outcome, confirmed.length, {
    done,
    failed: '건은 확인하지 못했어요',
    undo: { action: '/donations/reverse', fields: { reason: SLIP } },
  })
}

export function reversedManyNotice({ reversed, ...outcome }: Many & { reversed: unknown[] }): Notice {
  const done = `${reversed.length}건, 모두 ${cheese(outcome.sum)}의 확인을 취소했어요`
  return manyNotice(outcome, reversed.length, {
    done,
    failed: '건은 취소하지 못했어요',
    undo: { action: '/donations/confirm', fields: {} },
  })
}

type ManyWords = { done: string; failed: string; undo: NonNullable<Notice['undo']> }

/** Stays until the next page: nobody looks through a hundred rows in the seconds that a single one is given. */
function manyNotice({ failed, entries }: Many, count: number, { done, undo, ...words }: ManyWords): Notice {
  const undone = `${failed.length}${words.failed}. 그사이에 바뀌었을 수 있어요`
  if (count === 0) return { text: failed.length > 0 ? undone : '이미 바뀐 후원이라 그대로 두었어요' }
  return {
    text: failed.length > 0 ? `${done}. ${undone}` : done,
    ...(entries ? { undo: { action: undo.action, fields: { ...undo.fields, entries } }, stays: true } : {}),
  }
}
