import { inKst } from '~/domain/core/kst'

/** "2026-11-21 22:15" in Korea, as spreadsheets read a time. */
export function kstCell(at: Date | string | null) {
  return at === null ? null : inKst(new Date(at)).slice(0, 16).replace('T', ' ')
}
