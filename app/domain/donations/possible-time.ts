import { kstDayBounds } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'

/** The KST day on which CHZZK opened, and with it the first cheese. */
export const CHZZK_FIRST_DAY = '2023-12-19'

const CLOCK_SKEW_MS = 60_000

/** When a donation can have been given: neither before CHZZK nor in time to come. Refusal: `invalid` under the field's name. */
export function requirePossible(path: 'occurredAt' | 'date', at: Date, now: Date) {
  const [day, hour] = path === 'date' ? ['날이에요', '날짜를'] : ['시각이에요', '시각을']
  const message =
    at.getTime() > now.getTime() + CLOCK_SKEW_MS
      ? `아직 오지 않은 ${day}. ${hour} 확인해 주세요`
      : at < kstDayBounds(CHZZK_FIRST_DAY).from
        ? `치지직이 열리기 전이에요. 2023년 12월 19일부터 적을 수 있어요`
        : null
  if (message) refuse('invalid', { detail: message, errors: [{ path, message }] })
}
